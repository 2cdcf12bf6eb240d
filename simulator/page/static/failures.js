// The levers that break things: the bot's process, people who block it, Telegram's bad days.
import { html, useState } from "./vendor/htm-preact.module.js";
import { Choice, Field, Lever, Outcome, Pull, Section, usePull } from "./lever_parts.js";
import { Lines } from "./line_levers.js";
import { t } from "./words.js";

/** What may go wrong with a call, with the number it takes: [least, usual, most], or none. */
const FAULTS = {
  slow: [1, 3, 30],
  server_error: [500, 502, 599],
  flood: [1, 5, 60],
  lost_reply: null,
  cut: null,
};
const KINDS = Object.keys(FAULTS);
const usual = (kind) => String(FAULTS[kind]?.[1] ?? 0);
const METHODS = ["sendMessage", "editMessageText", "answerCallbackQuery", "any"];
const TIMES = ["1", "3", "10", "0"];

/** The section Failures. */
export const Failures = ({ world }) => html`
  <${Section} id="failures">
    <${Process} stage=${world.stage} />
    <${Blocking} people=${world.people} chats=${world.chats} />
    <${Telegram} faults=${world.stage.faults || []} />
    <${Lines} lines=${world.lines} />
  </${Section}>`;

function Process({ stage }) {
  const [state, pull] = usePull();
  const down = stage.bot === "down";
  return html`
    <${Lever} id="process">
      <p class=${`lv-state lv-is-${stage.bot}`} data-bot=${stage.bot}>
        <span class="lv-dot" aria-hidden="true"></span>${t(`levers.process.${stage.bot}`)}
      </p>
      <div class="lv-row">
        <${Pull} hook="kill" tone="bad" label=${t("levers.process.kill")}
          busy=${state.busy} off=${stage.bot === "running" ? "" : t(`levers.process.${stage.bot}`)}
          onPull=${() => pull("bot/kill", {}, () => t("levers.process.killed"))} />
        <${Pull} hook="start" label=${t("levers.process.start")}
          tone=${down ? "primary" : ""} busy=${state.busy}
          off=${down ? "" : t(`levers.process.${stage.bot}`)}
          onPull=${() => pull("bot/start", {}, ({ bot } = {}) =>
            t(bot === "starting" ? "levers.process.waiting" : "levers.process.started"))} />
      </div>
      <${Outcome} state=${outdated(state, stage.bot) ? { text: "" } : state} />
    </${Lever}>`;
}

/** Whether the bot has come or gone since, by another hand or by itself. */
const outdated = ({ text }, bot) => text === t("levers.process.killed") && bot === "running"
  || text === t("levers.process.started") && bot === "down";

const started = (chats) => (person) => chats[person.chats[0]]?.started || person.blocked;

function Blocking({ people, chats }) {
  const [state, pull] = usePull();
  const able = people.filter(started(chats));
  return html`
    <${Lever} id="block">
      ${able.length === 0 && html`<p class="lv-why">${t("levers.block.nobody")}</p>`}
      ${able.map(({ id, name, blocked }) => html`
        <button type="button" role="switch" class="lv-switch" key=${id} data-lever="block"
          data-person=${id} aria-checked=${blocked ? "true" : "false"}
          onClick=${() => pull(blocked ? "unblock" : "block", { person: id },
            () => t(blocked ? "levers.block.unblocked" : "levers.block.blocked", { name }))}>
          <span class="lv-track" aria-hidden="true"><span class="lv-knob"></span></span>
          <bdi>${t("levers.block.of", { name })}</bdi>
        </button>`)}
      <${Outcome} state=${state} />
    </${Lever}>`;
}

function Telegram({ faults }) {
  const [form, setForm] = useState({ kind: "slow", value: "3", method: METHODS[0], times: "1" });
  const [wrong, setWrong] = useState("");
  const [state, pull] = usePull();
  const set = (values) => {
    setForm({ ...form, ...values });
    setWrong("");
  };
  const limits = FAULTS[form.kind];
  const add = () => {
    const fault = read(form);
    if (!fault) return setWrong(t("levers.wrong.number", { least: limits[0], most: limits[2] }));
    const said = t("levers.fault.added", { fault: t(`levers.fault.kind.${form.kind}`) });
    return pull("fault", fault, () => said);
  };
  return html`
    <${Lever} id="fault" note=${t(`levers.fault.note.${form.kind}`)}>
      <div class="lv-grid">
        <${Choice} id="lv-fault-kind" wide label=${t("levers.fault.kind")} value=${form.kind}
          options=${KINDS.map((kind) => [kind, t(`levers.fault.kind.${kind}`)])}
          onChoice=${(kind) => set({ kind, value: usual(kind) })} />
        <${Choice} id="lv-fault-method" label=${t("levers.fault.method")} value=${form.method}
          options=${METHODS.map((method) => [method, t(`levers.fault.method.${method}`)])}
          onChoice=${(method) => set({ method })} />
        <${Choice} id="lv-fault-times" label=${t("levers.fault.times")} value=${form.times}
          options=${TIMES.map((times) => [times, t(`levers.fault.times.${times}`)])}
          onChoice=${(times) => set({ times })} />
        ${limits && html`<${Field} id="lv-fault-value" error=${wrong}
          label=${t(`levers.fault.value.${form.kind}`)} control=${(ties) => html`
            <input class="input" ...${ties} type="number" inputmode="numeric"
              min=${limits[0]} max=${limits[2]} value=${form.value}
              onInput=${(event) => set({ value: event.target.value })} />`} />`}
      </div>
      <div class="lv-row">
        <${Pull} hook="fault" label=${t("levers.fault.add")} busy=${state.busy} onPull=${add} />
      </div>
      <${Outcome} state=${state} />
      <${Active} faults=${faults} />
    </${Lever}>`;
}

/** The lever's body, or null when the number is not one that the fault takes. */
function read({ kind, value, method, times }) {
  const limits = FAULTS[kind];
  const number = limits ? Number(value) : 0;
  const whole = kind === "slow" || Number.isInteger(number);
  if (limits && !(whole && number >= limits[0] && number <= limits[2])) return null;
  const which = method === "any" ? {} : { method };
  return { kind, value: number, times: Number(times), ...which };
}

function Active({ faults }) {
  const [state, pull] = usePull();
  const on = faults.filter((fault) => fault.left === null || fault.left === undefined
    || fault.left > 0);
  return html`
    <div class="lv-active">
      ${on.length === 0 && html`<p class="lv-why">${t("levers.fault.none")}</p>`}
      ${on.length > 0 && html`
        <h5 class="lv-name">${t("levers.fault.active")}</h5>
        <ul class="lv-faults">${on.map((fault, at) => html`<li key=${at}>${line(fault)}</li>`)}</ul>
        <${Pull} hook="clear" label=${t("levers.fault.clear")} busy=${state.busy}
          onPull=${() => pull("faults/clear", {}, () => t("levers.fault.cleared"))} />`}
      ${on.length === 0 && html`<${Outcome} state=${state} />`}
    </div>`;
}

function line({ kind, value, left, method }) {
  const number = FAULTS[kind] && value ? ` (${value})` : "";
  const which = method ? `, ${method}` : "";
  const often = left ? t("levers.fault.left", { left }) : t("levers.fault.endless");
  return html`${t(`levers.fault.kind.${kind}`)}${number}${which}
    <span class="lv-hint">${" · "}${often}</span>`;
}
