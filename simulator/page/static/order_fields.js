// The fields of an order: product, amounts, who gets it and where. It sends nothing.
import { html } from "./vendor/htm-preact.module.js";
import { Choice, Field } from "./lever_parts.js";
import { t } from "./words.js";

const OTHER = ""; // No product of the marketplace: the title is typed.

/** All fields. `change(values)` takes what was typed, `faults` are sentences by field. */
export function Fields({ stage, people, form, faults, change }) {
  const line = (name, rest = {}) => html`
    <${Field} id=${`lv-order-${name}`} label=${t(rest.label || `levers.order.${name}`, rest.with)}
      hint=${rest.hint} error=${faults[name]} wide=${rest.wide} control=${(ties) => html`
        <input class="input" ...${ties} type=${rest.type || "text"} inputmode=${rest.keys}
          min=${rest.min} autocomplete="off" value=${form[name]}
          onInput=${(event) => change({ [name]: event.target.value })} />`} />`;
  return html`
    <div class="lv-grid">
      <${Wares} stage=${stage} form=${form} change=${change} />
      ${!form.product && line("title", { label: "levers.order.name", wide: true })}
      ${line("quantity", { type: "number", keys: "numeric", min: 1 })}
      ${line("price", { keys: "decimal", with: { currency: form.currency } })}
      <${Whose} people=${people} form=${form} change=${change} />
      ${line("customer", { wide: true })}
      ${line("address", { wide: true })}
      ${line("comment", { wide: true, hint: t("levers.order.optional") })}
    </div>`;
}

/** What the form takes from a product; without one, the title is left to be typed. */
function wareOf(product) {
  if (!product) return { product: OTHER, title: "", production_days: "" };
  const { ref, title, price, currency, production_days } = product;
  return { product: ref, title, price, currency, production_days: production_days ?? "" };
}

function Wares({ stage: { products = [], sellers = [] }, form, change }) {
  const of = (seller) => products.filter((product) => product.seller === seller);
  const own = of(form.seller);
  return html`
    ${sellers.length > 1 && html`<${Choice} id="lv-order-seller" wide
      label=${t("levers.order.seller")} value=${form.seller}
      options=${sellers.map(({ ref, name }) => [ref, name])}
      onChoice=${(seller) => change({ seller, ...wareOf(of(seller)[0]) })} />`}
    ${own.length > 0 && html`<${Choice} id="lv-order-product" wide
      label=${t("levers.order.product")} value=${form.product}
      options=${[...own.map(({ ref, title }) => [ref, title]),
        [OTHER, t("levers.order.product.other")]]}
      onChoice=${(ref) => change(wareOf(own.find((product) => product.ref === ref)))} />`}`;
}

/** Which of several customers gets the link; the name of the order follows the choice. */
function Whose({ people, form, change }) {
  const customers = people.filter(({ role }) => role === "customer");
  return customers.length > 1 && html`<${Choice} id="lv-order-person" wide
    label=${t("levers.order.person")} value=${String(form.person)}
    options=${customers.map(({ id, name }) => [String(id), name])}
    onChoice=${(chosen) => {
      const { id, name } = customers.find((person) => String(person.id) === chosen);
      change({ person: id, customer: name, phone: "" });
    }} />`;
}
