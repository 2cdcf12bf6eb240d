// Small windows inside a phone: a question or an alert, and the menu of a message.
import { Component, html } from "./vendor/htm-preact.module.js";
import { Icon } from "./icons.js";
import { t } from "./words.js";

let count = 0;

/**
 * A dialog: title, text, actions [{label, run, primary}], onClose. The first primary action has
 * the focus; Escape closes; the focus goes back to where it was.
 */
export class Ask extends Component {
  id = `ask-${(count += 1)}`;

  componentDidMount() {
    this.base.querySelector(".button--primary, .button").focus();
  }

  keyed(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.props.onClose();
  }

  render({ title, text, actions, onClose, children }) {
    const run = (action) => () => {
      onClose();
      if (action.run) action.run();
    };
    return html`<div class="m-veil" onKeyDown=${(event) => this.keyed(event)}>
      <div class="m-ask" role="alertdialog" aria-modal="true" aria-labelledby=${this.id}
        aria-describedby=${`${this.id}-text`}>
        <h3 id=${this.id} class="m-ask-title"><bdi>${title}</bdi></h3>
        <div id=${`${this.id}-text`} class="m-ask-text" dir="auto">${text}${children}</div>
        <div class="m-ask-actions">
          ${actions.map(
            (action) => html`<button key=${action.label} type="button" onClick=${run(action)}
              class=${action.primary ? "button button--primary" : "button"}>
              ${action.label}</button>`,
          )}
        </div>
      </div>
    </div>`;
  }
}

/** The menu of one message: items [{icon, label, run}], top (pixels from the phone's top). */
export class Menu extends Component {
  componentDidMount() {
    this.items()[0].focus({ preventScroll: true });
  }

  items() {
    return [...this.base.querySelectorAll("button")];
  }

  keyed(event) {
    const items = this.items();
    const at = items.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    if (event.key === "Escape" || event.key === "Tab") this.props.onClose();
    else if (event.key in steps) items.at(steps[event.key] % items.length).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  render({ items, top, out, onClose }) {
    const run = (item) => () => {
      onClose();
      item.run();
    };
    return html`<div class="m-catcher" onClick=${onClose}>
      <div class=${out ? "m-menu m-menu-out" : "m-menu"} role="menu" style=${{ top: `${top}px` }}
        aria-label=${t("messenger.actions")} onKeyDown=${(event) => this.keyed(event)}>
        ${items.map(
          (item) => html`<button key=${item.icon} type="button" role="menuitem" tabindex="-1"
            onClick=${run(item)}><${Icon} name=${item.icon} size=${18} />${item.label}</button>`,
        )}
      </div>
    </div>`;
  }
}
