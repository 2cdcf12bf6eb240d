// One line of the log, and what is inside it when it is opened. It keeps no list.
import { html, Component, useState } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { Copy } from "./lever_parts.js";
import { locale, t } from "./words.js";

const SHOWN = 160; // Characters of a value before it is cut; the rest opens.
const DEEPEST = 12; // No Bot API object is deeper; a line cannot hang the page.

/** Whether a call was refused or never answered. */
export const failed = (call) => call.way === "call" && call.status !== 200;

/** One call or update; the `newest` is where Tab stops. Drawn again only when that changed. */
export class Line extends Component {
  constructor() {
    super();
    this.state = { open: false };
  }

  shouldComponentUpdate(next, state) {
    return ["call", "name", "newest"].some((key) => next[key] !== this.props[key])
      || state.open !== this.state.open;
  }

  componentDidUpdate(_props, before) {
    if (this.state.open && !before.open) this.row.scrollIntoView({ block: "nearest" });
  }

  render({ call, name, newest }, { open }) {
    return html`
      <li class=${`log-line${failed(call) ? " log-failed" : ""}`} data-call=${call.n}
        ref=${(element) => { this.row = element; }}>
        <button type="button" class="log-row" aria-expanded=${String(open)}
          tabindex=${newest ? 0 : -1} onClick=${() => this.setState({ open: !open })}>
          <${Cells} call=${call} name=${name} />
        </button>
        ${open && html`<${Inside} call=${call} />`}
      </li>`;
  }
}

const Cells = ({ call, name }) => html`
  <span class="log-at">${String(call.at).slice(11, 19)}</span>
  <span class=${`log-way log-${call.way}`}>
    <${Icon} name=${call.way === "call" ? "arrow-right" : "arrow-left"} size=${16} />
    <span class="sr-only">${t(`levers.log.${call.way}${call.line ? `.${call.line}` : ""}`)}</span>
  </span>
  <span class="log-name">${call.name}</span>
  <span class="log-person"><bdi>${name}</bdi></span>
  <span class="log-status">${statusOf(call)}</span>
  <span class="log-ms">${tookOf(call.ms)}</span>
  <bdi class="log-summary">${call.summary}</bdi>`;

function statusOf(call) {
  if (call.way === "update") return "";
  if (!failed(call)) return t("levers.log.ok");
  return call.status ? t("levers.log.failed", { status: call.status }) : t("levers.log.cut");
}

/** How long it took: milliseconds, from one second on in seconds. */
function tookOf(ms) {
  if (ms === null || ms === undefined) return "";
  if (ms < 1000) return t("levers.log.ms", { ms: Math.round(ms) });
  const s = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(ms / 1000);
  return t("levers.log.s", { s });
}

function Inside({ call }) {
  const both = call.way === "call"
    ? [["params", call.params], ["answer", call.answer]]
    : [["received", call.params ?? call.answer]];
  const filled = both.filter(([, value]) => value !== null && value !== undefined);
  const content = filled.length > 1 ? Object.fromEntries(filled) : filled[0]?.[1];
  return html`
    <div class="log-inside">
      ${filled.map(([part, value]) => html`
        <div key=${part} class="log-part">
          <h3 class="log-part-name">${t(`levers.log.${part}`)}</h3>
          <pre class="log-json">${pretty(value)}</pre>
        </div>`)}
      <${Copy} label=${t("levers.log.copy")} hook="log-copy"
        text=${() => JSON.stringify(content, null, 2)} />
    </div>`;
}

/** A JSON value as coloured pieces of text; long strings are cut and open where they stand. */
function pretty(value, indent = "") {
  if (typeof value === "string") return html`<${Text} value=${value} />`;
  if (value === null || typeof value !== "object") {
    return html`<span class="json-plain">${String(value)}</span>`;
  }
  const listed = Array.isArray(value);
  const entries = Object.entries(value);
  const [before, after] = listed ? "[]" : "{}";
  if (!entries.length || indent.length > 2 * DEEPEST) {
    return entries.length ? `${before}…${after}` : before + after;
  }
  const inner = `${indent}  `;
  return [
    `${before}\n`,
    ...entries.map(([key, part], at) => [
      inner,
      listed ? "" : html`<span class="json-key">${JSON.stringify(key)}</span>`,
      listed ? "" : ": ",
      pretty(part, inner),
      at < entries.length - 1 ? ",\n" : "\n",
    ]),
    indent + after,
  ];
}

function Text({ value }) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && value.length > SHOWN + 20;
  const shown = cut ? JSON.stringify(value.slice(0, SHOWN)).slice(0, -1) : JSON.stringify(value);
  return html`<span class="json-text">${shown}</span>${cut && html`
    <button type="button" class="json-more" onClick=${() => setWhole(true)}>
      ${t("levers.log.more", { count: value.length - SHOWN })}
    </button>`}`;
}
