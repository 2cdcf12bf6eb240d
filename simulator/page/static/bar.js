// The bar at the top: the name, the world's clock, the bot's state, and the page's switches.

import { Component, html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { Clock } from "./clock.js";
import { Icon, Mark } from "./icons.js";
import { THEMES, setTheme, theme } from "./theme.js";
import { complain } from "./toasts.js";
import { LOCALES, locale, t } from "./words.js";

const LANGUAGE_MARKS = { en: "EN", uk: "УКР" };
const THEME_ICONS = { system: "system", light: "sun", dark: "moon" };
const PANELS = [
  { name: "tour", words: "shell.story", icon: "book" },
  { name: "levers", words: "shell.levers", icon: "sliders" },
  { name: "log", words: "shell.log", icon: "code" },
];

/** `link` is "live" or "lost", `open` says of each panel whether it is open. */
export function Bar({ world, link, open, onPanel, onLanguage }) {
  return html`<header class="bar">
    <div class="bar__brand">
      <${Mark} />
      <h1 class="bar__name">${t("shell.title")}</h1>
      <p class="bar__promise">${t("shell.promise")}</p>
      ${world && html`<${WorldState} world=${world} link=${link} />`}
    </div>
    <nav class="bar__panels" aria-label=${t("shell.bar")}>
      ${PANELS.map(
        (panel) => html`<${Toggle} ...${panel} open=${open[panel.name]} onPanel=${onPanel} />`,
      )}
    </nav>
    <div class="bar__switches">
      <${Languages} onLanguage=${onLanguage} />
      <${ThemeSwitch} />
    </div>
  </header>`;
}

function WorldState({ world, link }) {
  const bot = link === "live" ? (world.stage?.bot ?? "starting") : "unheard";
  return html`<p class="bar__world">
    <span class="bar__bot bar__bot--${bot}" data-bot=${bot}>
      <span class="bar__dot" aria-hidden="true"></span>
      <span class="bar__state">${t(`shell.bot.${bot}`)}</span>
    </span>
    ${bot === "down" && html`<${StartBot} />`}
    <${Clock} now=${world.now} />
  </p>`;
}

function StartBot() {
  return html`<button
    type="button"
    class="bar__start"
    onClick=${() => act("bot/start").catch(complain)}
  >${t("shell.bot.start")}</button>`;
}

function Toggle({ name, words, icon, open, onPanel }) {
  return html`<button
    type="button"
    class="button bar__toggle bar__toggle--${name}"
    data-opens=${name}
    aria-expanded=${String(open)}
    title=${t(`${words}.hint`)}
    onClick=${() => onPanel(name)}
  ><${Icon} name=${icon} size=${18} />${t(words)}</button>`;
}

function Languages({ onLanguage }) {
  return html`<div role="group" aria-label=${t("shell.language")}>
    ${LOCALES.map(
      (code) => html`<button
        type="button"
        class="bar__language"
        lang=${code}
        data-language=${code}
        aria-pressed=${String(code === locale())}
        aria-label=${t(`shell.language.${code}`)}
        title=${t(`shell.language.${code}`)}
        onClick=${() => onLanguage(code)}
      >${LANGUAGE_MARKS[code]}</button>`,
    )}
  </div>`;
}

class ThemeSwitch extends Component {
  render() {
    const chosen = theme();
    const next = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
    const change = () => {
      setTheme(next);
      this.setState({});
    };
    return html`<button
      type="button"
      class="icon-button"
      data-theme-choice=${next}
      aria-label=${t(`shell.theme.${chosen}`)}
      title=${t(`shell.theme.${chosen}`)}
      onClick=${change}
    ><${Icon} name=${THEME_ICONS[chosen]} /></button>`;
  }
}
