// The page's words in the chosen language. The catalogues are in words/, one for each part; here
// each of their keys begins with its part: "shell.story" is "story" in words/shell.js.

import { keep, kept } from "./kept.js";
import levers from "./words/levers.js";
import messenger from "./words/messenger.js";
import shell from "./words/shell.js";
import tour from "./words/tour.js";

export const LOCALES = ["en", "uk"];

const PARTS = { shell, messenger, levers, tour };
const CATALOGUES = Object.fromEntries(LOCALES.map((code) => [code, catalogue(code)]));
const listeners = new Set();

const asked = new URLSearchParams(location.search).get("lang");
let current = [asked, kept("locale")].find((code) => LOCALES.includes(code)) ?? null;
const browsers = navigator.language.startsWith("uk") ? "uk" : "en";

/** The language of the page: "en" or "uk". */
export function locale() {
  return current ?? browsers;
}

/** Choose the language; kept for the next visit, and told to those who listen. */
export function setLocale(code) {
  keep("locale", code);
  change(code);
}

/** Take the world's language when nobody has chosen one yet. */
export function suggestLocale(code) {
  if (current === null && LOCALES.includes(code)) change(code);
}

/** Call `listener(code)` after each change of language; returns a function that stops. */
export function onLocale(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The sentence for `key`, with "{name}" filled from `params`; the key itself when unknown. */
export function t(key, params = {}) {
  const text = CATALOGUES[locale()][key] ?? CATALOGUES.en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
}

function catalogue(code) {
  const parts = Object.entries(PARTS).flatMap(([part, words]) =>
    Object.entries(words[code]).map(([key, text]) => [`${part}.${key}`, text]),
  );
  return Object.fromEntries(parts);
}

function change(code) {
  current = code;
  document.documentElement.lang = code;
  for (const listener of listeners) listener(code);
}

document.documentElement.lang = locale();
