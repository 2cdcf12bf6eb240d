// Formatted text: entities over UTF-16 units become elements. It opens and sends nothing itself.
import { html, useState } from "./vendor/htm-preact.module.js";
import { locale, t } from "./words.js";

const SAFE_LINK = /^(https?|tg|ton|mailto|tel):/i;
const BIG_EMOJI_AT_MOST = 3;
// A family of four with skin tones takes 19 UTF-16 units: longer texts are not worth cutting up.
const BIG_EMOJI_UNITS = BIG_EMOJI_AT_MOST * 20;
const LONG_QUOTE = { characters: 180, lines: 4 };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const PICTURE = /^(\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3)/u;

/**
 * The text as a tree: strings and {entity, text, children}. Entities that overlap are split at
 * the border of the outer one; those that lie outside the text are cut or dropped.
 */
export function tree(text, entities) {
  const sorted = (entities || [])
    .map((entity) => ({
      entity,
      from: Math.max(0, entity.offset),
      to: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter((span) => span.from < span.to)
    .sort((a, b) => a.from - b.from || b.to - a.to);
  return branch(text, sorted, 0, text.length);
}

function branch(text, spans, from, to) {
  const found = [];
  const waiting = [...spans];
  let at = from;
  while (waiting.length) {
    const span = waiting.shift();
    const inner = [];
    const later = [];
    for (const other of waiting) {
      if (other.from >= span.to) later.push(other);
      else if (other.to <= span.to) inner.push(other);
      else {
        inner.push({ ...other, to: span.to });
        later.push({ ...other, from: span.to });
      }
    }
    later.sort((a, b) => a.from - b.from || b.to - a.to);
    waiting.splice(0, waiting.length, ...later);
    if (span.from > at) found.push(text.slice(at, span.from));
    found.push({
      entity: span.entity,
      text: text.slice(span.from, span.to),
      children: branch(text, inner, span.from, span.to),
    });
    at = span.to;
  }
  if (at < to) found.push(text.slice(at, to));
  return found;
}

/**
 * The text as elements. `on` is told of what is clicked: link(url), command(text), mention(name),
 * copy(text).
 */
export function rich(text, entities, on) {
  return drawnAll(tree(text, entities), on);
}

/** The line break after a block is the block's own end: drawn too, it would leave a gap. */
function drawnAll(nodes, on) {
  return nodes.map((node, at) => {
    const after = at > 0 && BLOCKS.has(nodes[at - 1].entity?.type);
    const gap = after && typeof node === "string" && node.startsWith("\n");
    return drawn(gap ? node.slice(1) : node, at, on);
  });
}

/** How many emoji the text is made of when it is nothing else and short; 0 otherwise. */
export function bigEmoji(text) {
  if (!text || text.length > BIG_EMOJI_UNITS || !PICTURE.test(text)) return 0;
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)];
  const pictures = letters.filter((letter) => PICTURE.test(letter.segment)).length;
  return pictures === letters.length && pictures <= BIG_EMOJI_AT_MOST ? pictures : 0;
}

/** One line of a text for a list, a quote or a notice. */
export function oneLine(text, characters = 120) {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= characters) return line;
  return `${line.slice(0, characters).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

const SIMPLE = {
  bold: (inner, key) => html`<b key=${key}>${inner}</b>`,
  italic: (inner, key) => html`<i key=${key}>${inner}</i>`,
  underline: (inner, key) => html`<u key=${key}>${inner}</u>`,
  strikethrough: (inner, key) => html`<s key=${key}>${inner}</s>`,
  code: (inner, key) => html`<code key=${key} dir="auto">${inner}</code>`,
  blockquote: (inner, key) => html`<blockquote key=${key} dir="auto">${inner}</blockquote>`,
  custom_emoji: (inner, key) => html`<span key=${key} class="m-emoji">${inner}</span>`,
  hashtag: (inner, key) => html`<span key=${key} class="m-tag">${inner}</span>`,
  cashtag: (inner, key) => html`<span key=${key} class="m-tag">${inner}</span>`,
  text_mention: (inner, key) => html`<bdi key=${key} class="m-tag">${inner}</bdi>`,
};

function drawn(node, key, on) {
  if (typeof node === "string") return node;
  const { entity, text } = node;
  const inner = drawnAll(node.children, on);
  if (SIMPLE[entity.type]) return SIMPLE[entity.type](inner, key);
  if (entity.type === "spoiler") return html`<${Spoiler} key=${key} text=${text}>${inner}<//>`;
  if (entity.type === "expandable_blockquote") {
    return html`<${Quote} key=${key} text=${text}>${inner}<//>`;
  }
  if (entity.type === "pre") {
    return html`<${Code} key=${key} language=${entity.language} text=${text} on=${on}>${inner}<//>`;
  }
  if (entity.type === "date_time") return moment(entity, inner, key);
  return clickable(entity, text, inner, key, on);
}

function clickable(entity, text, inner, key, on) {
  const press = (what) => (event) => {
    event.preventDefault();
    what(text);
  };
  const act = { bot_command: on.command, mention: on.mention, email: on.copy }[entity.type];
  if (act || entity.type === "phone_number") {
    return html`<button key=${key} type="button" class="m-word" onClick=${press(act || on.copy)}>
      ${inner}</button>`;
  }
  const url = entity.type === "text_link" ? entity.url : entity.type === "url" ? full(text) : "";
  if (!SAFE_LINK.test(url || "")) return html`<span key=${key}>${inner}</span>`;
  return html`<a key=${key} href=${url} target="_blank" rel="noreferrer noopener" title=${url}
    onClick=${press(() => on.link(url))}>${inner}</a>`;
}

/** The address with its scheme. */
export function full(url) {
  return /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
}

function moment(entity, inner, key) {
  const at = new Date(entity.unix_time * 1000);
  if (Number.isNaN(at.getTime())) return html`<span key=${key}>${inner}</span>`;
  const title = at.toLocaleString(locale(), { dateStyle: "full", timeStyle: "short" });
  return html`<time key=${key} class="m-moment" datetime=${at.toISOString()} title=${title}>
    ${inner}</time>`;
}

function Spoiler({ text, children }) {
  const [shown, show] = useState(false);
  if (shown) return html`<span class="m-spoiler m-shown">${children}</span>`;
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    show(true);
  };
  return html`<span class="m-spoiler" role="button" tabindex="0" onClick=${open} onKeyDown=${open}
    aria-label=${t("messenger.spoiler")}><span aria-hidden="true">${text}</span></span>`;
}

function Quote({ text, children }) {
  const [open, setOpen] = useState(false);
  const long =
    text.length > LONG_QUOTE.characters || text.split("\n").length > LONG_QUOTE.lines;
  if (!long) return html`<blockquote dir="auto">${children}</blockquote>`;
  return html`<blockquote dir="auto" class=${open ? "m-fold m-open" : "m-fold"}>
    <div class="m-folded">${children}</div>
    <button type="button" class="m-word" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      ${t(open ? "messenger.less" : "messenger.more")}
    </button>
  </blockquote>`;
}

function Code({ language, text, on, children }) {
  return html`<div class="m-pre">
    <div class="m-pre-top">
      <span>${language || t("messenger.code")}</span>
      <button type="button" class="m-word" onClick=${() => on.copy(text)}>
        ${t("messenger.copy")}
      </button>
    </div>
    <pre dir="ltr"><code>${children}</code></pre>
  </div>`;
}
