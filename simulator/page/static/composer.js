// Where a person writes: the input, commands, inline results, attachments, the reply keyboard.
import { Component, html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { gist } from "./bubble.js";
import { Icon } from "./icons.js";
import { commandOptions, inlineQuery, matching, offers, resultOptions } from "./inline.js";
import { replyKeys } from "./keyboard.js";
import { t } from "./words.js";

const PAUSE_MS = 200; // Between the last key and an inline query: one query for a word.
const NOTHING = [];

let count = 0;

/**
 * The composer of one chat. Props: chat, person, bot; target (null, or {kind: "reply" | "edit",
 * message}), onTarget; fill ({text} put into the input, by identity); drafts (Map by chat id);
 * onSay(text) and onEdit(message, text), which resolve to whether it was sent; onFiles(files);
 * onPress(key of the reply keyboard); onEditLast(); onChosen(result, query).
 */
export class Composer extends Component {
  id = `offers-${(count += 1)}`;
  state = { text: this.props.drafts.get(this.props.chat.id) || "", menu: false, active: 0 };

  componentDidUpdate(before) {
    const { chat, drafts, fill, target } = this.props;
    if (target !== before.target) this.aim(target, before.target);
    if (fill !== before.fill && fill) this.type(fill.text, true);
    if (chat.keyboard !== before.chat.keyboard) this.setState({ folded: false });
    drafts.set(chat.id, this.state.text);
    this.fit();
  }

  componentDidMount() {
    this.fit();
  }

  componentWillUnmount() {
    clearTimeout(this.pause);
  }

  input() {
    return this.base.querySelector("textarea");
  }

  fit() {
    const input = this.input();
    if (this.fitted === this.state.text) return;
    this.fitted = this.state.text;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  aim(target, before) {
    if (target && target.kind === "edit") this.type(target.message.text, true);
    else if (before && before.kind === "edit") this.type("");
    if (target) this.input().focus();
  }

  type(text, focus = false) {
    this.setState({ text, menu: false, active: 0 });
    this.ask(text);
    if (focus) this.input().focus();
  }

  /** Ask the bot for inline results after a pause in typing; late answers are dropped. */
  ask(text) {
    clearTimeout(this.pause);
    const query = inlineQuery(text, this.props.bot);
    this.query = query;
    if (query === null) {
      if (this.state.results) this.setState({ results: null });
      return;
    }
    this.pause = setTimeout(async () => {
      const found = await act("inline", { person: this.props.person.id, query }).catch(() => []);
      if (this.query === query) this.setState({ results: found, active: 0 });
    }, PAUSE_MS);
  }

  offered() {
    const { text, menu, results } = this.state;
    if (results) return { kind: "inline", items: results, options: resultOptions(results) };
    const commands = this.props.person.commands || NOTHING;
    const found = menu ? commands : matching(commands, text);
    return { kind: "command", items: found, options: commandOptions(found) };
  }

  pick(index) {
    const { kind, items } = this.offered();
    if (kind === "command") {
      this.props.onSay(`/${items[index].command}`);
    } else {
      this.props.onChosen(items[index], this.query);
    }
    this.setState({ results: null });
    this.type("", true);
  }

  async send() {
    const text = this.state.text.trim();
    const { target, onSay, onEdit } = this.props;
    if (!text) return;
    this.type("");
    const sent = target && target.kind === "edit" ? onEdit(target.message, text) : onSay(text);
    if (!(await sent) && !this.state.text) this.type(text);
  }

  keyed(event) {
    if (event.isComposing) return;
    const taken = this.chosen(event) || this.written(event);
    if (taken) event.preventDefault();
  }

  chosen(event) {
    const { kind, items } = this.offered();
    const { active } = this.state;
    if (!items.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      this.setState({ active: (active + steps[event.key] + items.length) % items.length });
    } else if (event.key === "Enter" && !event.shiftKey) this.pick(active);
    else if (event.key === "Tab" && kind === "command" && this.state.text) {
      this.type(`/${items[active].command} `);
    } else if (event.key === "Escape") this.dismiss(kind);
    else return false;
    return true;
  }

  /** Close the offers; a half-typed command goes with them, as nothing else would close it. */
  dismiss(kind) {
    const half = kind === "command" && !this.state.menu;
    this.setState(({ text }) => ({ menu: false, results: null, text: half ? "" : text }));
  }

  written(event) {
    const { target, onTarget, onEditLast } = this.props;
    if (event.key === "Enter" && !event.shiftKey) this.send();
    else if (event.key === "Escape" && target) onTarget(null);
    else if (event.key === "ArrowUp" && !this.state.text && !target) return onEditLast();
    else return false;
    return true;
  }

  pasted(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.props.onFiles(files);
  }

  aimed(target) {
    const edit = target.kind === "edit";
    return html`<div class="m-target">
      <${Icon} name=${edit ? "edit" : "reply"} size=${18} />
      <span class="m-pinned-words">
        <b>${edit ? t("messenger.editing") : t("messenger.replying", { name: target.message.name })}
        </b><span dir="auto">${gist(target.message)}</span>
      </span>
      <button type="button" class="icon-button" aria-label=${t("messenger.cancel")}
        onClick=${() => this.props.onTarget(null)}><${Icon} name="close" size=${16} /></button>
    </div>`;
  }

  tool(name, icon, onClick, more = {}) {
    return html`<button type="button" class="icon-button" aria-label=${t(`messenger.${name}`)}
      title=${t(`messenger.${name}`)} onClick=${onClick} ...${more}>
      <${Icon} name=${icon} size=${20} /></button>`;
  }

  tools(keyed, folded, menu) {
    const commands = (this.props.person.commands || NOTHING).length > 0;
    const picked = (event) => {
      this.props.onFiles([...event.currentTarget.files]);
      event.currentTarget.value = "";
    };
    return html`
      <input type="file" multiple hidden aria-label=${t("messenger.attach")} onChange=${picked} />
      ${this.tool("attach", "attach", () => this.base.querySelector("input[type=file]").click())}
      ${commands && this.tool("commands", "slash", () => this.menu(), { "aria-expanded": menu })}
      ${keyed && this.tool("keyboard", "keyboard", () => this.setState({ folded: !folded }),
        { "aria-expanded": !folded })}`;
  }

  menu() {
    this.setState(({ menu }) => ({ menu: !menu, active: 0 }));
    this.input().focus();
  }

  render({ chat, target, onPress }, { text, menu, active, folded }) {
    const offered = this.offered();
    const open = offered.options.length > 0;
    const keys = chat.keyboard || NOTHING;
    const label = t(offered.kind === "inline" ? "messenger.results" : "messenger.commands");
    return html`<div class="m-composer">
      ${offers(this.id, offered.options, active, label, (index) => this.pick(index))}
      ${target && this.aimed(target)}
      <div class="m-writing">
        ${this.tools(keys.length > 0, folded, menu)}
        <textarea class="m-input" rows="1" dir="auto" value=${text} autocomplete="off"
          placeholder=${chat.placeholder || t("messenger.write")} aria-label=${t("messenger.write")}
          aria-autocomplete="list" aria-controls=${open ? this.id : undefined}
          aria-activedescendant=${open ? `${this.id}-${active}` : undefined}
          onInput=${(event) => this.type(event.currentTarget.value)}
          onKeyDown=${(event) => this.keyed(event)}
          onPaste=${(event) => this.pasted(event)}></textarea>
        <button type="button" class="icon-button m-send" aria-label=${t("messenger.send")}
          disabled=${!text.trim()} onClick=${() => this.send()}>
          <${Icon} name="send" size=${20} /></button>
      </div>
      ${keys.length > 0 && !folded && replyKeys(keys, onPress)}
    </div>`;
  }
}
