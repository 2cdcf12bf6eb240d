// Says things to screen readers, politely. It shows nothing.

const GAP_MS = 60; // Emptied first: readers say nothing when the same text is set again.

let waiting = 0;

/** Read `text` out when the reader has finished what it says now. */
export function announce(text) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    region.textContent = text;
  }, GAP_MS);
}
