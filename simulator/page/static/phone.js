// One person's phone: its tabs, chats and the open chat. What they do on it is in deeds.js.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Ask, Menu } from "./ask.js";
import { Attach } from "./attach.js";
import { Chat } from "./chat.js";
import { Chats, Topics, avatar, inThread } from "./chats.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

const TABS = [
  ["telegram", "send"],
  ["sms", "sms"],
  ["email", "mail"],
];
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
    menu: (message, element) => this.menu(message, element),
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
    const opened = was.chat !== this.state.chat || was.tab !== this.state.tab;
    if (opened && this.moved) this.landed();
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
    for (const chat of this.chats()) {
      const was = before[chat.id];
      const first = !was || was.messages.length === 0;
      const rang = chat.rings > (was ? was.rings : 0);
      const outside = chat.kind === "outside" && chat.messages.length > (was?.messages.length || 0);
      if (!rang && !outside) continue;
      this.pulse();
      if (chat.id === this.state.chat || this.busy()) continue;
      if (chat.kind === "bot" || (outside && !this.chats()[0].started)) this.show(chat, first);
    }
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
    this.moved = true;
    this.setState({ tab: "telegram", chat: id, thread, target: null, menu: null });
  }

  /** After the owner went elsewhere on the phone, the focus follows. */
  landed() {
    this.moved = false;
    const next = this.base.querySelector(".m-input, .m-big-button, .m-line, .m-log");
    if (next && matchMedia("(hover: hover)").matches) next.focus({ preventScroll: true });
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

  /** The focus goes back to where it was before a dialog. */
  refocus() {
    const opener = this.opener;
    this.opener = null;
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

  menu(message, element) {
    const screen = this.base.querySelector(".m-screen").getBoundingClientRect();
    const from = element.getBoundingClientRect().top - screen.top;
    const top = Math.max(0, Math.min(from, screen.height - MENU_HEIGHT_PX));
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

  menuItems(message) {
    const outside = this.chat().kind === "outside";
    const aim = (kind) => () => this.aim({ kind, message });
    const items = [
      !outside && { icon: "reply", label: t("messenger.reply"), run: aim("reply") },
      message.text && {
        icon: "copy",
        label: t("messenger.copy_text"),
        run: () => this.deeds.copy(message.text),
      },
      this.editable(message) && { icon: "edit", label: t("messenger.edit"), run: aim("edit") },
      this.own(message) && {
        icon: "trash",
        label: t("messenger.delete"),
        run: () => this.deeds.remove(message),
      },
    ];
    return items.filter(Boolean);
  }

  back = () => {
    const forum = this.chat()?.forum && this.state.thread !== undefined;
    this.moved = true;
    if (forum) this.setState({ thread: undefined, target: null });
    else this.setState({ chat: null, target: null });
  };

  dropped(event) {
    const files = [...(event.dataTransfer?.files || [])];
    if (!files.length) return;
    event.preventDefault();
    this.files(files);
  }

  render({ person, world, focus }, state) {
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
          <span class="m-role">${t(`messenger.role.${person.role}`)}</span></h2>
        ${this.tabs(state.tab)}
      </header>
      <div class="m-screen">
        <div class="m-body" role="tabpanel" id=${`${this.id}-panel`} inert=${this.covered()}
          aria-labelledby=${`${this.id}-${state.tab}`}>
          ${state.tab === "telegram" ? this.telegram(chat, focus !== false) : waits(state.tab)}
        </div>
        ${this.over(world)}
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
      ${menu && html`<${Menu} items=${this.menuItems(menu.message)} top=${menu.top}
        out=${this.own(menu.message)} onClose=${this.closeMenu} />`}
      ${files && html`<${Attach} files=${files} onClose=${() => this.closeFiles()}
        send=${(file, what, onProgress) => this.deeds.send(file, what, onProgress)} />`}
      ${dialog && html`<${Ask} ...${dialog} onClose=${() => this.setState({ dialog: null })} />`}`;
  }

  closeFiles() {
    this.setState({ files: null }, () => this.refocus());
  }

  tabs(current) {
    const keyed = (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1 };
      if (!(event.key in steps)) return;
      const at = TABS.findIndex(([name]) => name === current) + steps[event.key];
      const [next] = TABS[(at + TABS.length) % TABS.length];
      this.setState({ tab: next }, () => this.base.querySelector("[aria-selected=true]").focus());
    };
    return html`<div class="m-tabs" role="tablist" aria-label=${t("messenger.channels")}
      onKeyDown=${keyed}>
      ${TABS.map(
        ([name, icon]) => html`<button key=${name} type="button" role="tab"
          id=${`${this.id}-${name}`} aria-selected=${name === current} data-tab=${name}
          aria-controls=${`${this.id}-panel`} tabindex=${name === current ? 0 : -1}
          title=${t(`messenger.tab.${name}`)} aria-label=${t(`messenger.tab.${name}`)}
          onClick=${() => this.setState({ tab: name })}><${Icon} name=${icon} size=${18} /></button>`,
      )}
    </div>`;
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
    const several = this.chats().length > 1 || (chat.forum && this.state.thread !== undefined);
    const under = chat.typing ? t("messenger.typing") : t(`messenger.chat.${chat.kind}`);
    return html`<div class="m-title">
      ${several && html`<button type="button" class="icon-button" aria-label=${t("messenger.back")}
        onClick=${this.back}><${Icon} name="chevron-left" size=${20} /></button>`}
      ${avatar(chat, "m-small")}
      <h3><bdi>${topic ? topic.name : chat.title}</bdi>
        <span class=${chat.typing ? "m-under m-typing" : "m-under"}>${under}</span></h3>
    </div>`;
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
      <div class="m-empty">${avatar(chat)}<p>${t(`messenger.empty.${chat.kind}`)}</p></div>
    <//>`;
  }

  foot(chat) {
    const { person, world } = this.props;
    if (chat.kind === "outside") {
      return html`<p class="m-note">${t("messenger.outside")}</p>`;
    }
    if (chat.kind === "bot" && person.blocked) {
      return this.big("messenger.unblock", () => this.deeds.unblock());
    }
    if (chat.kind === "bot" && !chat.started) {
      return this.big("messenger.start", () => this.deeds.start());
    }
    const { target, fill } = this.state;
    return html`<${Composer} key=${chat.id} chat=${chat} person=${person} bot=${world.bot}
      target=${target || null} fill=${fill} drafts=${this.drafts}
      onTarget=${(next) => this.aim(next)} onSay=${(text) => this.say(text)}
      onEdit=${(message, text) => this.edit(message, text)} onEditLast=${() => this.editLast()}
      onFiles=${(files) => this.files(files)} onPress=${(key) => this.deeds.press(key)}
      onChosen=${(result, query) => this.deeds.choose(result, query)} />`;
  }

  big(key, run) {
    return html`<div class="m-big"><button type="button" class="button button--primary m-big-button"
      data-key=${t(key)} onClick=${run}>${t(key)}</button></div>`;
  }
}

function lastId(chat) {
  return chat.messages.length ? chat.messages[chat.messages.length - 1].id : 0;
}

function waits(tab) {
  return html`<div class="m-waits">
    <span class="m-avatar" aria-hidden="true">
      <${Icon} name=${tab === "sms" ? "sms" : "mail"} size=${26} /></span>
    <h3>${t(`messenger.waits.${tab}`)}</h3>
    <p>${t(`messenger.waits.${tab}.what`)}</p>
  </div>`;
}
