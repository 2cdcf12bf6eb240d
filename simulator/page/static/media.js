// What a message holds besides text: pictures, sound, files, cards. It fetches no file itself.
import { html } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { locale, t } from "./words.js";

const WIDEST = 300;
const TALLEST = 360;
const SMALLEST = 90;
const MOVING = new Set(["video", "animation", "video_note"]);
const HEARD = new Set(["voice", "audio"]);

/** Where the page finds a stored file. */
export function address(media) {
  return `/files/${encodeURIComponent(media.file)}`;
}

/** What is shown above the text; null for a plain text. */
export function thing(message) {
  const { kind, media } = message;
  if (message.contact) return contact(message.contact);
  if (message.location) return location(message.location);
  if (!media) return null;
  if (kind === "photo") return picture(message);
  if (kind === "sticker") return sticker(media);
  if (MOVING.has(kind)) return moving(message);
  if (HEARD.has(kind)) return heard(message);
  return paper(media);
}

/** The kind in a word, for lists, quotes and screen readers: "Photo"; "" for a text. */
export function spoken(kind) {
  const known = ["photo", "voice", "audio", "document", "contact", "location", "sticker"];
  if (known.includes(kind)) return t(`messenger.kind.${kind}`);
  return MOVING.has(kind) ? t("messenger.kind.video") : "";
}

/** Several photos and videos sent as one, as a grid. */
export function album(messages) {
  return html`<div class=${`m-album m-of-${Math.min(messages.length, 4)}`}>
    ${messages.map(
      (message) => html`<div key=${message.id} data-message=${message.id} class="m-tile">
        ${MOVING.has(message.kind) ? moving(message) : picture(message, true)}
      </div>`,
    )}
  </div>`;
}

function picture(message, tile = false) {
  const { media } = message;
  const frame = fitted(media.width, media.height);
  const ratio = `${frame.width} / ${frame.height}`;
  const size = tile ? {} : { width: `${frame.width}px`, aspectRatio: ratio };
  return html`<a class="m-picture" href=${address(media)} target="_blank" rel="noreferrer"
    style=${size}>
    <img src=${address(media)} width=${frame.width} height=${frame.height} decoding="async"
      alt=${message.text || t("messenger.kind.photo")} /></a>`;
}

/** The size in which a picture is drawn, in CSS pixels: known before it has loaded. */
export function fitted(width, height) {
  if (!(width > 0 && height > 0)) return { width: WIDEST, height: Math.round(WIDEST * 0.66) };
  const scale = Math.min(WIDEST / width, TALLEST / height, 1);
  return {
    width: Math.max(SMALLEST, Math.round(width * scale)),
    height: Math.max(SMALLEST / 2, Math.round(height * scale)),
  };
}

function sticker(media) {
  if (!media.file) return html`<span class="m-sticker">${media.emoji}</span>`;
  return html`<img class="m-sticker" src=${address(media)} width="140" height="140"
    alt=${media.emoji || t("messenger.kind.sticker")} />`;
}

function moving(message) {
  const { kind, media } = message;
  const frame = fitted(media.width, media.height);
  const silent = kind === "animation";
  return html`<video class=${kind === "video_note" ? "m-video m-round" : "m-video"}
    src=${address(media)} width=${frame.width} height=${frame.height} controls playsinline
    preload="metadata" loop=${silent} muted=${silent} aria-label=${spoken(kind)}></video>`;
}

function heard(message) {
  const { kind, media } = message;
  return html`<div class="m-sound">
    ${kind === "audio" && media.name && html`<bdi class="m-file-name">${media.name}</bdi>`}
    <audio src=${address(media)} controls preload="metadata" aria-label=${spoken(kind)}></audio>
    ${media.duration > 0 && html`<span class="m-quiet">${clock(media.duration)}</span>`}
  </div>`;
}

function clock(seconds) {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function paper(media) {
  return html`<a class="m-file" href=${address(media)} download=${media.name || true}>
    <span class="m-file-mark"><${Icon} name="file" size=${22} /></span>
    <span class="m-file-words">
      <bdi class="m-file-name">${media.name || t("messenger.kind.document")}</bdi>
      <span class="m-quiet">${bytes(media.size)}</span>
    </span>
  </a>`;
}

/** A size in words: "3.4 MB"; as messengers count, a kilobyte is 1024 bytes. */
export function bytes(size) {
  const steps = [["MB", 1024 * 1024], ["KB", 1024]];
  const [unit, of] = steps.find(([, least]) => size >= least) || steps[1];
  const shown = (size || 0) / of;
  const digits = shown < 10 ? 1 : 0;
  const number = shown.toLocaleString(locale(), { maximumFractionDigits: digits });
  return `${number} ${t(`messenger.unit.${unit}`)}`;
}

function contact(card) {
  const name = [card.first_name, card.last_name].filter(Boolean).join(" ");
  return html`<div class="m-card">
    <span class="m-file-mark"><${Icon} name="user" size=${22} /></span>
    <span class="m-file-words">
      <bdi class="m-file-name">${name}</bdi>
      <span class="m-quiet" dir="ltr">${card.phone_number}</span>
    </span>
  </div>`;
}

function location(place) {
  const words = `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`;
  return html`<div class="m-card">
    <span class="m-file-mark"><${Icon} name="place" size=${22} /></span>
    <span class="m-file-words">
      <span class="m-file-name">${t("messenger.kind.location")}</span>
      <span class="m-quiet" dir="ltr">${words}</span>
    </span>
  </div>`;
}
