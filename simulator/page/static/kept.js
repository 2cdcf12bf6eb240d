// Small choices kept in this browser. Where storage is forbidden, they last as long as the page.

const PREFIX = "orderbell.";
const here = new Map();

/** The kept text, or null. */
export function kept(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

/** Keep `text` under `name`. */
export function keep(name, text) {
  here.set(name, text);
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // Private windows may forbid it; `here` has it.
  }
}
