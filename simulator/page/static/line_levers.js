// The levers of phones and mail: what becomes of text messages, Twilio out, the mail server out.
import { html } from "./vendor/htm-preact.module.js";
import { Choice, Lever, Outcome, usePull } from "./lever_parts.js";
import { t } from "./words.js";

const FATES = ["delivered", "undelivered", "failed", "silent"];

/** `lines` is the world's: {fate, number, twilio_out, mail_out}. */
export function Lines({ lines }) {
  const [state, pull] = usePull();
  const words = (fate) => t(`levers.lines.fate.${fate}`);
  const choose = (fate) =>
    pull("text/fate", { fate }, () => t("levers.lines.fate.done", { fate: words(fate) }));
  const cut = (line, out) => () => pull(`${line}/out`, { out }, () =>
    t(`levers.lines.${line}.${out ? "out" : "back"}`));
  return html`
    <${Lever} id="lines">
      <div class="lv-grid">
        <${Choice} id="lv-lines-fate" wide label=${t("levers.lines.fate")} value=${lines.fate}
          options=${FATES.map((fate) => [fate, words(fate)])} onChoice=${choose} />
      </div>
      ${["twilio", "mail"].map((line) => {
        const out = lines[`${line}_out`];
        return html`<button type="button" role="switch" class="lv-switch" key=${line}
          data-lever=${`${line}-out`} aria-checked=${out ? "true" : "false"}
          onClick=${cut(line, !out)}>
          <span class="lv-track" aria-hidden="true"><span class="lv-knob"></span></span>
          ${t(`levers.lines.${line}`)}
        </button>`;
      })}
      <${Outcome} state=${state} />
    </${Lever}>`;
}
