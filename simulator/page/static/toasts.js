// Short sentences at the edge of the page, above all why something was refused.

import { Component, html } from "./vendor/htm-preact.module.js";
import { Refusal } from "./act.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

const SHOWN_MS = { good: 4_000, bad: 10_000 }; // A refusal takes longer to read.
const AT_MOST = 3;

let show = () => {};

/** Show one calm sentence; `tone` is "bad" or "good". */
export function toast(text, tone = "good") {
  show(text, tone);
}

/** Show why something failed: `act(…).catch(complain)`. Resolves to null. */
export function complain(error) {
  show(error instanceof Refusal ? error.text : t("shell.broken"), "bad");
  return null;
}

/** The one region where toasts appear. A refusal that nobody caught is shown here too. */
export class Toasts extends Component {
  state = { toasts: [] };
  last = 0;

  componentDidMount() {
    show = (text, tone) => this.add(text, tone);
    this.uncaught = (event) => {
      if (!(event.reason instanceof Refusal)) return;
      event.preventDefault();
      complain(event.reason);
    };
    addEventListener("unhandledrejection", this.uncaught);
  }

  componentWillUnmount() {
    removeEventListener("unhandledrejection", this.uncaught);
  }

  add(text, tone) {
    this.last += 1;
    const id = this.last;
    this.setState(({ toasts }) => {
      const others = toasts.filter((other) => other.text !== text);
      return { toasts: [...others, { id, text, tone }].slice(-AT_MOST) };
    });
    setTimeout(() => this.drop(id), SHOWN_MS[tone]);
  }

  drop(id) {
    this.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));
  }

  render(_, { toasts }) {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${toasts.map(
        ({ id, text, tone }) => html`<div key=${id} class="toast toast--${tone}">
          <${Icon} name=${tone === "bad" ? "warning" : "check"} />
          <p dir="auto">${text}</p>
          <button
            type="button"
            class="icon-button"
            aria-label=${t("shell.dismiss")}
            onClick=${() => this.drop(id)}
          ><${Icon} name="close" size=${16} /></button>
        </div>`,
      )}
    </div>`;
  }
}
