// Writes the world's time for people. It does not tick: the server says what time it is.

import { locale } from "./words.js";

// 24 hours on the clock in both languages, as the bot's own messages have it.
const TAGS = { en: "en-GB", uk: "uk-UA" };
const SHAPES = {
  long: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  short: { hour: "2-digit", minute: "2-digit" },
};

/** "Mon, 2 Mar, 10:24" or, with shape "short", "10:24"; `iso` is read as it stands, zone or not. */
export function clockText(iso, shape = "long") {
  const wall = new Date(`${iso.slice(0, 19)}Z`);
  const shown = { ...SHAPES[shape], timeZone: "UTC" };
  return new Intl.DateTimeFormat(TAGS[locale()], shown).format(wall);
}
