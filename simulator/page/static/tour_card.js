// The card of one step of the story: its sentences, its notes and its buttons. It decides nothing.

import { Icon } from "./icons.js";
import { daysOf, isDone, moved, paramsOf, problemOf, STEPS } from "./story.js";
import { html } from "./vendor/htm-preact.module.js";
import { locale, t } from "./words.js";

const NAMED = new Set(["order", "crash", "stranger", "clock"]); // Their button says what it does.
const PROBLEMS = new Set(["cancelled", "closed"]); // The others share one sentence.

/** One step; `beats`, `working`, `error` and the rest come from Tour. */
export function TourCard(props) {
  const { world, step, working, linked } = props;
  const done = isDone(world, step);
  const told = done && step !== STEPS[0] && step !== STEPS.at(-1);
  return html`<section
    class=${told ? "tour tour--told" : "tour"}
    data-panel="tour"
    data-step=${step}
    data-done=${String(done)}
    data-busy=${String(working)}
    aria-label=${t("tour.region")}
    aria-busy=${String(working)}
  ><div class="tour__card">
    <${Head} step=${step} told=${told} />
    <div class="tour__text">
      <${Sentences} world=${world} step=${step} />
      ${step === "crash" && html`<${Beats} ...${props} />`}
      <${Notes} ...${props} />
    </div>
    <${Acts} ...${props} done=${done} problem=${problemOf(world, step)} />
    <div class="tour__corner">
      <${Corner} id="link" icon=${linked ? "check" : "link"} name=${t(linked || "tour.link")}
        onClick=${props.onLink} />
      <${Corner} id="leave" icon="close" name=${t("tour.leave")} onClick=${props.onLeave} />
    </div>
  </div></section>`;
}

function Corner({ id, icon, name, onClick }) {
  return html`<button
    type="button"
    class="icon-button"
    data-tour=${id}
    aria-label=${name}
    title=${name}
    onClick=${onClick}
  ><${Icon} name=${icon} size=${18} /></button>`;
}

function Head({ step, told }) {
  const at = STEPS.indexOf(step) + 1;
  return html`<div class="tour__head">
    <p class="tour__progress">
      <span>${t("tour.progress", { at, all: STEPS.length })}</span>
      ${told &&
      html`<span class="tour__tick"><${Icon} name="check" size=${16} />${t("tour.tick")}</span>`}
    </p>
    <h2 class="tour__title">${t(`tour.${step}.title`)}</h2>
    <div class="tour__dots" aria-hidden="true">
      ${STEPS.map(
        (one, index) => html`<i key=${one} class=${index < at ? "tour__dot--past" : ""} />`,
      )}
    </div>
  </div>`;
}

function Sentences({ world, step }) {
  const params = paramsOf(world, locale());
  const days = daysOf(world, locale());
  return html`<p class="tour__do" dir="auto">${t(`tour.${step}.do`, params)}</p>
    <p class="tour__why" dir="auto">
      ${t(`tour.${step}.why`, params)}
      ${step === "clock" && ` ${t(days.then ? "tour.clock.passed" : "tour.clock.now", days)}`}
    </p>`;
}

function Beats({ world, beats, working, onKill, onStart }) {
  const current = beats.find((beat) => !beat.done)?.id;
  const does = { kill: onKill, start: onStart };
  const says = {
    kill: t("tour.kill"),
    tap: t("tour.crash.tap", paramsOf(world, locale())),
    start: t("tour.start"),
  };
  return html`<ol class="tour__beats">
    ${beats.map(({ id, done }) => {
      const button = does[id] && id === current;
      return html`<li key=${id} class=${done ? "tour__beat--done" : ""}>
        ${done && html`<${Icon} name="check" size=${16} />`}
        ${done && html`<span class="sr-only">${t("tour.tick")}: </span>`}
        ${button
          ? html`<button
              type="button"
              class="button tour__beat-button"
              data-tour=${id}
              aria-disabled=${String(working)}
              onClick=${does[id]}
            >${says[id]}</button>`
          : html`<span>${says[id]}</span>`}
      </li>`;
    })}
  </ol>`;
}

function Notes({ world, step, unknown, error, reread }) {
  const { bot } = world.stage;
  const problem = problemOf(world, step);
  return html`${unknown && html`<p class="tour__note">${t("tour.unknown")}</p>`}
    ${reread && html`<p class="tour__note">${t("tour.reread")}</p>`}
    ${(step === "crash" || bot !== "running") &&
    html`<p class="tour__bot tour__bot--${bot}">
      <i aria-hidden="true" />${t(`shell.bot.${bot}`)}
    </p>`}
    ${problem &&
    html`<p class="tour__problem">
      ${t(`tour.problem.${PROBLEMS.has(problem) ? problem : "other"}`)}
    </p>`}
    ${error && html`<p class="tour__error" role="alert">${error}</p>`}`;
}

function Acts({ step, done, problem, working, onNext, onBack, onOver }) {
  const first = step === STEPS[0];
  const last = step === moved(step, 1);
  const wording = last ? "finish" : done ? "next" : NAMED.has(step) ? `${step}.go` : "go";
  return html`<div class="tour__acts">
    <button
      type="button"
      class="button button--quiet"
      data-tour="back"
      hidden=${first}
      onClick=${onBack}
    >${t("tour.back")}</button>
    <button
      type="button"
      class="button button--primary tour__next"
      data-tour=${problem ? "over" : "next"}
      aria-disabled=${String(working)}
      onClick=${problem ? onOver : onNext}
    >
      ${working && html`<span class="spinner" aria-hidden="true" />`}
      ${working ? t("tour.busy") : t(problem ? "tour.over" : `tour.${wording}`)}
    </button>
  </div>`;
}
