// Keeps a broken part from taking the page with it. The error still reaches the console.

import { Component, html } from "./vendor/htm-preact.module.js";
import { t } from "./words.js";

/** Draws its children; when one of them throws, one sentence and a way to draw it again. */
export class Boundary extends Component {
  state = { broken: false };

  componentDidCatch(error) {
    this.setState({ broken: true });
    reportError(error);
  }

  render({ children }, { broken }) {
    if (!broken) return children;
    return html`<div class="broken" role="alert">
      <p>${t("shell.broken.part")}</p>
      <button type="button" class="button" onClick=${() => this.setState({ broken: false })}>
        ${t("shell.broken.again")}
      </button>
    </div>`;
  }
}
