// A ring around what the story speaks of. It follows its target, takes no taps and darkens nothing.

const MARGIN_PX = 4;
const LEAST_PX = 8; // Less of the target in sight: the ring would point at nothing.

/** Points at the first of some CSS selectors that is on the page; one for the whole page. */
export class Spotlight {
  #selectors = [];
  #target = null;
  #frame = 0;
  #ring = document.createElement("div");
  #sizes = new ResizeObserver(() => this.#wake());
  #nodes = new MutationObserver(() => this.#wake());
  #wakes = () => this.#wake();

  constructor() {
    this.#ring.className = "tour-ring";
    this.#ring.setAttribute("aria-hidden", "true");
    this.#ring.hidden = true;
    document.body.append(this.#ring);
    this.#sizes.observe(document.body);
    this.#nodes.observe(document.body, { childList: true, subtree: true });
    addEventListener("scroll", this.#wakes, { capture: true, passive: true });
    addEventListener("resize", this.#wakes, { passive: true });
    addEventListener("transitionend", this.#wakes, { passive: true });
  }

  /** Look at the first of `selectors` that is in sight; none: no ring. */
  point(selectors) {
    this.#selectors = selectors;
    this.#wake();
  }

  /** Take the ring away for good. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.#sizes.disconnect();
    this.#nodes.disconnect();
    removeEventListener("scroll", this.#wakes, { capture: true });
    removeEventListener("resize", this.#wakes);
    removeEventListener("transitionend", this.#wakes);
    this.#ring.remove();
  }

  #wake() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#follow();
    });
  }

  #follow() {
    const target = firstShown(this.#selectors);
    if (target !== this.#target) this.#turnTo(target);
    const seen = target && inSight(target);
    this.#ring.hidden = !seen;
    if (!seen) return;
    const { style } = this.#ring;
    style.transform = `translate(${seen.left - MARGIN_PX}px, ${seen.top - MARGIN_PX}px)`;
    style.width = `${seen.right - seen.left + 2 * MARGIN_PX}px`;
    style.height = `${seen.bottom - seen.top + 2 * MARGIN_PX}px`;
  }

  #turnTo(target) {
    if (this.#target) this.#sizes.unobserve(this.#target);
    this.#target = target;
    if (!target) return;
    this.#sizes.observe(target);
    const { borderTopLeftRadius } = getComputedStyle(target);
    this.#ring.style.borderRadius = `calc(max(${borderTopLeftRadius}, 10px) + ${MARGIN_PX}px)`;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "auto" : "smooth";
    const phone = target.closest("[data-phone]");
    if (!phone) return;
    const alone = phone.offsetWidth > innerWidth / 2;
    phone.scrollIntoView({ block: "nearest", inline: alone ? "start" : "nearest", behavior });
    scrollWithin(phone, target, behavior);
  }
}

/** Scroll the target into view on its phone; the phones beside it stay where they are. */
function scrollWithin(phone, target, behavior) {
  const pane = paneOf(phone, target);
  if (!pane) return;
  const [seen, box] = [pane.getBoundingClientRect(), target.getBoundingClientRect()];
  const below = box.bottom + MARGIN_PX - seen.bottom;
  const above = box.top - MARGIN_PX - seen.top;
  // Of a card that is taller than the pane the head is shown: it says how things stand.
  const top = Math.min(above, Math.max(below, 0));
  if (top !== 0) pane.scrollBy({ top, behavior });
}

function paneOf(phone, target) {
  for (let pane = target; pane !== phone; pane = pane.parentElement) {
    if (pane !== target && getComputedStyle(pane).overflowY === "auto") return pane;
  }
  return null;
}

function firstShown(selectors) {
  for (const selector of selectors) {
    const found = document.querySelector(selector);
    if (found?.getClientRects().length) return found;
  }
  return null;
}

/** The part of the element that its scrolling ancestors and the window show, or null. */
function inSight(element) {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let above = element.parentElement; above; above = above.parentElement) {
    if (above !== document.body && getComputedStyle(above).overflow === "visible") continue;
    const box = above === document.body ? windowBox() : above.getBoundingClientRect();
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.right);
    bottom = Math.min(bottom, box.bottom);
  }
  return right - left < LEAST_PX || bottom - top < LEAST_PX ? null : { left, top, right, bottom };
}

function windowBox() {
  return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
}
