// The world's time: written for people, and running on between two words from the server.

import { Component, html } from "./vendor/htm-preact.module.js";
import { locale, t } from "./words.js";

// 24 hours on the clock in both languages, as the bot's own messages have it.
const TAGS = { en: "en-GB", uk: "uk-UA" };
const SHAPES = {
  long: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};

const TICK_MS = 5_000;

/** "Mon 2 Mar, 10:24" or, with shape "short", "2 Mar, 10:24"; `iso` is read as it stands. */
function clockText(iso, shape, laterMs) {
  const wall = new Date(Date.parse(`${iso.slice(0, 19)}Z`) + laterMs);
  const shown = { ...SHAPES[shape], timeZone: "UTC" };
  return new Intl.DateTimeFormat(TAGS[locale()], shown).format(wall);
}

/** The clock in the bar; `now` is the server's last word. Narrow pages leave the weekday out. */
export class Clock extends Component {
  heardAt = Date.now();

  componentDidMount() {
    this.timer = setInterval(() => this.setState({}), TICK_MS);
  }

  componentWillReceiveProps({ now }) {
    if (now !== this.props.now) this.heardAt = Date.now();
  }

  componentWillUnmount() {
    clearInterval(this.timer);
  }

  render({ now }) {
    const later = Date.now() - this.heardAt;
    const full = clockText(now, "long", later);
    return html`<span class="bar__clock" data-clock title=${t("shell.clock", { time: full })}>
      <span class="bar__clock-long">${full}</span>
      <span class="bar__clock-short">${clockText(now, "short", later)}</span>
    </span>`;
  }
}
