// The lever that places an order: a form that is filled already, and the same as a curl line.
import { html, useState } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { announce } from "./announce.js";
import { curlFor } from "./curl.js";
import { Choice, Copy, Field, Outcome, Pull, Section, sentenceOf } from "./lever_parts.js";
import { locale, t } from "./words.js";

// Limits of the bot's HTTP API, openapi.json: PlaceOrder.
const LONGEST = { title: 140, customer: 120, address: 500, comment: 1000 };
const MOST_PIECES = 999;
const MOST_MINOR = 100_000_000_000;
const PRICE = /^\d+([.,]\d{1,2})?$/;
/** Where the API's complaint about a value belongs: the form's field by JSON pointer. */
const FIELD_OF = [
  [/\/items\/0\/title/, "title"],
  [/\/items\/0\/quantity/, "quantity"],
  [/\/items\/0\/price|\/price/, "price"],
  [/\/customer/, "customer"],
  [/\/shipping_address/, "address"],
  [/\/comment/, "comment"],
];
const OTHER = "";

/** The form's values: what the world believes, and over it what was typed. */
function filled(stage, typed) {
  const form = { product: OTHER, title: "", quantity: 1, price: "", customer: "", address: "",
    comment: "", ...stage.form, ...typed };
  return Object.fromEntries(Object.entries(form).map(([key, value]) => [key, value ?? ""]));
}

/** What is wrong with the form, by field; empty when it may be sent. */
export function faultsOf(form) {
  const found = {};
  for (const [field, limit] of Object.entries(LONGEST)) {
    const text = String(form[field]).trim();
    if (!text && field !== "comment") found[field] = t("levers.wrong.empty");
    if (text.length > limit) found[field] = t("levers.wrong.long", { limit });
  }
  const pieces = Number(form.quantity);
  if (!Number.isInteger(pieces) || pieces < 1 || pieces > MOST_PIECES) {
    found.quantity = t("levers.wrong.whole", { least: 1, most: MOST_PIECES });
  }
  const price = String(form.price).trim();
  const minor = Number(price.replace(",", ".")) * 100;
  if (!PRICE.test(price) || minor <= 0) found.price = t("levers.wrong.price");
  else if (minor > MOST_MINOR) found.price = t("levers.wrong.price.big");
  return found;
}

/** The order as the lever takes it: trimmed, with numbers as numbers and a decimal point. */
function asked(form) {
  const { product, ...rest } = form;
  const order = { ...rest, quantity: Number(form.quantity),
    price: String(form.price).trim().replace(",", ".") };
  for (const field of Object.keys(LONGEST)) order[field] = String(form[field]).trim();
  return product ? { product, ...order } : order;
}

function total(form) {
  const sum = Number(form.quantity) * Number(String(form.price).replace(",", "."));
  if (!Number.isFinite(sum)) return "–";
  const style = { style: "currency", currency: form.currency || "UAH" };
  return new Intl.NumberFormat(locale(), style).format(sum);
}

/** The JSON pointer of the value that the server complains about, wherever it says it. */
const pointerOf = ({ details, text }) =>
  String(details?.pointer || details?.field || (text || "").match(/#\/\S+/)?.[0] || "");

/** The section Order. `stage` is the host's part of the world. */
export function OrderForm({ stage }) {
  const [typed, setTyped] = useState({});
  const [faults, setFaults] = useState({});
  const [state, setState] = useState({ busy: false, bad: false, text: "" });
  const form = filled(stage, typed);
  const change = (values) => {
    setTyped({ ...typed, ...values });
    setFaults(without(faults, Object.keys(values)));
  };
  const tell = (bad, text) => {
    setState({ busy: false, bad, text });
    announce(text);
  };
  const refuse = (wrong, text = t("levers.order.wrong")) => {
    setFaults(wrong);
    tell(true, text);
    document.getElementById(`lv-order-${Object.keys(wrong)[0]}`)?.focus();
  };
  const place = async () => {
    const wrong = faultsOf(form);
    if (Object.keys(wrong).length) return refuse(wrong);
    setState({ busy: true, bad: false, text: "" });
    try {
      const placed = await act("order", asked(form));
      setTyped({});
      setFaults({});
      return tell(false, t("levers.order.placed", { number: placed.number }));
    } catch (error) {
      const field = FIELD_OF.find(([where]) => where.test(pointerOf(error)))?.[1];
      const said = sentenceOf(error);
      return field ? refuse({ [field]: said.replace(/^#?\/\S*\s*/, "") }) : tell(true, said);
    }
  };
  const off = stage.bot === "running" ? "" : t(`levers.bot.${stage.bot}`);
  return html`
    <${Section} id="order">
      <form class="lv-form" noValidate onSubmit=${(event) => {
        event.preventDefault();
        if (!off && !state.busy) place();
      }}>
        <${Fields} stage=${stage} form=${form} faults=${faults} change=${change} />
        <p class="lv-total">${t("levers.order.total", { total: total(form) })}</p>
        <div class="lv-row">
          <button class="button button--primary" data-lever="order" aria-busy=${state.busy}
            aria-disabled=${off || state.busy ? "true" : undefined}>
            ${t(state.busy ? "levers.order.placing" : "levers.order.place")}
          </button>
          ${off && html`<p class="lv-why">${off}</p>`}
        </div>
        <${Outcome} state=${state} />
      </form>
      <${Terminal} command=${curlFor(stage.curl, asked(form))} />
    </${Section}>`;
}

const without = (faults, fields) =>
  Object.fromEntries(Object.entries(faults).filter(([field]) => !fields.includes(field)));

function Fields({ stage, form, faults, change }) {
  const { products = [], sellers = [] } = stage;
  const line = (name, rest = {}) => html`
    <${Field} id=${`lv-order-${name}`} label=${t(rest.label || `levers.order.${name}`, rest.with)}
      hint=${rest.hint} error=${faults[name]} wide=${rest.wide} control=${(ties) => html`
        <input class="input" ...${ties} type=${rest.type || "text"} inputmode=${rest.keys} min=${rest.min}
          autocomplete="off" value=${form[name]}
          onInput=${(event) => change({ [name]: event.target.value })} />`} />`;
  const choose = (ref) => {
    const product = products.find((one) => one.ref === ref);
    change(product
      ? { product: ref, title: product.title, price: priceOf(product, form),
        ...(product.seller ? { seller: product.seller } : {}) }
      : { product: OTHER, title: "" });
  };
  const own = !products.some((one) => one.ref === form.product);
  return html`
    <div class="lv-grid">
      ${sellers.length > 1 && html`<${Choice} id="lv-order-seller" wide
        label=${t("levers.order.seller")} value=${form.seller || sellers[0].ref}
        options=${sellers.map((one) => [one.ref, one.name])}
        onChoice=${(seller) => change({ seller, product: OTHER })} />`}
      ${products.length > 0 && html`<${Choice} id="lv-order-product" wide
        label=${t("levers.order.product")} value=${own ? OTHER : form.product}
        options=${[...products.map((one) => [one.ref, one.title]),
          [OTHER, t("levers.order.product.other")]]} onChoice=${choose} />`}
      ${own && line("title", { label: "levers.order.name", wide: true })}
      ${line("quantity", { type: "number", keys: "numeric", min: 1 })}
      ${line("price", { keys: "decimal", with: { currency: form.currency || "UAH" } })}
      ${line("customer", { wide: true })}
      ${line("address", { wide: true })}
      ${line("comment", { wide: true, hint: t("levers.order.optional") })}
    </div>`;
}

const priceOf = (product, form) => product.price?.amount ?? product.price ?? form.price;

const Terminal = ({ command }) => html`
  <details class="lv-terminal">
    <summary>${t("levers.order.curl")}</summary>
    <p class="lv-note">${t("levers.order.curl.lead")}</p>
    <pre class="lv-code" tabindex="0" role="region"
      aria-label=${t("levers.order.curl.label")} data-lever="curl">${command}</pre>
    <${Copy} text=${() => command} label=${t("levers.order.curl.copy")} hook="curl-copy" />
  </details>`;
