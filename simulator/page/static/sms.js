// The text messages of a phone: the talk with the shop's number, and where to write to it.
import { html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { Chat } from "./chat.js";
import { Icon } from "./icons.js";
import { LineInput } from "./line_input.js";
import { Waits } from "./screen.js";
import { t } from "./words.js";

// 3GPP TS 23.038: the default alphabet, and the characters that take two places of it.
const BASIC = new RegExp(
  "^[@£$¥èéùìòÇ\\nØø\\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,\\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà" +
    "\\f^{}\\\\[~\\]|€]*$",
);
const TWICE = /[\f^{}\\[~\]|€]/g;
const NOTHING = [];
const STILL = {};

/** How much of a text message is written: `units` of the `most` that `segments` of it hold. */
export function counted(text) {
  const gsm = BASIC.test(text);
  const units = text.length + (gsm ? (text.match(TWICE) || NOTHING).length : 0);
  const [single, part] = gsm ? [160, 153] : [70, 67];
  const segments = units <= single ? 1 : Math.ceil(units / part);
  return { units, segments, most: segments === 1 ? single : segments * part };
}

function note(text) {
  if (!text) return "";
  const { units, segments, most } = counted(text);
  const left = t("messenger.sms.left", { units, most });
  return segments > 1 ? `${left} · ${t("messenger.segments", { n: segments })}` : left;
}

/** `line` is the talk, null before the first message; `live` when new ones are to be read out. */
export function Sms({ phone, number, line, live }) {
  const { person } = phone.props;
  const say = async (text) => {
    const sent = await phone.deeds.attempt(() => act("text", { person: person.id, text }));
    return sent !== undefined;
  };
  phone.quiet ??= { ...phone.on, menu: () => {} };
  return html`<div class="m-sms">
    <div class="m-title">
      <span class="m-avatar m-small" aria-hidden="true"><${Icon} name="sms" size=${18} /></span>
      <h3><bdi>${number}</bdi>
        <span class="m-under">${t("messenger.sms.with", { phone: person.phone })}</span></h3>
    </div>
    ${line
      ? html`<${Chat} key=${line.id} chat=${line} messages=${line.messages} person=${person}
          waiting=${STILL} on=${phone.quiet} live=${live} />`
      : html`<${Waits} tab="sms" />`}
    <${LineInput} name="sms" label=${t("messenger.sms.write")} note=${note}
      drafts=${phone.drafts} onSay=${say} />
  </div>`;
}
