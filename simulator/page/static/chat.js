// One open chat: its messages by day, what is pinned, and staying at the newest one.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Bubble, Service, gist, isService } from "./bubble.js";
import { Icon } from "./icons.js";
import { locale, t } from "./words.js";

const NEAR_BOTTOM_PX = 48;
const FLASH_MS = 1200;
const TOGETHER_MINUTES = 10;
// Rows that are laid out together or not at all: one by one costs more than it saves.
const BLOCK_ROWS = 40;

/** The messages as rows: {day}, {service} or {message, also, out, first, last}; oldest first. */
export function rows(messages, person) {
  const found = [];
  let day = "";
  for (const message of messages) {
    const date = (message.at || "").slice(0, 10);
    if (date !== day) found.push({ key: `day ${date}`, day: date });
    day = date;
    add(found, message, person);
  }
  return found;
}

function add(found, message, person) {
  const last = found[found.length - 1];
  if (isService(message)) {
    found.push({ key: message.id, service: message });
    return;
  }
  // The bot may have answered the first picture before the second was sent.
  const album = message.album && found.findLast((row) => row.message?.album === message.album);
  if (album) {
    album.also.push(message);
    return;
  }
  const row = { key: message.id, message, also: [], first: true, last: true };
  row.out = String(message.from) === String(person.id);
  if (last && last.message && together(last.message, message)) {
    last.last = false;
    row.first = false;
  }
  found.push(row);
}

function together(before, after) {
  if (String(before.from) !== String(after.from) || before.name !== after.name) return false;
  return new Date(after.at) - new Date(before.at) < TOGETHER_MINUTES * 60_000;
}

function dayWords(date) {
  const at = new Date(`${date}T12:00`);
  if (Number.isNaN(at.getTime())) return date;
  return at.toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long" });
}

/**
 * A chat's messages. Props: chat; messages (those of the open topic); person; waiting (message id
 * to busy buttons); on (stable, see Bubble); live (read new ones out); children (when empty).
 */
export class Chat extends Component {
  state = { below: true, fresh: 0 };
  pinnedBack = 0;

  componentDidMount() {
    this.scroller = this.base.querySelector(".m-log");
    this.watcher = new ResizeObserver(() => this.state.below && this.toBottom());
    this.watcher.observe(this.scroller);
    this.watcher.observe(this.scroller.firstElementChild);
    this.toBottom();
  }

  componentWillUnmount() {
    this.watcher.disconnect();
  }

  componentDidUpdate(before) {
    if (before.messages === this.props.messages) return;
    const known = before.messages.length ? before.messages[before.messages.length - 1].id : 0;
    const arrived = [];
    for (let at = this.props.messages.length - 1; at >= 0; at -= 1) {
      const message = this.props.messages[at];
      if (message.id <= known) break;
      arrived.push(message);
    }
    if (!arrived.length) return;
    const own = arrived.some((message) => String(message.from) === String(this.props.person.id));
    if (own || this.state.below) this.toBottom();
    else this.setState(({ fresh }) => ({ fresh: fresh + arrived.length }));
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
    if (!this.state.below || this.state.fresh) this.setState({ below: true, fresh: 0 });
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const below = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    const up = scrollTop < this.top;
    this.top = scrollTop;
    // The bottom went away under a reader who did not move: a row above was measured anew.
    if (!below && !up && this.state.below) this.toBottom();
    else if (below !== this.state.below) this.setState({ below, ...(below && { fresh: 0 }) });
  }

  /** Show one message and put the focus on it; false when it is not in this chat any more. */
  jump(id) {
    const found = this.base.querySelector(`[data-message="${CSS.escape(String(id))}"]`);
    if (!found) return false;
    found.scrollIntoView({ block: "center" });
    const row = found.closest(".m-row");
    if (!row) return true;
    row.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (!calm) row.animate([{ background: "var(--flash)" }, {}], { duration: FLASH_MS });
    return true;
  }

  keyed(event) {
    const focused = document.activeElement;
    if (focused !== this.scroller && !focused.classList.contains("m-row")) return;
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (!(event.key in steps)) return;
    const all = [...this.scroller.querySelectorAll(".m-row")];
    const at = all.indexOf(focused);
    const next = at < 0 ? all[all.length - 1] : all[at + steps[event.key]];
    event.preventDefault();
    (next || (at < 0 ? this.scroller : focused)).focus();
  }

  pinned() {
    const { chat, messages } = this.props;
    const ids = (chat.pinned || []).filter((id) => messages.some((message) => message.id === id));
    if (!ids.length) return null;
    const id = ids[ids.length - 1 - (this.pinnedBack % ids.length)];
    const message = messages.find((each) => each.id === id);
    const jump = () => {
      this.jump(id);
      this.pinnedBack += 1;
      this.forceUpdate();
    };
    return html`<button type="button" class="m-pinned" onClick=${jump}>
      <${Icon} name="pin" size=${16} />
      <span class="m-pinned-words"><b>${t("messenger.pinned")}</b>
        <span dir="auto">${gist(message)}</span></span>
    </button>`;
  }

  row(row) {
    const { chat, waiting, on } = this.props;
    if (row.day !== undefined) {
      return html`<div key=${row.key} class="m-day"><span>${dayWords(row.day)}</span></div>`;
    }
    if (row.service) return html`<${Service} key=${row.key} message=${row.service} />`;
    return html`<${Bubble} key=${row.key} ...${row} on=${on} lang=${locale()}
      named=${chat.kind === "group" && !row.out} waiting=${waiting[row.message.id] || ""} />`;
  }

  blocks() {
    const { messages, person } = this.props;
    if (this.made !== messages) {
      this.made = messages;
      this.rows = rows(messages, person);
    }
    const found = [];
    for (let at = 0; at < this.rows.length; at += BLOCK_ROWS) {
      const some = this.rows.slice(at, at + BLOCK_ROWS);
      found.push(html`<div key=${at} class="m-block">${some.map((row) => this.row(row))}</div>`);
    }
    return found;
  }

  render({ chat, messages, live, children }, { below, fresh }) {
    return html`<div class="m-chat">
      ${this.pinned()}
      <div class="m-log" role="log" tabindex="0" aria-live=${live ? "polite" : "off"}
        aria-relevant="additions" aria-label=${t("messenger.log", { chat: chat.title })}
        onScroll=${() => this.scrolled()} onKeyDown=${(event) => this.keyed(event)}>
        <div class="m-inner">
          ${this.blocks()}
          ${!messages.length && children}
        </div>
      </div>
      ${!below &&
      html`<button type="button" class="m-down" onClick=${() => this.toBottom()}
        aria-label=${t("messenger.newest")}>
        ${fresh > 0 && html`<span class="m-badge">${t("messenger.fresh", { n: fresh })}</span>`}
        <${Icon} name="arrow-down" size=${18} />
      </button>`}
    </div>`;
  }
}
