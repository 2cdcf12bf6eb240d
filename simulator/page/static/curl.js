// Rewrites the order inside a curl command so that it is the order in the form. It runs nothing.

const BODY = /'(\{(?:[^']|'\\'')*\})'/;
const QUOTE = "'\\''";

/** The command with the form's order in it; the template itself where it has no body to change. */
export function curlFor(template, form) {
  const found = BODY.exec(template || "");
  const body = found && parsed(found[1].replaceAll(QUOTE, "'"));
  if (!body) return template || "";
  const wanted = withForm(body, form);
  const json = JSON.stringify(wanted).replaceAll("'", QUOTE);
  return template.replace(found[0], () => `'${json}'`);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function withForm(body, form) {
  const [item = {}] = body.items || [];
  const { product_ref: _ref, ...line } = item;
  const wanted = {
    ...body,
    ...(form.seller ? { seller_ref: form.seller } : {}),
    customer: { ...body.customer, name: form.customer.trim() },
    items: [{
      ...(form.product ? { product_ref: form.product } : {}),
      ...line,
      title: form.title.trim(),
      quantity: Number(form.quantity),
      price: { ...item.price, amount: String(form.price).trim() },
    }],
    shipping_address: form.address.trim(),
    comment: form.comment.trim(),
  };
  // Another order under the same external_id would be refused: 409, by design.
  return same(wanted, body) ? body : { ...wanted, external_id: `${body.external_id}-${mark(wanted)}` };
}

const plain = (value) => JSON.stringify(value, (_key, part) =>
  part && typeof part === "object" && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).filter(([, v]) => v !== "").sort())
    : part);

const same = (one, other) => plain(one) === plain(other);

/** A short mark of the content (FNV-1a, 32 bits): the same order always gets the same one. */
function mark(value) {
  let hash = 0x811c9dc5;
  for (const character of plain(value)) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
