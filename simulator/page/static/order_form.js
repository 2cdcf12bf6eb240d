// The lever that places an order: a form that is filled already, and the same as a curl line.
import { html, useState } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { announce } from "./announce.js";
import { curlFor } from "./curl.js";
import { Copy, Outcome, Pull, Section, sentenceOf } from "./lever_parts.js";
import { Fields } from "./order_fields.js";
import { locale, t } from "./words.js";

// Limits of the bot's HTTP API, openapi.json: PlaceOrder.
const LONGEST = { title: 140, customer: 120, address: 500, comment: 1000 };
const MOST_PIECES = 999;
const MOST_MINOR = 100_000_000_000;
const PRICE = /^\d+([.,]\d{1,2})?$/;
const SHOWN = ["title", "quantity", "price", "customer", "address", "comment"];
const EMPTY = { seller: "", product: "", title: "", quantity: 1, price: "", currency: "UAH",
  customer: "", address: "", comment: "" };

/** The form's values: what the world believes, and over it what was typed. */
function filled(stage, typed) {
  const form = { ...EMPTY, ...stage.form, ...typed };
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
  const price = String(form.price).trim().replace(",", ".");
  const order = { ...form, quantity: Number(form.quantity), price };
  for (const field of Object.keys(LONGEST)) order[field] = String(form[field]).trim();
  return order;
}

function total(form) {
  const sum = Number(form.quantity) * Number(String(form.price).replace(",", "."));
  if (!Number.isFinite(sum)) return "–";
  const style = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${new Intl.NumberFormat(locale(), style).format(sum)} ${form.currency}`;
}

/** The form's state and the deed: what was typed, what is wrong with it, what came of it. */
function useOrder(stage) {
  const [typed, setTyped] = useState({});
  const [faults, setFaults] = useState({});
  const [state, setState] = useState({ busy: false, bad: false, text: "" });
  const form = filled(stage, typed);
  const tell = (bad, text, wrong = {}) => {
    setFaults(wrong);
    setState({ busy: false, bad, text });
    announce(text);
    const first = SHOWN.find((name) => wrong[name]);
    if (first) document.getElementById(`lv-order-${first}`)?.focus();
  };
  const change = (values) => {
    setTyped({ ...typed, ...values });
    setFaults(without(faults, Object.keys(values)));
  };
  const place = async () => {
    const wrong = faultsOf(form);
    if (Object.keys(wrong).length) return tell(true, t("levers.order.wrong"), wrong);
    setState({ busy: true, bad: false, text: "" });
    try {
      const { number } = await act("order", asked(form));
      setTyped({});
      return tell(false, t("levers.order.placed", { number }));
    } catch (error) {
      return tell(true, sentenceOf(error), error.details?.fields || {});
    }
  };
  return { form, faults, state, change, place };
}

/** The section Order. `stage` is the host's part of the world, `people` may be its customers. */
export function OrderForm({ stage, people }) {
  const { form, faults, state, change, place } = useOrder(stage);
  const off = stage.bot === "running" ? "" : t(`levers.bot.${stage.bot}`);
  const submit = (event) => {
    event.preventDefault();
    if (!off && !state.busy) place();
  };
  return html`
    <${Section} id="order">
      <form class="lv-form" noValidate onSubmit=${submit}>
        <${Fields} stage=${stage} people=${people} form=${form} faults=${faults}
          change=${change} />
        <p class="lv-total">${t("levers.order.total", { total: total(form) })}</p>
        <div class="lv-row">
          <${Pull} submit hook="order" tone="primary" label=${t("levers.order.place")}
            busy=${state.busy} off=${off} />
          ${off && html`<p class="lv-why">${off}</p>`}
        </div>
        <${Outcome} state=${state} />
      </form>
      <${Terminal} command=${curlFor(stage.curl, asked(form))} />
    </${Section}>`;
}

const without = (faults, fields) =>
  Object.fromEntries(Object.entries(faults).filter(([field]) => !fields.includes(field)));

const Terminal = ({ command }) => html`
  <details class="lv-terminal">
    <summary>${t("levers.order.curl")}</summary>
    <p class="lv-note">${t("levers.order.curl.lead")}</p>
    <pre class="lv-code" tabindex="0" role="region"
      aria-label=${t("levers.order.curl.label")} data-lever="curl">${command}</pre>
    <${Copy} text=${() => command} label=${t("levers.order.curl.copy")} hook="curl-copy" />
  </details>`;
