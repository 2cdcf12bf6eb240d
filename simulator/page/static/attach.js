// What is about to be sent as files: a look at it first, its caption, and calm words when too big.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { bytes } from "./media.js";
import { t } from "./words.js";

const MEGABYTE = 1024 * 1024;
// Bot API, sendPhoto: "The photo must be at most 10 MB in size"; documents up to 50 MB.
const PHOTO_AT_MOST = 10 * MEGABYTE;
const FILE_AT_MOST = 50 * MEGABYTE;
const PHOTO = /^image\/(jpeg|png|webp)$/;
const VOICE = /^audio\/(ogg|opus|webm)/;

/** What kind of message a file makes. */
export function kindOf(file, asFile) {
  if (asFile) return "document";
  if (PHOTO.test(file.type)) return "photo";
  if (VOICE.test(file.type)) return "voice";
  return file.type.startsWith("video/") ? "video" : "document";
}

/** Why a file would be refused, in calm words; "" when it may go. */
export function tooBig(file, kind) {
  const most = kind === "photo" ? PHOTO_AT_MOST : FILE_AT_MOST;
  if (file.size <= most) return "";
  const key = kind === "photo" ? "messenger.photo_big" : "messenger.file_big";
  return t(key, { size: bytes(file.size), most: bytes(most) });
}

/** A picture that cannot be drawn leaves its place empty. */
const hide = (event) => {
  event.currentTarget.removeAttribute("src");
};

/**
 * A sheet over the chat. Props: files; send(file, {kind, caption, album}, onProgress), which may
 * throw a Refusal; onClose.
 */
export class Attach extends Component {
  state = { asFile: false, caption: "", share: null, problem: "" };

  componentDidMount() {
    this.urls = new Map(this.props.files.map((file) => [file, URL.createObjectURL(file)]));
    this.forceUpdate(() => this.base.querySelector("textarea").focus());
  }

  componentWillUnmount() {
    for (const url of this.urls.values()) URL.revokeObjectURL(url);
  }

  kinds() {
    return this.props.files.map((file) => kindOf(file, this.state.asFile));
  }

  problem() {
    const kinds = this.kinds();
    const found = this.props.files.map((file, index) => tooBig(file, kinds[index]));
    return found.find(Boolean) || this.state.problem;
  }

  async send() {
    const { files, send, onClose } = this.props;
    const kinds = this.kinds();
    const photos = kinds.filter((kind) => kind === "photo").length;
    const album = photos > 1 && photos === kinds.length ? String(Date.now()) : "";
    const caption = this.state.caption.trim();
    this.setState({ share: 0, problem: "" });
    try {
      for (const [index, file] of files.entries()) {
        const what = { kind: kinds[index], caption: index ? "" : caption, album };
        await send(file, what, (share) => this.setState({ share: (index + share) / files.length }));
      }
      onClose();
    } catch (refusal) {
      this.setState({ share: null, problem: refusal.text || t("messenger.not_sent") });
    }
  }

  keyed(event) {
    if (event.key === "Escape") this.props.onClose();
    else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea")) {
      event.preventDefault();
      if (this.state.share === null && !this.problem()) this.send();
    } else return;
    event.stopPropagation();
  }

  item(file, kind) {
    const url = this.urls && this.urls.get(file);
    return html`<li key=${file.name} class="m-attached">
      ${kind === "photo" && url
        ? html`<img src=${url} alt="" onError=${hide} />`
        : html`<span class="m-file-mark"><${Icon} name="file" size=${22} /></span>`}
      <span class="m-file-words"><bdi class="m-file-name">${file.name}</bdi>
        <span class="m-quiet">${t(`messenger.kind.${kind}`)} · ${bytes(file.size)}</span></span>
    </li>`;
  }

  render({ files, onClose }, { asFile, caption, share }) {
    const problem = this.problem();
    const kinds = this.kinds();
    const busy = share !== null;
    const offersFile = asFile || kinds.some((kind) => kind !== "document");
    return html`<div class="m-veil" onKeyDown=${(event) => this.keyed(event)}>
      <div class="m-ask" role="dialog" aria-modal="true" aria-label=${t("messenger.attach")}>
        <ul class="m-attachments">${files.map((file, at) => this.item(file, kinds[at]))}</ul>
        ${offersFile &&
        html`<label class="m-check"><input type="checkbox" checked=${asFile} disabled=${busy}
          onChange=${(event) => this.setState({ asFile: event.currentTarget.checked })} />
          ${t("messenger.as_file")}</label>`}
        <textarea class="m-caption" rows="2" dir="auto" placeholder=${t("messenger.caption")}
          aria-label=${t("messenger.caption")} value=${caption} disabled=${busy}
          onInput=${(event) => this.setState({ caption: event.currentTarget.value })}></textarea>
        <p class="m-problem" role="alert">${problem}</p>
        ${busy && html`<progress max="1" value=${share} aria-label=${t("messenger.sending")} />`}
        <div class="m-ask-actions">
          <button type="button" class="button" onClick=${onClose}>${t("messenger.cancel")}</button>
          <button type="button" class="button button--primary" disabled=${busy || problem !== ""}
            onClick=${() => this.send()}>${t("messenger.send")}</button>
        </div>
      </div>
    </div>`;
  }
}
