// The guided story: goes through its steps, does their deeds when asked, sees when they are done.
// What a step says is drawn by tour_card.js, where it points by sights.js and spotlight.js.

import { act } from "./act.js";
import { announce } from "./announce.js";
import { names, targetsOf } from "./sights.js";
import { Spotlight } from "./spotlight.js";
import { beatsOf, isAhead, isDone, moved, paramsOf, problemOf, stepOf } from "./story.js";
import { TourCard } from "./tour_card.js";
import { Component, html } from "./vendor/htm-preact.module.js";
import { locale, t } from "./words.js";

const SETTLES_MS = 3_000; // The answer came, but the world is not as expected: wait no longer.
const TYPING = "input, textarea, select, [contenteditable]";
const OPEN_THINGS = "dialog, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** The story at `step` (any text: an unknown one is the first, with a note). */
export class Tour extends Component {
  state = { busy: null, error: "", tapped: false, reread: 0, linked: "" };

  componentDidMount() {
    this.spotlight = new Spotlight();
    addEventListener("keydown", this.escapes);
    addEventListener("click", this.watchesTaps, { capture: true });
    if (document.activeElement !== document.body) this.focusNext();
    this.arrives();
    this.pointOut();
  }

  componentDidUpdate(before) {
    if (stepOf(before.step) !== this.step) this.arrives();
    else if (!isDone(before.world, this.step) && this.done) this.wasDone();
    this.pointOut();
  }

  componentWillUnmount() {
    removeEventListener("keydown", this.escapes);
    removeEventListener("click", this.watchesTaps, { capture: true });
    clearTimeout(this.settling);
    this.spotlight.close();
  }

  get step() {
    return stepOf(this.props.step);
  }

  get done() {
    return isDone(this.props.world, this.step);
  }

  get working() {
    const { busy } = this.state;
    return Boolean(busy && !(busy.answered && busy.until(this.props.world)));
  }

  arrives() {
    const { world } = this.props;
    const { step } = this;
    this.setState({ error: "", tapped: false, linked: "" });
    const params = paramsOf(world, locale());
    announce(`${t(`tour.${step}.title`)}. ${t(`tour.${step}.do`, params)}`);
    const late = isAhead(world, step) && !problemOf(world, step);
    if (late) this.pull("story/go", { step }, (now) => !isAhead(now, step));
  }

  wasDone() {
    this.setState({ error: "" });
    const params = paramsOf(this.props.world, locale());
    announce(`${t("tour.tick")}. ${t(`tour.${this.step}.why`, params)}`);
    // Later than the phones' own care for the focus, which may have lost its button.
    requestAnimationFrame(() => this.focusNext());
  }

  focusNext() {
    const busyWith = document.activeElement;
    // A phone focuses its empty field by itself; only a text that was begun is typing.
    if (busyWith?.matches(TYPING) && busyWith.value) return;
    if (busyWith?.closest(OPEN_THINGS)) return;
    this.base?.querySelector("[data-tour=next]")?.focus({ preventScroll: true });
  }

  focusBack() {
    if (document.activeElement === document.body) this.focusNext();
  }

  pointOut() {
    const { world } = this.props;
    const beat = beatsOf(world, this.state.tapped).find((one) => !one.done)?.id;
    this.spotlight.point(targetsOf(world, this.step, this.done, beat));
  }

  async pull(lever, body, until = () => true) {
    if (this.working) return;
    const busy = { until, answered: false };
    const within = this.base.contains(document.activeElement);
    clearTimeout(this.settling);
    this.setState({ busy, error: "" });
    try {
      await act(lever, body);
      this.setState({ busy: { until, answered: true } });
      this.settling = setTimeout(() => this.setState({ busy: null }), SETTLES_MS);
      // A button that has done its work leaves the card, and the focus must not leave with it.
      if (within) requestAnimationFrame(() => this.focusBack());
    } catch (refusal) {
      this.setState({ busy: null, error: refusal.text ?? t("tour.failed") });
    }
  }

  next = () => {
    const { step } = this;
    if (this.working) return;
    if (!this.done) this.pull("story/go", { step: moved(step, 1) }, (now) => isDone(now, step));
    else if (step === moved(step, 1)) this.props.onLeave();
    else this.props.onStep(moved(step, 1));
  };

  back = () => {
    const earlier = moved(this.step, -1);
    this.setState(({ reread }) => ({ reread: reread + 1 }));
    this.props.onStep(earlier);
    // The first step has no Back: the focus must not fall out of the card with it.
    if (earlier === moved(earlier, -1)) this.focusNext();
  };

  startOver = async () => {
    await this.pull("reset", { locale: this.props.world.locale });
    if (!this.state.error) this.props.onStep(moved(this.step, -Infinity));
  };

  copyLink = async () => {
    const link = new URL(location.href);
    link.searchParams.set("scenario", this.step);
    let linked = "tour.linked";
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      linked = "tour.unlinked";
    }
    this.setState({ linked });
    announce(t(linked));
  };

  escapes = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (at.matches(TYPING) || at.closest(`${OPEN_THINGS}, [data-panel=levers]`)) return;
    this.props.onLeave();
  };

  watchesTaps = (event) => {
    const { world } = this.props;
    const label = event.target.closest?.("[data-phone] [data-label]")?.dataset.label;
    const alone = this.step === "crash" && world.stage.bot !== "running";
    if (alone && label && names(label, "paid")) this.setState({ tapped: true });
  };

  render({ world, step: wanted, onLeave }, { error, tapped, reread, linked }) {
    return html`<${TourCard}
      world=${world}
      step=${this.step}
      unknown=${wanted !== this.step}
      working=${this.working}
      error=${error}
      beats=${beatsOf(world, tapped)}
      reread=${reread === 1}
      linked=${linked}
      onNext=${this.next}
      onBack=${this.back}
      onLeave=${onLeave}
      onLink=${this.copyLink}
      onKill=${() => this.pull("bot/kill", {})}
      onStart=${() => this.pull("bot/start", {})}
      onOver=${this.startOver}
    />`;
  }
}
