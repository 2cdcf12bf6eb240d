// The log under the phones: calls and updates as lines, filtered, newest at the bottom.
import { html, Component } from "./vendor/htm-preact.module.js";
import { announce } from "./announce.js";
import { Icon } from "./icons.js";
import { failed, Line } from "./log_line.js";
import { day } from "./moments.js";
import { t } from "./words.js";

const NEAR_PX = 24; // This near to the end counts as being at the end.

/** The lines that fit the filters. `clearedTo` is the number of the last line wiped off. */
export function fitting(calls, { person, search, failures, clearedTo, pausedAt }, names = {}) {
  const wanted = search.trim().toLocaleLowerCase();
  return calls.filter((call) =>
    call.n > clearedTo
    && (pausedAt === null || call.n <= pausedAt)
    && (person === null || call.person === person)
    && (!failures || failed(call))
    && (!wanted || [call.name, call.summary, names[call.person], call.status].some((text) =>
      String(text ?? "").toLocaleLowerCase().includes(wanted))));
}

/** The panel. `world.calls` has the newest 300; nothing here changes them. */
export class Log extends Component {
  constructor(props) {
    super(props);
    this.state = { person: null, search: "", failures: false, clearedTo: -1, pausedAt: null,
      away: false };
    this.atEnd = true;
  }

  shouldComponentUpdate(next, state) {
    return state !== this.state || next.world.calls !== this.props.world.calls
      || next.world.people !== this.props.world.people;
  }

  componentDidMount() {
    this.stick();
  }

  componentDidUpdate() {
    this.forgetAnotherWorld();
    this.stick();
  }

  /** After a start over the numbers begin again: what was wiped or paused is of the past. */
  forgetAnotherWorld() {
    const last = this.props.world.calls.at(-1)?.n ?? -1;
    const { clearedTo, pausedAt, person } = this.state;
    const gone = person !== null && !this.props.world.people.some(({ id }) => id === person);
    if (gone) this.setState({ person: null });
    if (clearedTo > last) this.setState({ clearedTo: -1 });
    if (pausedAt !== null && pausedAt > last) this.setState({ pausedAt: null });
  }

  /** Stay at the newest line, unless the reader has scrolled away from it. */
  stick() {
    if (this.atEnd && this.list) this.list.scrollTop = this.list.scrollHeight;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.list;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    if (this.state.away === this.atEnd) this.setState({ away: !this.atEnd });
  }

  toEnd() {
    this.atEnd = true;
    this.stick();
    this.setState({ away: false });
  }

  clear() {
    this.setState({ clearedTo: this.props.world.calls.at(-1)?.n ?? -1 });
    announce(t("levers.log.cleared"));
  }

  pause() {
    const last = this.props.world.calls.at(-1)?.n ?? -1;
    this.setState({ pausedAt: this.state.pausedAt === null ? last : null });
  }

  render({ world }, state) {
    const names = Object.fromEntries(world.people.map(({ id, name }) => [id, name]));
    const lines = fitting(world.calls, state, names);
    const waiting = state.pausedAt === null ? 0
      : fitting(world.calls, { ...state, pausedAt: null }, names).length - lines.length;
    return html`
      <section class="log" data-panel="log" aria-labelledby="log-title">
        ${this.bar(world.people, state, waiting)}
        <div class="log-scroll" onScroll=${() => this.scrolled()}
          ref=${(element) => { this.list = element; }}>
          ${lines.length === 0 && html`
            <p class="log-empty">${t(world.calls.length ? why(state) : "levers.log.empty")}</p>`}
          <ol class="log-lines" aria-label=${t("levers.log.list")} onKeyDown=${walk}>
            ${lines.flatMap((call, at) => [
              dayBefore(lines[at - 1], call),
              html`<${Line} key=${call.n} call=${call} newest=${at === lines.length - 1}
                name=${names[call.person] || t("levers.log.nobody")} />`,
            ])}
          </ol>
        </div>
        ${state.away && html`
          <button type="button" class="button log-latest" onClick=${() => this.toEnd()}>
            <${Icon} name="arrow-down" size=${16} />${t("levers.log.latest")}
          </button>`}
      </section>`;
  }

  bar(people, state, waiting) {
    const paused = state.pausedAt !== null;
    const set = (values) => this.setState(values);
    return html`
      <div class="log-bar">
        <h2 class="log-title" id="log-title" title=${t("levers.log.lead")}>
          ${t("levers.log.title")}
        </h2>
        <div class="log-tools">
          <${Tool} name="failures" icon="filter" pressed=${String(state.failures)}
            onClick=${() => set({ failures: !state.failures })} />
          <${Tool} name=${paused ? "resume" : "pause"} icon=${paused ? "play" : "pause"}
            onClick=${() => this.pause()} />
          <${Tool} name="clear" icon="trash" onClick=${() => this.clear()} />
        </div>
        <${Whose} people=${people} chosen=${state.person} onChoice=${(person) => set({ person })} />
        <label class="log-search">
          <span class="sr-only">${t("levers.log.search")}</span>
          <${Icon} name="search" size=${16} />
          <input class="input" type="search" placeholder=${t("levers.log.search")}
            value=${state.search} onInput=${({ target }) => set({ search: target.value })} />
        </label>
        ${paused && html`
          <p class="log-paused">${t("levers.log.paused", { count: waiting })}</p>`}
      </div>`;
  }
}

/** The day, where the world's clock has jumped to another one since the line before. */
function dayBefore(before, { n, at }) {
  const jumped = before && before.at.slice(0, 10) !== at.slice(0, 10);
  return jumped && html`<li key=${`day-${n}`} class="log-day">${day(at)}</li>`;
}

/** Arrows, Home and End go from line to line: three hundred stops are too many for Tab. */
function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll(".log-row")];
  const here = rows.indexOf(event.target);
  const there = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: rows.length - 1 }[event.key];
  if (here < 0 || there === undefined) return;
  event.preventDefault();
  rows[there]?.focus();
}

/** Why no line is shown, though there are some. */
const why = ({ person, search, failures }) =>
  (person !== null || search || failures ? "levers.log.nothing" : "levers.log.cleared");

const Whose = ({ people, chosen, onChoice }) => html`
  <div class="log-people" role="group" aria-label=${t("levers.log.people")}>
    ${[{ id: null, name: t("levers.log.everybody") }, ...people].map(({ id, name }) => html`
      <button type="button" class="chip" key=${id} data-person=${id ?? "all"}
        aria-pressed=${String(chosen === id)} onClick=${() => onChoice(id)}>
        <bdi>${name}</bdi>
      </button>`)}
  </div>`;

const Tool = ({ name, icon, pressed, onClick }) => html`
  <button type="button" class="chip" data-log=${name} aria-pressed=${pressed} onClick=${onClick}
    title=${t(`levers.log.${name}`)}>
    <${Icon} name=${icon} size=${16} /><span>${t(`levers.log.${name}`)}</span>
  </button>`;
