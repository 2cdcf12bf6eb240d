// The letters of a phone: the list, and one that is opened, as designed or as text.
import { Component, html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { avatar } from "./chats.js";
import { hour } from "./bubble.js";
import { Icon } from "./icons.js";
import { LineInput } from "./line_input.js";
import { Waits } from "./screen.js";
import { t } from "./words.js";

const NAME = /^"?([^"<]*?)"?\s*<[^>]*>$/;

/** Who wrote it, without the address where there is a name. */
function writer(sender) {
  return NAME.exec(sender)?.[1] || sender;
}

/** `line` is the mailbox, null before the first letter. */
export class Mail extends Component {
  state = { open: null };
  read = new Set();

  open = (id) => {
    this.opened = id ?? this.state.open;
    this.setState({ open: id }, () => this.landed());
  };

  landed() {
    const back = this.state.open === null ? `[data-letter="${this.opened}"]` : ".m-title button";
    this.base.querySelector(back)?.focus({ preventScroll: true });
  }

  render({ phone, line }, { open }) {
    const { email } = phone.props.person;
    if (!line) return html`<${Waits} tab=${email ? "email" : "nobody"} />`;
    const letter = line.messages.find(({ id }) => id === open);
    if (!letter) {
      return html`<${Letters} line=${line} read=${this.read} email=${email}
        onOpen=${this.open} />`;
    }
    this.read.add(letter.id);
    return html`<${Letter} key=${letter.id} phone=${phone} letter=${letter}
      onBack=${() => this.open(null)} />`;
  }
}

function Letters({ line, read, email, onOpen }) {
  const newest = [...line.messages].reverse();
  return html`<div class="m-mail">
    <div class="m-title"><span class="m-avatar m-small" aria-hidden="true">
      <${Icon} name="mail" size=${18} /></span>
      <h3>${t("messenger.mail.letters")} <bdi class="m-under">${email}</bdi></h3></div>
    <ul class="m-list" aria-label=${t("messenger.mail.letters")}>
      ${newest.map((letter) => html`<li key=${letter.id}>
        <button type="button" class=${read.has(letter.id) ? "m-line" : "m-line m-unread"}
          data-letter=${letter.id} onClick=${() => onOpen(letter.id)}>
          ${avatar({ title: writer(letter.name) })}
          <span class="m-line-words">
            <span class="m-line-top"><bdi class="m-line-title">${writer(letter.name)}</bdi>
              <time class="m-quiet" datetime=${letter.at}>${hour(letter.at)}</time></span>
            <span class="m-subject" dir="auto">${letter.subject}</span>
            <span class="m-line-last" dir="auto">${letter.text}</span>
          </span>
        </button>
      </li>`)}
    </ul>
  </div>`;
}

/** One letter. Its HTML part is in a frame that may do nothing but open links elsewhere. */
class Letter extends Component {
  state = { part: this.props.letter.html ? "html" : "text", parts: null, lost: false };

  async componentDidMount() {
    try {
      const answer = await fetch(`/letters/${this.props.letter.id}`);
      if (!answer.ok) throw new Error(answer.status);
      this.setState({ parts: await answer.json() });
    } catch {
      this.setState({ lost: true });
    }
  }

  answer = async (text) => {
    const { phone, letter } = this.props;
    const body = { person: phone.props.person.id, letter: letter.id, text };
    const sent = await phone.deeds.attempt(() => act("mail/reply", body));
    if (sent !== undefined) phone.toast(t("messenger.mail.answered"));
    return sent !== undefined;
  };

  render({ phone, letter, onBack }) {
    return html`<article class="m-mail" aria-label=${letter.subject}>
      <div class="m-title">
        <button type="button" class="icon-button" aria-label=${t("messenger.back")}
          onClick=${onBack}><${Icon} name="arrow-left" size=${20} /></button>
        <h3><bdi>${letter.subject}</bdi>
          <span class="m-under">${writer(letter.name)} · ${hour(letter.at)}</span></h3>
      </div>
      ${letter.html && this.choice()}
      ${this.content(letter)}
      <${LineInput} name=${`mail ${letter.id}`} label=${t("messenger.mail.answer")}
        drafts=${phone.drafts} onSay=${this.answer} />
    </article>`;
  }

  choice() {
    const { part } = this.state;
    return html`<div class="m-parts" role="group" aria-label=${t("messenger.mail.parts")}>
      ${["html", "text"].map((name) => html`<button key=${name} type="button" class="chip"
        data-part=${name} aria-pressed=${String(part === name)}
        onClick=${() => this.setState({ part: name })}>${t(`messenger.mail.${name}`)}</button>`)}
    </div>`;
  }

  content(letter) {
    const { part, parts, lost } = this.state;
    if (part === "html") {
      return html`<iframe class="m-frame" src=${`/letters/${letter.id}.html`}
        title=${letter.subject} sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
    }
    if (lost) return html`<p class="m-note">${t("messenger.mail.gone")}</p>`;
    if (!parts) return html`<p class="m-note">${t("messenger.mail.wait")}</p>`;
    return html`<div class="m-letter" tabindex="0" dir="auto">
      ${parts.text ? linked(parts.text) : t("messenger.mail.none")}</div>`;
  }
}

const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/;

/** The text with its addresses as links that open in a tab of their own. */
function linked(text) {
  return text.split(LINK).map((piece, at) => (at % 2
    ? html`<a key=${at} href=${piece} target="_blank" rel="noopener noreferrer">${piece}</a>`
    : piece));
}
