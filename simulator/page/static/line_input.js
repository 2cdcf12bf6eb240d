// Where a person writes a text message or answers a letter: one field, a note, a button.
import { html, useState } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

/**
 * `onSay(text)` resolves to whether it was sent; what was not comes back into the field. `note`
 * says something of what is written so far; `drafts` (a Map) keeps it under `name`.
 */
export function LineInput({ name, label, note, drafts, onSay }) {
  const [text, setText] = useState(drafts.get(name) || "");
  const type = (next) => {
    drafts.set(name, next);
    setText(next);
  };
  const send = async () => {
    const said = text.trim();
    if (!said) return;
    type("");
    if (!(await onSay(said))) type(said);
  };
  const keyed = (event) => {
    if (event.isComposing || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  const typed = (event) => {
    const field = event.currentTarget;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    type(field.value);
  };
  const said = note?.(text);
  return html`<div class="m-composer m-line-input">
    <div class="m-writing">
      <textarea class="m-input" rows="1" dir="auto" value=${text} autocomplete="off"
        placeholder=${label} aria-label=${label} onInput=${typed} onKeyDown=${keyed}></textarea>
      ${said && html`<span class="m-counted">${said}</span>`}
      <button type="button" class="icon-button m-send" aria-label=${t("messenger.send")}
        disabled=${!text.trim()} onClick=${send}><${Icon} name="send" size=${20} /></button>
    </div>
  </div>`;
}
