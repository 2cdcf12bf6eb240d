// Lists inside a phone: a person's chats, and the topics of one chat. It opens nothing itself.
import { html } from "./vendor/htm-preact.module.js";
import { gist, hour, tint } from "./bubble.js";
import { Icon, Mark } from "./icons.js";
import { t } from "./words.js";

/** The messages of one topic; `thread` null means those outside of every topic. */
export function inThread(messages, thread) {
  return messages.filter((message) => String(message.thread ?? "") === String(thread ?? ""));
}

/** How many of the messages came from others after the one with id `seen`. */
export function unread(messages, seen, person) {
  let count = 0;
  for (let at = messages.length - 1; at >= 0 && messages[at].id > seen; at -= 1) {
    if (String(messages[at].from) !== String(person.id)) count += 1;
  }
  return count;
}

/** The round mark of a chat or a person: the bell for the bot, else the first letter. */
export function avatar(chat, size = "") {
  if (chat.kind === "bot") {
    return html`<span class=${`m-avatar m-bell ${size}`} aria-hidden="true">
      <${Mark} size=${size ? 20 : 26} /></span>`;
  }
  const letter = [...(chat.title || "?").trim()][0] || "?";
  return html`<span class=${`m-avatar ${size}`} data-tint=${tint(chat.title)} aria-hidden="true">
    ${letter.toUpperCase()}</span>`;
}

/** All chats of a person, as the phone's first screen. `seen` maps a chat to the last id read. */
export function Chats({ person, chats, seen, onOpen }) {
  return html`<ul class="m-list" aria-label=${t("messenger.chats")}>
    ${chats.map((chat) => {
      const last = chat.messages[chat.messages.length - 1];
      const waiting = unread(chat.messages, seen.get(chat.id) || 0, person);
      return html`<li key=${chat.id}>
        <button type="button" class="m-line" data-chat=${chat.id} onClick=${() => onOpen(chat.id)}>
          ${avatar(chat)}
          ${words(chat.title, last, waiting, chat.typing)}
        </button>
      </li>`;
    })}
  </ul>`;
}

/** The topics of a forum chat; General first. */
export function Topics({ chat, person, seen, onOpen }) {
  const general = { id: null, name: t("messenger.general"), colour: "", icon: "#", closed: false };
  return html`<ul class="m-list" aria-label=${t("messenger.topics")}>
    ${[general, ...chat.topics].map((topic) => {
      const messages = inThread(chat.messages, topic.id);
      const waiting = unread(messages, seen.get(chat.id) || 0, person);
      return html`<li key=${topic.id}>
        <button type="button" class="m-line" data-topic=${topic.id ?? "general"}
          onClick=${() => onOpen(topic.id)}>
          <span class="m-topic" aria-hidden="true" style=${{ "--tint": topic.colour || "" }}>
            ${topic.icon || [...topic.name][0]}</span>
          ${words(topic.name, messages[messages.length - 1], waiting, false, topic.closed)}
        </button>
      </li>`;
    })}
  </ul>`;
}

function words(title, last, waiting, typing, closed = false) {
  const line = typing ? t("messenger.typing") : last ? gist(last) : t("messenger.nothing");
  return html`<span class="m-line-words">
    <span class="m-line-top">
      <bdi class="m-line-title">${title}</bdi>
      ${closed && html`<${Icon} name="lock" size=${14} /><span class="sr-only">
        ${t("messenger.closed")}</span>`}
      ${last && html`<time class="m-quiet" datetime=${last.at}>${hour(last.at)}</time>`}
    </span>
    <span class="m-line-top">
      <span class="m-line-last" dir="auto">${line}</span>
      ${waiting > 0 &&
      html`<span class="m-badge"><span aria-hidden="true">${waiting}</span>
        <span class="sr-only">${t("messenger.unread", { n: waiting })}</span></span>`}
    </span>
  </span>`;
}
