// What every lever is made of: a section, a field, a button that pulls, the line that says what
// came of it. It knows no lever.
import { html, useEffect, useRef, useState } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { announce } from "./announce.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

const SLOW_MS = 250; // A spinner for anything faster would only flicker.
const IDLE = { busy: false, bad: false, text: "" };

/** What the page may show of an error: a refusal's own sentence, else that something broke. */
export const sentenceOf = (error) => error.text || t("levers.broken");

/**
 * One lever's state and the way to pull it.
 *
 * `pull(lever, body, said)` does it and shows `said(result)`; it returns the result, or null when
 * it was refused. A second pull while the first is under way is ignored.
 */
export function usePull() {
  const [state, setState] = useState(IDLE);
  const busy = useRef(false);
  const alive = useRef(true);
  useEffect(() => () => { alive.current = false; }, []);
  const show = (next) => {
    if (!alive.current) return;
    setState(next);
    if (next.text) announce(next.text);
  };
  const pull = async (lever, body, said) => {
    if (busy.current) return null;
    busy.current = true;
    setState({ ...IDLE, busy: true });
    try {
      const result = await act(lever, body);
      show({ ...IDLE, text: said ? said(result) : "" });
      return result;
    } catch (error) {
      show({ ...IDLE, bad: true, text: sentenceOf(error) });
      return null;
    } finally {
      busy.current = false;
    }
  };
  return [state, pull];
}

/** A part of the drawer with its heading and the sentence that says what it is for. */
export const Section = ({ id, children }) => html`
  <section class="lv-section" id=${`lv-${id}`} aria-labelledby=${`lv-head-${id}`}>
    <h3 id=${`lv-head-${id}`} class="lv-title" tabindex="-1">${t(`levers.${id}.title`)}</h3>
    <p class="lv-lead">${t(`levers.${id}.lead`)}</p>
    ${children}
  </section>`;

/** One lever among several in a section: heading, its controls, what it shows. */
export const Lever = ({ id, note, children }) => html`
  <div class="lv-lever" role="group" aria-labelledby=${`lv-name-${id}`}>
    <h4 id=${`lv-name-${id}`} class="lv-name">${t(`levers.${id}.title`)}</h4>
    <p class="lv-note">${note || t(`levers.${id}.note`)}</p>
    ${children}
  </div>`;

/** A button that stays focusable while it may not be pulled; `off` is the reason, shown nearby. */
export function Pull({ hook, label, tone, busy, off, submit, onPull }) {
  const [mine, setMine] = useState(false);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return setMine(false);
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  const click = () => {
    if (busy || off) return;
    setMine(true);
    onPull?.();
  };
  return html`
    <button type=${submit ? "submit" : "button"} class=${tone ? `button button--${tone}` : "button"}
      data-lever=${hook} aria-disabled=${off ? "true" : undefined} title=${off || undefined}
      aria-busy=${mine && busy ? "true" : undefined} onClick=${click}>
      ${mine && slow && html`<span class="spinner" aria-hidden="true"></span>`}${label}
    </button>`;
}

/** What came of the last pull. Announced by `usePull`, so it is no live region itself. */
export function Outcome({ state: { bad, text } }) {
  const line = useRef(null);
  useEffect(() => line.current?.scrollIntoView({ block: "nearest" }), [text]);
  return text && html`
    <p ref=${line} class=${`lv-outcome ${bad ? "lv-bad" : "lv-good"}`}>
      <${Icon} name=${bad ? "warning" : "check"} size=${16} /><span>${text}</span>
    </p>`;
}

/** A labelled control with its error beneath; `control` gets the attributes that tie them. */
export function Field({ id, label, hint, error, control, wide = false }) {
  const ties = {
    id,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": error ? `${id}-error` : undefined,
  };
  return html`
    <div class=${`field${wide ? " lv-wide" : ""}`}>
      <label for=${id}>${label}${hint && html` <span class="lv-hint">${hint}</span>`}</label>
      ${control(ties)}
      ${error && html`<p id=${`${id}-error`} class="field__error">${error}</p>`}
    </div>`;
}

/** A choice out of `options`: [[value, label], …]. */
export const Choice = ({ id, label, value, options, onChoice, wide }) => html`
  <${Field} id=${id} label=${label} wide=${wide} control=${(ties) => html`
    <select class="input" ...${ties} value=${value}
      onChange=${(event) => onChoice(event.target.value)}>
      ${options.map(([code, words]) => html`
        <option key=${code} value=${code} selected=${code === value}>${words}</option>`)}
    </select>`} />`;

/** Copies `text()` and says so on the button itself for a moment. */
export function Copy({ text, label, hook }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(""), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const words = await navigator.clipboard.writeText(text()).then(
      () => t("levers.copied"),
      () => t("levers.copy.failed"),
    );
    setSaid(words);
    announce(words);
  };
  return html`<button type="button" class="button" data-lever=${hook} onClick=${copy}>
    <${Icon} name=${said ? "check" : "copy"} size=${16} />
    ${said || label || t("levers.copy")}
  </button>`;
}
