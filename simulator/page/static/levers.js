// The drawer of levers: order, time, failures, tricks, start over. Each part pulls its own.
import { html, useState } from "./vendor/htm-preact.module.js";
import { Failures } from "./failures.js";
import { Icon } from "./icons.js";
import { Choice, Outcome, Pull, Section, usePull } from "./lever_parts.js";
import { moment } from "./moments.js";
import { OrderForm } from "./order_form.js";
import { Tricks } from "./tricks.js";
import { locale, t } from "./words.js";

const KNOWN = ["expire", "notice", "undo"];
const SECTIONS = ["order", "time", "failures", "tricks", "reset"];

/** The whole drawer. `world` is the state, `onClose` puts the drawer away. */
export const Levers = ({ world, onClose }) => html`
  <div class="lv" data-panel="levers">
    <header class="lv-head">
      <h2 class="lv-heading">${t("levers.title")}</h2>
      <button type="button" class="icon-button lv-close" onClick=${onClose}
        aria-label=${t("levers.close")} title=${t("levers.close")}>
        <${Icon} name="close" />
      </button>
      <${Jumps} />
    </header>
    <p class="lv-lead lv-welcome">${t("levers.lead")}</p>
    <${OrderForm} key=${world.locale} stage=${world.stage} people=${world.people} />
    <${Time} world=${world} />
    <${Failures} world=${world} />
    <${Tricks} world=${world} />
    <${Reset} language=${world.locale} />
  </div>`;

function jump(id) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";
  document.getElementById(`lv-${id}`)?.scrollIntoView({ behavior, block: "start" });
  document.getElementById(`lv-head-${id}`)?.focus({ preventScroll: true });
}

const Jumps = () => html`
  <nav class="lv-jumps" aria-label=${t("levers.jump")}>
    ${SECTIONS.map((id) => html`
      <button type="button" key=${id} class="chip" onClick=${() => jump(id)}>
        ${t(id === "reset" ? "levers.jump.reset" : `levers.${id}.title`)}
      </button>`)}
  </nav>`;

/** What falls due: `what` is the host's word for it. */
const whatOf = ({ what, number }) =>
  t(`levers.time.what.${KNOWN.includes(what) ? what : "other"}`, { number });

function Time({ world }) {
  const [state, pull] = usePull();
  const { deadline } = world.stage;
  const next = deadline
    ? t("levers.time.next", { what: whatOf(deadline), at: moment(deadline.at) })
    : t("levers.time.none");
  const pass = (hours, said) => () => pull("time", { hours }, () => t(said));
  const leap = () => pull("time/deadline", {}, (due) =>
    t("levers.time.moved", { at: moment(due.at), what: whatOf(due) }));
  return html`
    <${Section} id="time">
      <p class="lv-clock"><span class="lv-hint">${t("levers.time.now")}</span>
        <time datetime=${world.now}>${moment(world.now)}</time></p>
      <div class="lv-row">
        <${Pull} hook="time-hour" label=${t("levers.time.hour")} busy=${state.busy}
          onPull=${pass(1, "levers.time.hour.passed")} />
        <${Pull} hook="time-day" label=${t("levers.time.day")} busy=${state.busy}
          onPull=${pass(24, "levers.time.day.passed")} />
        <${Pull} hook="time-deadline" label=${t("levers.time.deadline")} busy=${state.busy}
          off=${deadline ? "" : next} onPull=${leap} />
      </div>
      <p class="lv-why">${next}</p>
      <${Outcome} state=${state} />
    </${Section}>`;
}

function Reset({ language }) {
  const [wanted, setWanted] = useState("");
  const [asking, setAsking] = useState(false);
  const [state, pull] = usePull();
  const people = wanted || language || locale();
  const ask = (wish) => {
    setAsking(wish);
    // The button under the finger goes, so its place is taken by the harmless one.
    const next = `[data-lever="${wish ? "reset-no" : "reset"}"]`;
    requestAnimationFrame(() => document.querySelector(next)?.focus());
  };
  const again = async () => {
    await pull("reset", { locale: people }, () => t("levers.reset.done"));
    ask(false);
  };
  return html`
    <${Section} id="reset">
      <div class="lv-grid">
        <${Choice} id="lv-reset-language" label=${t("levers.reset.language")} value=${people}
          options=${["en", "uk"].map((code) => [code, t(`levers.reset.${code}`)])}
          onChoice=${setWanted} />
      </div>
      ${asking
        ? html`<div class="lv-sure" role="group" aria-label=${t("levers.reset.title")}>
            <p>${t("levers.reset.sure")}</p>
            <div class="lv-row">
              <${Pull} hook="reset-yes" tone="bad" label=${t("levers.reset.yes")}
                busy=${state.busy} onPull=${again} />
              <${Pull} hook="reset-no" label=${t("levers.reset.no")} busy=${state.busy}
                onPull=${() => ask(false)} />
            </div>
          </div>`
        : html`<div class="lv-row"><${Pull} hook="reset" label=${t("levers.reset.do")}
            onPull=${() => ask(true)} /></div>`}
      <${Outcome} state=${state} />
    </${Section}>`;
}
