// Rewrites the order inside a curl command so that it is the order in the form. It runs nothing.

// A quote inside single quotes is written '\'' or '"'"' (Python's shlex).
const BODY = /'(\{(?:[^']|'\\''|'"'"')*\})'/;
const QUOTES = /'\\''|'"'"'/g;
const QUOTE = "'\\''";

/** The command with the form's order in it; the template itself where it has no body to change. */
export function curlFor(template, form) {
  const found = BODY.exec(template || "");
  const body = found && parsed(found[1].replace(QUOTES, "'"));
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

/** `form` is as the lever takes it: trimmed, the price with a point, the quantity a number. */
function withForm(body, form) {
  const [item = {}] = body.items || [];
  const { product_ref: _ref, ...line } = item;
  const { production_days: _days, ...rest } = body;
  const days = form.production_days ?? "";
  const wanted = {
    ...rest,
    ...(form.seller ? { seller_ref: form.seller } : {}),
    customer: buyer(body.customer, form),
    items: [{
      ...line,
      title: form.title,
      quantity: form.quantity,
      price: { ...item.price, amount: form.price },
      ...(form.product ? { product_ref: form.product } : {}),
    }],
    shipping_address: form.address,
    comment: form.comment,
    ...(days === "" ? {} : { production_days: Number(days) }),
  };
  if (same(wanted, body)) return body;
  // Another order under the same external_id would be refused: 409, by design.
  return { ...wanted, external_id: `${body.external_id}-${mark(wanted)}` };
}

/** Whoever has another name is another customer: the marketplace knows nothing more of them. */
function buyer(known, form) {
  if (known.name === form.customer) return known;
  const phone = form.phone ? { phone: form.phone } : {};
  return { name: form.customer, ...(known.locale ? { locale: known.locale } : {}), ...phone };
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
