// One person's phone: its tabs, chats and the open chat. What they do on it is in deeds.js.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Ask, Menu } from "./ask.js";
import { Attach } from "./attach.js";
import { Chat } from "./chat.js";
import { Chats, Topics, avatar, inThread } from "./chats.js";
import { Composer } from "./composer.js";
import { Deeds, choices } from "./deeds.js";
import { news } from "./notice.js";
import { Big, Channels, Title, Waits } from "./screen.js";
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
    const straight = bot && (bot.started || chats.length === 1);
    if (straight) this.state.chat = bot.id;
  }

  componentDidUpdate(before, was) {
    if (before.world !== this.props.world) this.heard(before.world.chats);
    if (was.dialog && !this.state.dialog) this.refocus();
  }

  componentWillUnmount() {
    clearTimeout(this.toasting);
    clearTimeout(this.pulsing);
  }

  chats() {
    const { world, person } = this.props;
    return person.chats.map((id) => world.chats[id]).filter(Boolean);
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
    if (show && !this.busy() && (show.id !== this.state.chat || show.forum)) this.show(show);
  }

  /** Whether the owner is in the middle of something on this phone. */
  busy() {
    if (this.state.dialog || this.state.files || this.state.target) return true;
    const focused = document.activeElement;
    return this.base.contains(focused) && focused.matches("textarea") && focused.value !== "";
  }

  show(chat) {
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
    if (!matchMedia("(hover: hover)").matches) return; // A phone's own keyboard would jump up.
    const places = [".m-input", ".m-big-button", ".m-line", ".m-log"];
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
          onChoose=${(tab) => this.setState({ tab })} />
      </header>
      <div class="m-screen">
        <div class="m-body" role="tabpanel" id=${`${this.id}-panel`} inert=${this.covered()}
          aria-labelledby=${`${this.id}-${state.tab}`}>
          ${state.tab === "telegram"
            ? this.telegram(chat, focus !== false)
            : html`<${Waits} tab=${state.tab} />`}
        </div>
        ${this.over()}
      </div>
    </section>`;
  }

  covered() {
    return Boolean(this.state.dialog || this.state.files);
  }

  over() {
    const { dialog, files, menu, toast } = this.state;
    return html`
      <div class="m-toasts" role="status">
        ${toast && html`<p class=${toast.bad ? "m-toast m-bad" : "m-toast"} dir="auto">
          ${toast.text}</p>`}
      </div>
      ${menu && html`<${Menu} items=${choices(this, menu.message)} top=${menu.top}
        out=${this.own(menu.message)} onClose=${this.closeMenu} />`}
      ${files && html`<${Attach} files=${files} onClose=${() => this.closeFiles()}
        send=${(file, what, onProgress) => this.deeds.send(file, what, onProgress)} />`}
      ${dialog && html`<${Ask} ...${dialog} onClose=${() => this.setState({ dialog: null })} />`}`;
  }

  closeFiles() {
    this.setState({ files: null }, () => this.refocus());
  }

  telegram(chat, live) {
    const { person } = this.props;
    if (!chat) {
      return html`<${Chats} person=${person} chats=${this.chats()} seen=${this.seen}
        onOpen=${(id) => this.open(id)} />`;
    }
    const topics = chat.forum && this.state.thread === undefined;
    if (topics) {
      return html`${this.title(chat)}<${Topics} chat=${chat} person=${person} seen=${this.seen}
        onOpen=${(thread) => this.open(chat.id, thread)} />`;
    }
    return html`${this.title(chat)}${this.conversation(chat, live)}${this.foot(chat)}`;
  }

  title(chat) {
    const topic = (chat.topics || []).find(({ id }) => id === this.state.thread);
    const inTopic = chat.forum && this.state.thread !== undefined;
    const back = this.chats().length > 1 || inTopic ? this.back : null;
    return html`<${Title} chat=${chat} topic=${topic} onBack=${back} />`;
  }

  conversation(chat, live) {
    const prefix = `${chat.id}/`;
    const waiting = {};
    for (const [key, places] of Object.entries(this.state.waiting)) {
      if (key.startsWith(prefix)) waiting[key.slice(prefix.length)] = places;
    }
    return html`<${Chat} key=${`${chat.id} ${this.state.thread}`} chat=${chat} on=${this.on}
      messages=${this.messages()} person=${this.props.person} waiting=${waiting} live=${live}
      ref=${(view) => (this.view = view)}>
      <div class="m-empty">${avatar(chat)}<p>
        ${t(chat.started ? "messenger.nothing" : "messenger.empty")}</p></div>
    <//>`;
  }

  foot(chat) {
    const { person, world } = this.props;
    if (chat.kind === "outside") {
      return html`<p class="m-note">${t("messenger.outside")}</p>`;
    }
    if (chat.kind === "bot" && person.blocked) {
      const unblock = () => this.deeds.unblock();
      return html`<${Big} label=${t("messenger.unblock")} onPress=${unblock} />`;
    }
    if (chat.kind === "bot" && !chat.started) {
      return html`<${Big} label=${t("messenger.start")} onPress=${() => this.deeds.start()} />`;
    }
    const { target, fill } = this.state;
    return html`<${Composer} key=${chat.id} chat=${chat} person=${person} bot=${world.bot}
      target=${target || null} fill=${fill} drafts=${this.drafts}
      onTarget=${(next) => this.aim(next)} onSay=${(text) => this.say(text)}
      onEdit=${(message, text) => this.edit(message, text)} onEditLast=${() => this.editLast()}
      onFiles=${(files) => this.files(files)} onPress=${(key) => this.deeds.press(key)}
      onChosen=${(result, query) => this.deeds.choose(result, query)} />`;
  }
}

function lastId(chat) {
  return chat.messages.length ? chat.messages[chat.messages.length - 1].id : 0;
}
