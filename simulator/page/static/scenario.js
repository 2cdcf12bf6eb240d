// The story's step in the page's address, `?scenario=<step>`. What a step is, the tour knows.

/** The step that the address asks for, as it stands there, or null. */
export function scenario() {
  return new URLSearchParams(location.search).get("scenario");
}

/** Write `step` into the address, or take it out with null; no entry in the history. */
export function setScenario(step) {
  const url = new URL(location.href);
  if (step === null) url.searchParams.delete("scenario");
  else url.searchParams.set("scenario", step);
  history.replaceState(history.state, "", url);
}
