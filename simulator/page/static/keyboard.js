// Buttons: rows under a message and the reply keyboard under the input. What they do is told to.
import { html } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

/**
 * The rows of inline buttons of one message. `waiting` names those whose answer is on its way, as
 * "row:column" words; `onTap(button, row, column)` is told of the rest.
 */
export function inlineKeys(buttons, waiting, onTap) {
  if (!buttons || !buttons.length) return null;
  const busy = new Set(waiting ? waiting.split(" ") : []);
  return html`<div class="m-keys" role="group" aria-label=${t("messenger.buttons")}>
    ${buttons.map(
      (row, y) => html`<div key=${y} class="m-keys-row">
        ${keyed(row).map(([key, button], x) =>
          inlineKey(key, button, busy.has(`${y}:${x}`), () => onTap(button, y, x)),
        )}
      </div>`,
    )}
  </div>`;
}

/** Buttons with a key each: the label, numbered where a row says the same twice. */
function keyed(row) {
  const seen = new Map();
  return row.map((button) => {
    const times = (seen.get(button.label) || 0) + 1;
    seen.set(button.label, times);
    return [times > 1 ? `${button.label}#${times}` : button.label, button];
  });
}

function inlineKey(key, button, busy, onTap) {
  const mark = markOf(button);
  return html`<button key=${key} type="button" class="m-key" data-label=${button.label}
    data-style=${button.style || "plain"} aria-busy=${busy} aria-disabled=${busy}
    onClick=${busy ? undefined : onTap}>
    <span class="m-key-words">${icon(button)}<bdi>${button.label}</bdi></span>
    ${busy && html`<span class="spinner m-spin" aria-hidden="true"></span>`}
    ${mark && html`<span class="m-key-mark"><${Icon} name=${mark} size=${12} /></span>`}
  </button>`;
}

/** The drawing for what a button does besides telling the bot. */
function markOf(button) {
  if (button.url) return "external";
  if (button.copy) return "copy";
  return button.switch == null ? "" : "search"; // An empty query is a query, too.
}

/** An emoji before the label. */
function icon(button) {
  if (!button.icon) return null;
  return html`<span class="m-emoji" aria-hidden="true">${button.icon} </span>`;
}

/** The keyboard that stands in for typing. */
export function replyKeys(rows, onPress) {
  return html`<div class="m-reply-keys" role="group" aria-label=${t("messenger.keyboard")}>
    ${rows.map(
      (row, y) => html`<div key=${y} class="m-keys-row">
        ${row.map(
          (button) => html`<button key=${button.text} type="button" class="m-reply-key"
            data-key=${button.text} data-style=${button.style || "plain"}
            onClick=${() => onPress(button)}>
            ${button.contact && html`<${Icon} name="user" size=${16} />`}
            ${button.location && html`<${Icon} name="place" size=${16} />`}
            <bdi>${button.text}</bdi>
          </button>`,
        )}
      </div>`,
    )}
  </div>`;
}
