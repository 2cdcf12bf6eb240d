// What a phone's Telegram shows: its chats, topics or the open chat, and what lies over them.
import { html } from "./vendor/htm-preact.module.js";
import { Ask, Menu } from "./ask.js";
import { Attach } from "./attach.js";
import { Chat } from "./chat.js";
import { Chats, Topics, avatar } from "./chats.js";
import { Composer } from "./composer.js";
import { choices } from "./deeds.js";
import { Big, Title } from "./screen.js";
import { t } from "./words.js";

/** The chats of `phone`, or the open one; `live` when new messages are to be read out. */
export function room(phone, chat, live) {
  const { person } = phone.props;
  if (!chat) {
    return html`<${Chats} person=${person} chats=${phone.chats()} seen=${phone.seen}
      onOpen=${(id) => phone.open(id)} />`;
  }
  if (chat.forum && phone.state.thread === undefined) {
    return html`${title(phone, chat)}<${Topics} chat=${chat} person=${person} seen=${phone.seen}
      onOpen=${(thread) => phone.open(chat.id, thread)} />`;
  }
  return html`${title(phone, chat)}${conversation(phone, chat, live)}${foot(phone, chat)}`;
}

/** What lies over the screen of `phone`: an answered tap's words, a menu, a sheet, a question. */
export function over(phone) {
  const { dialog, files, menu, toast } = phone.state;
  return html`
    <div class="m-toasts" role="status">
      ${toast && html`<p class=${toast.bad ? "m-toast m-bad" : "m-toast"} dir="auto">
        ${toast.text}</p>`}
    </div>
    ${menu && html`<${Menu} items=${choices(phone, menu.message)} top=${menu.top}
      out=${phone.own(menu.message)} onClose=${phone.closeMenu} />`}
    ${files && html`<${Attach} files=${files} onClose=${() => phone.closeFiles()}
      send=${(file, what, onProgress) => phone.deeds.send(file, what, onProgress)} />`}
    ${dialog && html`<${Ask} ...${dialog} onClose=${() => phone.setState({ dialog: null })} />`}`;
}

function title(phone, chat) {
  const { thread } = phone.state;
  const topic = (chat.topics || []).find(({ id }) => id === thread);
  const inTopic = chat.forum && thread !== undefined;
  const back = phone.chats().length > 1 || inTopic ? phone.back : null;
  return html`<${Title} chat=${chat} topic=${topic} onBack=${back} />`;
}

function conversation(phone, chat, live) {
  const { thread, waiting } = phone.state;
  const here = `${chat.id}/`;
  const busy = Object.entries(waiting).filter(([key]) => key.startsWith(here));
  const byMessage = Object.fromEntries(busy.map(([key, to]) => [key.slice(here.length), to]));
  return html`<${Chat} key=${`${chat.id} ${thread}`} chat=${chat} messages=${phone.messages()}
    person=${phone.props.person} waiting=${byMessage} on=${phone.on} live=${live}
    ref=${(view) => (phone.view = view)}>
    <div class="m-empty">${avatar(chat)}<p>
      ${t(chat.started ? "messenger.nothing" : "messenger.empty")}</p></div>
  <//>`;
}

function foot(phone, chat) {
  const { person, world } = phone.props;
  const { deeds } = phone;
  if (chat.kind === "outside") return html`<p class="m-note">${t("messenger.outside")}</p>`;
  if (chat.kind === "bot" && person.blocked) {
    return html`<${Big} label=${t("messenger.unblock")} onPress=${() => deeds.unblock()} />`;
  }
  if (chat.kind === "bot" && !chat.started) {
    return html`<${Big} label=${t("messenger.start")} onPress=${() => deeds.start()} />`;
  }
  const { target, fill } = phone.state;
  return html`<${Composer} key=${chat.id} chat=${chat} person=${person} bot=${world.bot}
    target=${target || null} fill=${fill} drafts=${phone.drafts}
    onTarget=${(next) => phone.aim(next)} onSay=${(text) => phone.say(text)}
    onEdit=${(message, text) => phone.edit(message, text)} onEditLast=${() => phone.editLast()}
    onFiles=${(files) => phone.files(files)} onPress=${(key) => deeds.press(key)}
    onChosen=${(result, query) => deeds.choose(result, query)} />`;
}
