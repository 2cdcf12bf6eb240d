// The "+" at the end of the phones: a small card that gives one more person a phone.

import { Component, html } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
import { Icon } from "./icons.js";
import { complain, toast } from "./toasts.js";
import { LOCALES, locale, t } from "./words.js";

const ROLES = ["seller", "customer", "stranger"];
const EDGE_PX = 12;

/** `onAdded(id)` is told of the new person, whose phone may not be there yet. */
export class AddPerson extends Component {
  state = { role: "seller", name: null, language: null, working: false, unnamed: false };
  button = { current: null };
  card = { current: null };

  /** A name nobody typed yet follows the role and the language. */
  name() {
    return this.state.name ?? t(`shell.add.name.${this.state.role}`);
  }

  place = (event) => {
    if (event.newState !== "open") return;
    const from = this.button.current.getBoundingClientRect();
    const card = this.card.current;
    const left = Math.min(from.right, innerWidth - EDGE_PX) - card.offsetWidth;
    const top = Math.min(from.bottom + 8, innerHeight - card.offsetHeight - EDGE_PX);
    card.style.left = `${Math.max(EDGE_PX, left)}px`;
    card.style.top = `${Math.max(EDGE_PX, top)}px`;
    card.querySelector("select").focus();
  };

  submit = async (event) => {
    event.preventDefault();
    const name = this.name().trim();
    if (!name) return this.setState({ unnamed: true });
    this.setState({ working: true });
    const { role } = this.state;
    const language = this.state.language ?? locale();
    const person = await act("person", { name, role, language }).catch(complain);
    this.setState({ working: false });
    if (!person) return;
    this.setState({ name: null });
    this.card.current?.hidePopover();
    // Isolated, so that a name in another direction does not turn the sentence around.
    toast(t("shell.added", { name: `\u2068${name}\u2069` }));
    this.props.onAdded(String(person.id));
  };

  render() {
    return html`<div class="add">
      <button
        ref=${this.button}
        type="button"
        class="icon-button add__button"
        popovertarget="add-person"
        data-opens="add"
        aria-label=${t("shell.add")}
        title=${t("shell.add")}
      ><${Icon} name="user-plus" /></button>
      <form
        ref=${this.card}
        id="add-person"
        popover="auto"
        class="add__card"
        aria-label=${t("shell.add")}
        noValidate
        onToggle=${this.place}
        onSubmit=${this.submit}
      >${this.fields()}</form>
    </div>`;
  }

  fields() {
    const { role, language, working, unnamed } = this.state;
    const set = (key) => (event) => this.setState({ [key]: event.target.value, unnamed: false });
    return html`
      <h2 class="add__title">${t("shell.add")}</h2>
      <p class="field">
        <label for="add-role">${t("shell.add.role")}</label>
        <select id="add-role" class="input" value=${role} onChange=${set("role")}>
          ${ROLES.map((one) => html`<option value=${one}>${t(`shell.add.${one}`)}</option>`)}
        </select>
      </p>
      <p class="add__hint">${t(`shell.add.${role}.hint`)}</p>
      <p class="field">
        <label for="add-name">${t("shell.add.name")}</label>
        <input
          id="add-name"
          class="input"
          dir="auto"
          maxlength="64"
          autocomplete="off"
          value=${this.name()}
          aria-invalid=${String(unnamed)}
          aria-describedby=${unnamed ? "add-unnamed" : undefined}
          onInput=${set("name")}
        />
        ${unnamed &&
        html`<span id="add-unnamed" class="field__error">${t("shell.add.unnamed")}</span>`}
      </p>
      <p class="field">
        <label for="add-language">${t("shell.add.language")}</label>
        <select
          id="add-language"
          class="input"
          value=${language ?? locale()}
          onChange=${set("language")}
        >
          ${LOCALES.map((one) => html`<option value=${one}>${t(`shell.language.${one}`)}</option>`)}
        </select>
      </p>
      <button type="submit" class="button button--primary" disabled=${working}>
        ${working ? t("shell.add.working") : t("shell.add.submit")}
      </button>`;
  }
}
