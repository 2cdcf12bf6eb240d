// One message as it is seen in a chat. It is drawn again only when the message itself changed.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { inlineKeys } from "./keyboard.js";
import { album, spoken, thing } from "./media.js";
import { bigEmoji, oneLine, rich } from "./text.js";
import { t } from "./words.js";

const SAID = new Set([
  "text", "photo", "document", "voice", "video", "video_note", "animation", "audio", "sticker",
  "contact", "location",
]);
const NAME_COLOURS = 6;
const DEEP_LINK = /^\/start\s/;
const LONG_PRESS_MS = 500;

/** Whether a message tells of an event instead of being said by somebody. */
export function isService(message) {
  return !SAID.has(message.kind);
}

/** Hours and minutes as the world's clock showed them. */
export function hour(at) {
  return (at || "").slice(11, 16);
}

/** A message in a few words: its text, else its kind. */
export function gist(message) {
  if (isService(message)) return serviceWords(message);
  return [spoken(message.kind), oneLine(seen(message))].filter(Boolean).join(" · ");
}

/** The text as messengers show it: a deep link's payload after "/start" is not for the eye. */
function seen(message) {
  const text = message.text || "";
  return message.from !== "bot" && DEEP_LINK.test(text) ? "/start" : text;
}

/** A number from 0 that stays with a name, to give it a colour. */
export function tint(name) {
  let sum = 0;
  for (const letter of name || "") sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % NAME_COLOURS;
}

function serviceWords(message) {
  const key = `messenger.service.${message.kind}`;
  const words = t(key, { name: message.text || "" });
  return words === key ? message.text || message.kind.replaceAll("_", " ") : words;
}

/** A quiet line about an event: a topic was opened, a message was pinned. */
export function Service({ message }) {
  return html`<div class="m-service" data-message=${message.id}>
    <span dir="auto">${serviceWords(message)}</span>
  </div>`;
}

/**
 * A bubble. Props: message; also (the rest of its album, oldest first); out (said by the phone's
 * owner); first and last of a run by one person; named (show who says it); waiting (see
 * inlineKeys); on (told of clicks; always the same object).
 */
export class Bubble extends Component {
  shouldComponentUpdate(next) {
    const names = ["message", "out", "first", "last", "named", "waiting", "on", "lang"];
    const was = this.props;
    return (
      names.some((name) => was[name] !== next[name]) ||
      was.also.length !== next.also.length ||
      was.also.some((message, index) => message !== next.also[index])
    );
  }

  componentWillUpdate() {
    const focused = document.activeElement;
    const label = this.base && this.base.contains(focused) ? focused.dataset.label : undefined;
    this.focused = label === undefined ? null : { element: focused, label };
  }

  componentDidUpdate() {
    if (!this.focused) return;
    const { element, label } = this.focused;
    this.focused = null;
    if (document.activeElement === element && element.isConnected) return;
    const keys = [...this.base.querySelectorAll(".m-key")];
    const next = keys.find((key) => key.dataset.label === label) || keys[0];
    (next || this.base).focus({ preventScroll: true });
  }

  componentWillUnmount() {
    clearTimeout(this.press);
    if (this.base.contains(document.activeElement)) this.base.closest(".m-log")?.focus();
  }

  menu(event) {
    event.preventDefault();
    const row = this.base.getBoundingClientRect();
    // The mouse tells where; keys and fingers do not, or their place is under the finger.
    const y = event.type === "contextmenu" && event.button === 2 ? event.clientY : row.bottom;
    this.props.on.menu(this.props.message, this.base, y);
  }

  touch(event) {
    clearTimeout(this.press);
    if (event.type !== "touchstart" || event.target.closest("button, a, video, audio")) return;
    this.press = setTimeout(() => this.menu(event), LONG_PRESS_MS);
  }

  keyed(event) {
    if (event.target !== this.base) return;
    if (event.key === "Enter" || event.key === "ContextMenu") this.menu(event);
  }

  render({ message, also, out, first, last, named, waiting, on }) {
    const sides = ["m-row", out ? "m-out" : "m-in", first && "m-first", last && "m-last"];
    const touch = (event) => this.touch(event);
    return html`<article class=${sides.filter(Boolean).join(" ")} data-message=${message.id}
      tabindex="-1" onKeyDown=${(event) => this.keyed(event)}
      onContextMenu=${(event) => event.target.closest("a, video, audio") || this.menu(event)}
      onTouchStart=${touch} onTouchMove=${touch} onTouchEnd=${touch} onTouchCancel=${touch}>
      <div class="m-column">
        ${body(message, also, out, named && first, on)}
        ${inlineKeys(message.buttons, waiting, (button, row, column) =>
          on.tap(message, button, row, column),
        )}
      </div>
      <button type="button" class="m-more" tabindex="-1" aria-label=${t("messenger.actions")}
        onClick=${(event) => this.menu(event)}></button>
    </article>`;
  }
}

function body(message, also, out, named, on) {
  const texts = [message, ...also].filter((each) => each.text);
  const captioned = texts[0] || message;
  const big = message.kind === "text" && !message.reply_to ? bigEmoji(message.text) : 0;
  const bare = big > 0 || message.kind === "sticker";
  const beside = Boolean(captioned.text) && !big && !message.preview;
  return html`<div class=${bare ? "m-bubble m-bare" : "m-bubble"}>
    <span class="sr-only">${out ? t("messenger.you") : message.name}: </span>
    ${named && html`<bdi class="m-name" data-tint=${tint(message.name)}>${message.name}</bdi>`}
    ${message.forwarded && forwarded(message.forwarded)}
    ${message.reply_to && quote(message.reply_to, on)}
    ${also.length ? album([message, ...also]) : thing(message)}
    ${captioned.text &&
    html`<div class=${big ? `m-text m-big-${big}` : "m-text"} dir="auto">
      ${rich(seen(captioned), captioned.entities, on)}${beside && footer(message)}</div>`}
    ${message.preview && preview(message.preview, on)}
    ${!beside && footer(message)}
  </div>`;
}

/** What a text message costs and how far it is, as the phone network knows it. */
function Way({ message: { state, segments } }) {
  const ticks = { delivered: 2, sent: 1, taken: 1 }[state] ?? 0;
  const other = state === "refused" ? "warning" : "clock";
  const words = t(`messenger.state.${state}`);
  return html`<span class="m-way" data-state=${state} title=${words}>
    <span class="m-segments">${t("messenger.segments", { n: segments })}</span>
    ${ticks === 0 && html`<${Icon} name=${other} size=${12} />`}
    ${ticks > 0 && html`<span class="m-ticks">
      ${Array.from({ length: ticks }, (_, at) => html`<${Icon} key=${at} name="check"
        size=${12} />`)}</span>`}
    <span class="sr-only">${words}</span></span>`;
}

function forwarded(from) {
  return html`<span class="m-forwarded"><${Icon} name="forward" size=${14} />
    ${" "}${t("messenger.forwarded")} <bdi>${from}</bdi></span>`;
}

function quote(reply, on) {
  return html`<button type="button" class="m-quote" data-tint=${tint(reply.name)}
    onClick=${() => on.jump(reply.id)}>
    <bdi class="m-quote-name">${reply.name}</bdi>
    <span class="m-quote-text" dir="auto">${oneLine(reply.text || "") || "…"}</span>
  </button>`;
}

function preview(card, on) {
  return html`<div class="m-preview">
    <bdi class="m-preview-title">${card.title}</bdi>
    <button type="button" class="m-key m-preview-go" data-label="START" data-style="primary"
      onClick=${() => on.link(card.link)}>${t("messenger.start")}</button>
  </div>`;
}

function footer(message) {
  const rang = message.notify && message.from === "bot";
  return html`<span class="m-foot">
    ${(message.reactions || []).map(
      (emoji) => html`<span key=${emoji} class="m-reaction">${emoji}</span>`,
    )}
    <span class="m-when">
      ${message.edited && html`<span>${t("messenger.edited")} </span>`}
      ${rang && html`<span class="m-rang" title=${t("messenger.rang")}>
        <${Icon} name="bell" size=${12} />
        <span class="sr-only">${t("messenger.rang")} </span></span>`}
      <time datetime=${message.at}>${hour(message.at)}</time>
      ${message.segments > 0 && html`<${Way} message=${message} />`}
    </span>
  </span>`;
}
