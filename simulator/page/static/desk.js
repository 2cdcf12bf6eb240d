// The row of phones: how many fit, which are in view, and tabs when they do not all fit.

import { Component, html } from "./vendor/htm-preact.module.js";
import { AddPerson } from "./add_person.js";
import { Boundary } from "./boundary.js";
import { Phone } from "./phone.js";
import { t } from "./words.js";

const NARROWEST_PX = 286; // Three, the story and the "+" stand side by side from 1280 px on.
const GAP_PX = 16; // --s-4, the gap of .desk__row.
const ADD_PX = 52; // The "+" at the row's end, with its gap.

/** The phones of all people of `world`. */
export class Desk extends Component {
  state = { fits: 3, first: 0, chosen: null };
  root = { current: null };
  row = { current: null };
  wanted = null;

  componentDidMount() {
    this.sizes = new ResizeObserver(([{ contentRect }]) => this.measure(contentRect.width));
    this.sizes.observe(this.root.current);
  }

  componentWillUnmount() {
    this.sizes.disconnect();
  }

  componentDidUpdate() {
    if (!this.props.world.people.some(({ id }) => String(id) === this.wanted)) return;
    this.show(this.wanted);
    this.wanted = null;
    // The "+" may have moved to the tabs, away under the focus.
    if (document.activeElement !== document.body) return;
    this.root.current.querySelector("[data-opens=add]").focus({ preventScroll: true });
  }

  measure(width) {
    const room = width - 2 * GAP_PX - ADD_PX;
    const fits = Math.floor((room + GAP_PX) / (NARROWEST_PX + GAP_PX));
    this.setState({ fits: Math.max(1, fits) });
  }

  /** Bring a person's phone into view and mark their tab. */
  show = (id) => {
    this.setState({ chosen: id });
    const phone = document.getElementById(`phone-${id}`);
    phone?.scrollIntoView({ inline: "start", block: "nearest" });
  };

  onScroll = () => {
    const { scrollLeft, firstElementChild: phone } = this.row.current;
    const first = Math.round(Math.abs(scrollLeft) / (phone.offsetWidth + GAP_PX));
    if (first !== this.state.first) this.setState({ first });
  };

  /** The tab to mark: the chosen one while it is in view, else the first in view. */
  selected() {
    const { people } = this.props.world;
    const { first, fits, chosen } = this.state;
    const inView = people.slice(first, first + fits);
    return inView.find(({ id }) => String(id) === chosen) ?? inView[0] ?? people[0];
  }

  onAdded = (id) => {
    this.wanted = id;
    this.setState({});
  };

  render({ world }, { fits, first }) {
    const { people } = world;
    const tabbed = people.length > fits;
    const add = html`<${AddPerson} onAdded=${this.onAdded} />`;
    return html`<div ref=${this.root} class="desk ${tabbed ? "desk--tabbed" : ""}">
      ${tabbed &&
      html`<div class="desk__tabs">
        <${Tabs} people=${people} selected=${this.selected()} onShow=${this.show} />${add}
      </div>`}
      <div
        ref=${this.row}
        class="desk__row"
        style=${{ "--fits": fits }}
        onScroll=${this.onScroll}
      >
        ${people.map((person, at) => {
          const focus = !tabbed || (at >= first && at < first + fits);
          return html`<${Place} key=${person.id} ...${{ world, person, focus, tabbed }} />`;
        })}
        ${!tabbed && html`<div class="desk__add">${add}</div>`}
      </div>
    </div>`;
  }
}

function Place({ world, person, focus, tabbed }) {
  const tab = tabbed ? { role: "tabpanel", "aria-labelledby": `tab-${person.id}` } : {};
  return html`<div class="desk__phone" id="phone-${person.id}" ...${tab}>
    <${Boundary}><${Phone} world=${world} person=${person} focus=${focus} /><//>
  </div>`;
}

class Tabs extends Component {
  list = { current: null };

  componentDidMount() {
    this.componentDidUpdate({});
  }

  componentDidUpdate({ selected }) {
    if (selected === this.props.selected) return;
    const list = this.list.current;
    const tab = document.getElementById(`tab-${this.props.selected.id}`);
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }

  onKeyDown = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const { people, selected, onShow } = this.props;
    const next = people.at((people.indexOf(selected) + step) % people.length);
    onShow(String(next.id));
    document.getElementById(`tab-${next.id}`).focus({ preventScroll: true });
  };

  render({ people, selected, onShow }) {
    return html`<div
      ref=${this.list}
      role="tablist"
      class="tabs"
      aria-label=${t("shell.people")}
      onKeyDown=${this.onKeyDown}
    >
      ${people.map(
        (person) => html`<button
          key=${person.id}
          type="button"
          role="tab"
          id="tab-${person.id}"
          class="tabs__tab"
          data-tab=${person.id}
          data-role=${person.role}
          aria-selected=${String(person === selected)}
          aria-controls="phone-${person.id}"
          tabindex=${person === selected ? 0 : -1}
          onClick=${() => onShow(String(person.id))}
        >
          <span class="tabs__role">${t(`shell.role.${person.role}`)}</span>
          <bdi class="tabs__name">${person.name}</bdi>
        </button>`,
      )}
    </div>`;
  }
}
