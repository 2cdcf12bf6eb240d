// The still parts of a phone: channel tabs, the pane of a channel that waits, a chat's title.
import { html } from "./vendor/htm-preact.module.js";
import { avatar } from "./chats.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

const TABS = [
  ["telegram", "send"],
  ["sms", "sms"],
  ["email", "mail"],
];

/**
 * The channels as tabs. `id` begins the tabs' ids; `panel` is what they show; `fresh` counts what
 * has not been looked at in those that are closed.
 */
export function Channels({ id, panel, current, fresh, onChoose }) {
  const keyed = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex(([name]) => name === current) + step;
    const [next] = TABS.at(at % TABS.length);
    event.preventDefault();
    event.currentTarget.querySelector(`[data-tab=${next}]`).focus();
    onChoose(next);
  };
  return html`<div class="m-tabs" role="tablist" aria-label=${t("messenger.channels")}
    onKeyDown=${keyed}>
    ${TABS.map(
      ([name, icon]) => html`<button key=${name} type="button" role="tab" id=${`${id}-${name}`}
        data-tab=${name} aria-selected=${String(name === current)} aria-controls=${panel}
        tabindex=${name === current ? 0 : -1} title=${t(`messenger.tab.${name}`)}
        aria-label=${named(name, fresh[name])} onClick=${() => onChoose(name)}>
        <${Icon} name=${icon} size=${18} />
        ${fresh[name] > 0 && html`<span class="m-tab-fresh" aria-hidden="true">
          ${fresh[name]}</span>`}</button>`,
    )}
  </div>`;
}

function named(name, fresh) {
  const words = t(`messenger.tab.${name}`);
  return fresh > 0 ? `${words}, ${t("messenger.unread", { n: fresh })}` : words;
}

/** The pane of a channel on which nothing has come yet, or that its owner does not have. */
export function Waits({ tab }) {
  const icon = { sms: "sms", email: "mail" }[tab] ?? "send";
  return html`<div class="m-waits">
    <span class="m-avatar" aria-hidden="true">
      <${Icon} name=${icon} size=${26} /></span>
    <h3>${t(`messenger.waits.${tab}`)}</h3>
    <p>${t(`messenger.waits.${tab}.what`)}</p>
  </div>`;
}

/** Whose chat is open; `onBack` null when there is nowhere to go back to. */
export function Title({ chat, topic, onBack }) {
  const under = chat.typing ? t("messenger.typing") : t(`messenger.chat.${chat.kind}`);
  return html`<div class="m-title">
    ${onBack &&
    html`<button type="button" class="icon-button" aria-label=${t("messenger.back")}
      onClick=${onBack}><${Icon} name="arrow-left" size=${20} /></button>`}
    ${avatar(chat, "m-small")}
    <h3><bdi>${topic ? topic.name : chat.title}</bdi>
      <span class=${chat.typing ? "m-under m-typing" : "m-under"}>${under}</span></h3>
  </div>`;
}

/** The one button that stands where the input will be. */
export function Big({ label, onPress }) {
  return html`<div class="m-big"><button type="button" class="button button--primary m-big-button"
    data-key=${label} onClick=${onPress}>${label}</button></div>`;
}
