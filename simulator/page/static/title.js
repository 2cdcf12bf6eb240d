// The tab's title counts what rang while nobody looked. The rings themselves are the phones'.

import { t } from "./words.js";

let seen = 0;

/** Show in the title how many messages rang since the page was last visible. */
export function showTitle(world) {
  const rings = Object.values(world?.chats ?? {}).reduce((sum, chat) => sum + chat.rings, 0);
  if (!document.hidden || rings < seen) seen = rings;
  const missed = rings - seen;
  document.title = missed > 0 ? `(${missed}) ${t("shell.title")}` : t("shell.title");
}
