// One person's phone: its tabs, chats and the open chat. What they do on it is in deeds.js.
import { Component, html } from "./vendor/htm-preact.module.js";
import { avatar, inThread, unread } from "./chats.js";
import { Deeds } from "./deeds.js";
import { news } from "./notice.js";
import { Mail } from "./mail.js";
import { over, room } from "./room.js";
import { Channels, Waits } from "./screen.js";
import { Sms } from "./sms.js";
import { t } from "./words.js";

const TOAST_MS = 4000;
const TOAST_MS_PER_LETTER = 50;
const RING_MS = 700;
const MENU_HEIGHT_PX = 180;

let count = 0;

/** A phone. Props: world; person; focus (false when it is out of sight: nothing is read out). */
export class Phone extends Component {
  id = `owner-${(count += 1)}`;
  state = { tab: "telegram", chat: null, thread: undefined, waiting: {}, ringing: false };
  seen = new Map();
  drafts = new Map();
  deeds = new Deeds(this);
  on = {
    tap: (message, button, row, column) => this.deeds.tap(message, button, row, column),
    link: (url) => this.deeds.link(url),
    command: (text) => this.deeds.say(text),
    mention: (name) => this.deeds.mention(name),
    copy: (text) => this.deeds.copy(text),
    jump: (id) => this.jump(id),
    menu: (message, element, y) => this.menu(message, element, y),
  };

  constructor(props) {
    super(props);
    const chats = this.chats();
    const [bot] = chats;
    for (const chat of chats) this.seen.set(chat.id, lastId(chat));
    const invited = chats.find(({ kind, messages }) => kind === "outside" && messages.length);
    const first = bot?.started || chats.length === 1 ? bot : invited;
    this.state.chat = first?.id ?? null;
    if (!props.person.telegram) this.state.tab = "sms";
    for (const line of this.lines()) this.seen.set(line.id, lastId(line));
  }

  componentWillUpdate() {
    this.focused = this.base.contains(document.activeElement);
  }

  componentDidUpdate(before, was) {
    if (before.world !== this.props.world) this.heard(before.world.chats);
    if (was.dialog && !this.state.dialog) this.refocus();
    // What had the focus is gone (Start, a deleted message): keep it on this phone.
    if (this.focused && document.activeElement === document.body && !this.opener) this.landed();
  }

  componentWillUnmount() {
    clearTimeout(this.toasting);
    clearTimeout(this.pulsing);
  }

  chats() {
    const { world, person } = this.props;
    return person.chats.map((id) => world.chats[id]).filter(Boolean);
  }

  /** The texts or letters of the phone's owner: a chat of the world, null while there are none. */
  line(tab) {
    const { world, person } = this.props;
    return world.chats[`${tab === "sms" ? "sms" : "mail"} ${person.id}`] ?? null;
  }

  lines() {
    return ["sms", "email"].map((tab) => this.line(tab)).filter(Boolean);
  }

  /** How many texts and letters came since they were last looked at. */
  fresh() {
    const count = (tab) => {
      const line = this.line(tab);
      return line ? unread(line.messages, this.seen.get(line.id) || 0, this.props.person) : 0;
    };
    return { sms: count("sms"), email: count("email") };
  }

  chat() {
    return this.chats().find((chat) => chat.id === this.state.chat) || null;
  }

  thread() {
    const chat = this.chat();
    return chat && chat.forum ? this.state.thread ?? null : null;
  }

  /** Ring for what came with sound and open it, unless the owner is busy elsewhere. */
  heard(before) {
    const { rings, show } = news(this.chats(), before);
    if (rings) this.pulse();
    if (show && !this.busy()) this.show(show);
    const sms = this.line("sms");
    if (sms && sms.rings > (before[sms.id]?.rings ?? 0)) {
      this.pulse();
      if (!this.busy()) this.setState({ tab: "sms" });
    }
    // A world that began anew counts its messages from one again.
    for (const chat of [...this.chats(), ...this.lines()]) {
      const last = lastId(chat);
      if (last < (this.seen.get(chat.id) || 0)) this.seen.set(chat.id, last);
    }
  }

  /** Whether the owner is in the middle of something on this phone. */
  busy() {
    if (this.state.dialog || this.state.files || this.state.target) return true;
    const focused = document.activeElement;
    return this.base.contains(focused) && focused.matches("textarea") && focused.value !== "";
  }

  /** Open a chat at its newest message; the one that is open already stays as it is. */
  show(chat) {
    const { tab, chat: open } = this.state;
    if (tab === "telegram" && chat.id === open && !chat.forum) return;
    const last = chat.messages[chat.messages.length - 1];
    this.setState({ tab: "telegram", chat: chat.id, thread: last ? last.thread : null });
  }

  pulse() {
    clearTimeout(this.pulsing);
    this.setState({ ringing: true });
    this.pulsing = setTimeout(() => this.setState({ ringing: false }), RING_MS);
  }

  open(id, thread) {
    const next = { tab: "telegram", chat: id, thread, target: null, menu: null };
    this.setState(next, () => this.landed());
  }

  /** After the owner went elsewhere on the phone, the focus follows. */
  landed() {
    const places = [".m-input", ".m-big-button", ".m-line", ".m-log"];
    // In a real phone's hand its own keyboard would jump up.
    if (!matchMedia("(hover: hover)").matches) places.shift();
    const next = places.map((place) => this.base.querySelector(place)).find(Boolean);
    next?.focus({ preventScroll: true });
  }

  toast(text, bad = false) {
    clearTimeout(this.toasting);
    this.setState({ toast: { text, bad } });
    const shown = TOAST_MS + text.length * TOAST_MS_PER_LETTER;
    this.toasting = setTimeout(() => this.setState({ toast: null }), shown);
  }

  ask(dialog) {
    if (!this.opener) this.opener = document.activeElement;
    this.setState({ dialog });
  }

  /** The focus goes back to where it was before a dialog or a menu, if nothing else took it. */
  refocus() {
    const opener = this.opener;
    this.opener = null;
    if (document.activeElement !== document.body) return;
    if (opener && opener.isConnected && opener !== document.body) opener.focus();
    else this.base.querySelector(".m-input, .m-log")?.focus({ preventScroll: true });
  }

  wait(key, place, busy) {
    this.setState(({ waiting }) => {
      const places = (waiting[key] || "").split(" ").filter((each) => each && each !== place);
      if (busy) places.push(place);
      return { waiting: { ...waiting, [key]: places.join(" ") } };
    });
  }

  fill(text) {
    this.setState({ fill: { text } });
  }

  aim(target) {
    this.setState({ target });
  }

  jump(id) {
    if (!this.view || !this.view.jump(id)) this.toast(t("messenger.gone"));
  }

  /** Offer what can be done with a message, at `y` (from the window's top). */
  menu(message, element, y) {
    const screen = this.base.querySelector(".m-screen").getBoundingClientRect();
    const top = Math.max(0, Math.min(y - screen.top, screen.height - MENU_HEIGHT_PX));
    this.opener = element;
    this.setState({ menu: { message, top } });
  }

  closeMenu = () => {
    this.setState({ menu: null }, () => this.refocus());
  };

  editLast() {
    const own = this.messages().findLast((message) => this.editable(message));
    if (own) this.aim({ kind: "edit", message: own });
    return Boolean(own);
  }

  own(message) {
    return String(message.from) === String(this.props.person.id);
  }

  editable(message) {
    return this.own(message) && message.kind === "text";
  }

  /** The messages of the open chat, or of its open topic. */
  messages() {
    const chat = this.chat();
    if (!chat.forum) return chat.messages;
    const { thread } = this.state;
    if (this.cut?.messages !== chat.messages || this.cut.thread !== thread) {
      this.cut = { messages: chat.messages, thread, found: inThread(chat.messages, thread) };
    }
    return this.cut.found;
  }

  files(files) {
    if (!files.length || !this.chat() || this.chat().kind === "outside") return;
    this.opener = document.activeElement;
    this.setState({ files });
  }

  async say(text) {
    const { target } = this.state;
    this.aim(null);
    return this.deeds.say(text, target && target.kind === "reply" ? target.message : null);
  }

  async edit(message, text) {
    this.aim(null);
    return this.deeds.edit(message, text);
  }

  back = () => {
    const forum = this.chat()?.forum && this.state.thread !== undefined;
    const next = forum ? { thread: undefined } : { chat: null };
    this.setState({ ...next, target: null }, () => this.landed());
  };

  dropped(event) {
    const files = [...(event.dataTransfer?.files || [])];
    if (!files.length) return;
    event.preventDefault();
    this.files(files);
  }

  render({ person, focus }, state) {
    const chat = this.chat();
    if (chat) this.seen.set(chat.id, lastId(chat));
    const line = this.line(state.tab);
    if (line && state.tab !== "telegram") this.seen.set(line.id, lastId(line));
    const dragged = (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    return html`<section class=${state.ringing ? "m-phone m-ringing" : "m-phone"}
      data-phone=${person.role} data-person=${person.id} aria-labelledby=${this.id}
      onDragOver=${dragged} onDrop=${(event) => this.dropped(event)}>
      <header class="m-owner">
        ${avatar({ title: person.name }, "m-small")}
        <h2 id=${this.id}><bdi>${person.name}</bdi>
          <span class="m-role">${t(`shell.role.${person.role}`)}</span></h2>
        <${Channels} id=${this.id} panel=${`${this.id}-panel`} current=${state.tab}
          fresh=${this.fresh()} onChoose=${(tab) => this.setState({ tab })} />
      </header>
      <div class="m-screen">
        <div class="m-body" role="tabpanel" id=${`${this.id}-panel`} inert=${this.covered()}
          aria-labelledby=${`${this.id}-${state.tab}`}>
          ${this.pane(chat, focus !== false)}
        </div>
        ${over(this)}
      </div>
    </section>`;
  }

  pane(chat, live) {
    const { tab } = this.state;
    const { person, world } = this.props;
    if (tab === "sms") {
      return html`<${Sms} phone=${this} number=${world.lines.number} line=${this.line(tab)}
        live=${live} />`;
    }
    if (tab === "email") {
      return html`<${Mail} key=${person.id} phone=${this} line=${this.line(tab)} />`;
    }
    return person.telegram ? room(this, chat, live) : html`<${Waits} tab="none" />`;
  }

  covered() {
    return Boolean(this.state.dialog || this.state.files);
  }

  closeFiles() {
    this.setState({ files: null }, () => this.refocus());
  }
}

function lastId(chat) {
  return chat.messages.length ? chat.messages[chat.messages.length - 1].id : 0;
}
