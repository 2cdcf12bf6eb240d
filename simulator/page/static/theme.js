// Light, dark, or as the system has it. The colours themselves are in style/tokens.css.

import { keep, kept } from "./kept.js";

export const THEMES = ["system", "light", "dark"];

/** The chosen theme: "system", "light" or "dark". */
export function theme() {
  const chosen = kept("theme");
  return THEMES.includes(chosen) ? chosen : "system";
}

/** Choose and show a theme; it is kept for the next visit. */
export function setTheme(name) {
  keep("theme", name);
  showTheme();
}

/** Put the chosen theme on the page. */
export function showTheme() {
  const name = theme();
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}
