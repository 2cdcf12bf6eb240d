// What a person does on their phone, sent to the world: taps, words, files. It draws nothing.
import { act, upload } from "./act.js";
import { full } from "./text.js";
import { t } from "./words.js";

const TELEGRAM = /^(https?:\/\/(www\.)?(t|telegram)\.me\/|tg:)/i;
// A place for the location button: Kyiv, Maidan Nezalezhnosti.
const PLACE = { latitude: 50.4501, longitude: 30.5234 };

/**
 * The deeds of a phone's owner. `phone` is told what to show: props (world, person), chat() (the
 * open one), thread(), toast(text, bad), ask(dialog), open(chat id), wait(key, place, busy),
 * fill(text), aim(target).
 */
export class Deeds {
  constructor(phone) {
    this.phone = phone;
  }

  get person() {
    return this.phone.props.person.id;
  }

  /** Do `deed()`; a refusal becomes a calm toast. Resolves to the result, undefined if refused. */
  async attempt(deed) {
    try {
      return (await deed()) ?? null;
    } catch (refusal) {
      if (!refusal.text) throw refusal;
      this.phone.toast(refusal.text, true);
      return undefined;
    }
  }

  /** Where the open chat is, as the levers take it: nothing for the chat with the bot. */
  place() {
    const chat = this.phone.chat();
    const thread = this.phone.thread();
    const place = chat && chat.kind !== "bot" ? { chat: chat.id } : {};
    return thread === null ? place : { ...place, thread };
  }

  /** Which message of the open chat is meant. */
  about(message) {
    const { thread, ...where } = this.place();
    return { person: this.person, ...where, message_id: message.id };
  }

  async tap(message, button, row, column) {
    if (button.copy) return this.copy(button.copy);
    if (button.url) return this.link(button.url);
    const bot = this.phone.props.world.bot.username;
    if (button.switch != null) return this.phone.fill(`@${bot} ${button.switch}`);
    const key = `${this.phone.chat().id}/${message.id}`;
    const place = `${row}:${column}`;
    this.phone.wait(key, place, true);
    const body = { ...this.about(message), row, column };
    const answer = await this.attempt(() => act("tap-at", body));
    this.phone.wait(key, place, false);
    if (answer) this.answered(answer);
    return undefined;
  }

  answered(answer) {
    if (answer.alert) {
      const title = this.phone.props.world.bot.name;
      this.phone.ask({ title, text: answer.text, actions: [{ label: t("messenger.ok") }] });
    } else if (answer.text) this.phone.toast(answer.text);
    if (answer.copied) this.copy(answer.copied);
    if (answer.opened) this.phone.open(String(answer.opened));
    else if (answer.url) this.link(answer.url);
  }

  /** Links into Telegram open on this phone; all others ask before they leave the page. */
  async link(url) {
    if (!TELEGRAM.test(full(url))) return this.leave(full(url));
    const found = await this.attempt(() => act("follow", { person: this.person, link: url }));
    if (found && found.opened !== null) this.phone.open(String(found.opened));
    else if (found) this.phone.toast(t("messenger.no_such_chat"));
    return undefined;
  }

  leave(url) {
    const run = () => window.open(url, "_blank", "noopener,noreferrer");
    const open = { label: t("messenger.open"), run, primary: true };
    const actions = [{ label: t("messenger.cancel") }, open];
    this.phone.ask({ title: t("messenger.leave"), text: url, actions });
  }

  mention(name) {
    const { person, world } = this.phone.props;
    if (name.slice(1).toLowerCase() === world.bot.username.toLowerCase()) {
      this.phone.open(String(person.chats[0]));
    } else this.copy(name);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.phone.toast(t("messenger.copied"));
    } catch {
      this.phone.ask({
        title: t("messenger.copy_by_hand"),
        text,
        actions: [{ label: t("messenger.ok"), primary: true }],
      });
    }
  }

  async say(text, reply = null) {
    const body = { person: this.person, text, ...this.place() };
    if (reply) body.message_id = reply.id;
    return (await this.attempt(() => act("say", body))) !== undefined;
  }

  async edit(message, text) {
    if (text === message.text) return true;
    const body = { ...this.about(message), text };
    return (await this.attempt(() => act("edit", body))) !== undefined;
  }

  remove(message) {
    return this.attempt(() => act("delete", this.about(message)));
  }

  /** A key of the reply keyboard; what is personal is asked for first. */
  press(key) {
    if (!key.contact && !key.location) {
      return this.attempt(() => act("press", { person: this.person, label: key.text }));
    }
    const { person, world } = this.phone.props;
    const run = () =>
      key.contact
        ? this.attempt(() => act("contact", { person: this.person }))
        : this.attempt(() => act("location", { person: this.person, ...PLACE }));
    return this.phone.ask({
      title: t(key.contact ? "messenger.share_phone" : "messenger.share_place"),
      text: t(key.contact ? "messenger.share_phone_why" : "messenger.share_place_why", {
        bot: world.bot.name,
        phone: person.phone || "",
      }),
      actions: [
        { label: t("messenger.cancel") },
        { label: t("messenger.share"), run, primary: true },
      ],
    });
  }

  start() {
    return this.attempt(() => act("start", { person: this.person, payload: "" }));
  }

  unblock() {
    return this.attempt(() => act("unblock", { person: this.person }));
  }

  choose(result, query) {
    const body = { person: this.person, ...this.place(), query, result: result.id };
    return this.attempt(() => act("inline/choose", body));
  }

  /** Throws `Refusal`: the sheet with the files shows it. */
  send(file, what, onProgress) {
    const params = { person: this.person, ...this.place(), name: file.name, ...what };
    return upload(params, file, onProgress);
  }
}

/** What `phone`'s owner can do with a message: the items of its menu. */
export function choices(phone, message) {
  const aim = (kind) => () => phone.aim({ kind, message });
  const item = (icon, word, run) => ({ icon, label: t(`messenger.${word}`), run });
  const found = [];
  if (phone.chat().kind !== "outside") found.push(item("reply", "reply", aim("reply")));
  if (message.text) found.push(item("copy", "copy_text", () => phone.deeds.copy(message.text)));
  if (phone.editable(message)) found.push(item("edit", "edit", aim("edit")));
  if (phone.own(message)) found.push(item("trash", "delete", () => phone.deeds.remove(message)));
  return found;
}
