// Moments of the world as the levers and the log write them. Their clock is the world's, not ours.
import { locale } from "./words.js";

// 24 hours on the clock in both languages, as the bot's own messages have it.
const TAGS = { en: "en-GB", uk: "uk-UA" };
const DAY = { weekday: "long", day: "numeric", month: "long" };

/** "Monday 2 March at 10:00": "2026-03-02T10:00:00+02:00" keeps its own hour, wherever we are. */
export const moment = (at) => written(at, { ...DAY, hour: "2-digit", minute: "2-digit" });

/** "Monday 2 March". */
export const day = (at) => written(at, DAY);

function written(at, shape) {
  const wall = new Date(`${String(at).slice(0, 19)}Z`);
  return new Intl.DateTimeFormat(TAGS[locale()], { ...shape, timeZone: "UTC" }).format(wall);
}
