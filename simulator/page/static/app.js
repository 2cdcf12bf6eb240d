// The page: puts its parts together and keeps what belongs to none of them.

import { Component, html, render } from "./vendor/htm-preact.module.js";
import { announce } from "./announce.js";
import { Bar } from "./bar.js";
import { Boundary } from "./boundary.js";
import { Desk } from "./desk.js";
import { Levers } from "./levers.js";
import { Log } from "./log.js";
import { LostLink, Notices, endInvitation } from "./notices.js";
import { scenario, setScenario } from "./scenario.js";
import { showTheme } from "./theme.js";
import { showTitle } from "./title.js";
import { Toasts } from "./toasts.js";
import { Tour } from "./tour.js";
import { locale, onLocale, setLocale, suggestLocale, t } from "./words.js";
import { connect } from "./world.js";

const FIRST_STEP = "welcome";
const ONE_PANEL = matchMedia("(max-width: 699px)"); // shell.css: panels are sheets there.

/** The whole page. `step` is the story's step while the story is open, else null. */
class App extends Component {
  state = { world: null, link: "live", step: scenario(), levers: false, log: false, offer: true };

  componentDidMount() {
    onLocale(() => this.setState({}));
    document.addEventListener("visibilitychange", () => showTitle(this.state.world));
    connect(
      (world) => this.onWorld(world),
      (link) => this.setState({ link }),
    );
  }

  componentDidUpdate(_, before) {
    const { world, step } = this.state;
    showTitle(world);
    if (step !== null) endInvitation();
    if (world && !before.world) document.body.dataset.ready = "";
    const bot = world?.stage?.bot;
    if (bot && before.world && bot !== before.world.stage?.bot) announce(t(`shell.bot.${bot}`));
  }

  onWorld(world) {
    suggestLocale(world.locale);
    this.setState({ world });
  }

  onPanel = (name) => {
    if (name === "tour") return this.state.step === null ? this.onStory() : this.onLeave();
    const opened = !this.state[name];
    this.closeOthers();
    this.setState({ [name]: opened }, () => opened && focusOn(`.shell__${name}`));
  };

  onStory = () => {
    this.closeOthers();
    this.onStep(FIRST_STEP);
  };

  onStep = (step) => {
    setScenario(step);
    this.setState({ step });
  };

  onLeave = () => {
    setScenario(null);
    this.setState({ step: null }, () => focusOn('[data-opens="tour"]'));
  };

  onLanguage = (code) => {
    this.setState({ offer: true });
    setLocale(code);
  };

  closeOthers() {
    if (ONE_PANEL.matches) this.setState({ levers: false, log: false });
  }

  close(name) {
    this.setState({ [name]: false }, () => focusOn(`[data-opens="${name}"]`));
  }

  render(_, state) {
    const { world, link, step } = state;
    const open = { tour: step !== null, levers: state.levers, log: state.log };
    return html`<div class="shell">
      <a class="skip" href="#phones">${t("shell.skip")}</a>
      <${Bar}
        world=${world}
        link=${link}
        open=${open}
        onPanel=${this.onPanel}
        onLanguage=${this.onLanguage}
      />
      ${world ? this.parts(state) : html`<main class="shell__wait">${t("shell.loading")}</main>`}
      <aside class="overlay" aria-label=${t("shell.messages")}>
        <${LostLink} link=${link} /><${Toasts} />
      </aside>
    </div>`;
  }

  parts({ world, step, levers, log, offer }) {
    const endOffer = () => this.setState({ offer: false });
    return html`
      <${Notices}
        world=${world}
        story=${step !== null}
        offer=${offer}
        onStory=${this.onStory}
        onOfferEnd=${endOffer}
      />
      ${step !== null &&
      html`<div class="shell__tour">
        <${Boundary}>
          <${Tour} world=${world} step=${step} onStep=${this.onStep} onLeave=${this.onLeave} />
        <//>
      </div>`}
      <main id="phones" class="shell__phones" tabindex="-1" aria-label=${t("shell.main")}>
        <${Desk} key=${locale()} world=${world} />
      </main>
      ${levers &&
      this.panel(
        "levers",
        html`<${Levers} world=${world} onClose=${() => this.close("levers")} />`,
      )}
      ${log && this.panel("log", html`<${Log} key=${locale()} world=${world} />`)}
    `;
  }

  panel(name, content) {
    const onKeyDown = (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.close(name);
    };
    return html`<aside
      class="shell__${name}"
      tabindex="-1"
      aria-label=${t(`shell.${name}`)}
      onKeyDown=${onKeyDown}
    ><${Boundary}>${content}<//></aside>`;
  }
}

function focusOn(selector) {
  document.querySelector(selector)?.focus({ preventScroll: true });
}

showTheme();
render(html`<${App} />`, document.getElementById("app"));
