// What is offered above the input: the bot's commands while "/" is typed, and inline results.
import { html } from "./vendor/htm-preact.module.js";

const COMMAND = /^\/([\w]*)$/;
const INLINE = /^@(\w+)\s([\s\S]*)$/;

/** The commands that begin as `text` does; none when the text is not the start of a command. */
export function matching(commands, text) {
  const typed = COMMAND.exec(text);
  if (!typed) return [];
  return commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase()));
}

/** What is asked of the bot in inline mode; null when the text does not name it. */
export function inlineQuery(text, bot) {
  const typed = INLINE.exec(text);
  if (!typed || typed[1].toLowerCase() !== (bot.username || "").toLowerCase()) return null;
  return typed[2];
}

/** A list above the input. Options: [{key, title, text}]; one is `active`; onPick(index). */
export function offers(id, options, active, label, onPick) {
  if (!options.length) return null;
  return html`<div class="m-offers" role="listbox" id=${id} aria-label=${label}>
    ${options.map(
      (option, index) => html`<div key=${option.key} id=${`${id}-${index}`} role="option"
        class="m-offer" aria-selected=${index === active} data-offer=${option.key}
        onMouseDown=${(event) => event.preventDefault()} onClick=${() => onPick(index)}>
        ${option.thumb && html`<img src=${option.thumb} width="36" height="36" alt="" />`}
        <span class="m-offer-words">
          <b dir="auto">${option.title}</b><span dir="auto">${option.text}</span>
        </span>
      </div>`,
    )}
  </div>`;
}

/** Commands as options. */
export function commandOptions(commands) {
  return commands.map(({ command, description }) => ({
    key: command,
    title: `/${command}`,
    text: description,
  }));
}

/** Inline results as options; pictures only from this page's own address. */
export function resultOptions(results) {
  return results.map(({ id, title, description, thumb }) => ({
    key: id,
    title: title || description || id,
    text: description || "",
    thumb: (thumb || "").startsWith("/files/") ? thumb : "",
  }));
}
