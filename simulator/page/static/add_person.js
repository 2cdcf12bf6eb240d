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

  set = (key, value) => this.setState({ [key]: value, unnamed: false });

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
    const { role, language, working } = this.state;
    return html`
      <h2 class="add__title">${t("shell.add")}</h2>
      <${Choice} name="role" value=${role} options=${ROLES} words="shell.add" onSet=${this.set} />
      <p class="add__hint">${t(`shell.add.${role}.hint`)}</p>
      ${this.nameField()}
      <${Choice}
        name="language"
        value=${language ?? locale()}
        options=${LOCALES}
        words="shell.language"
        onSet=${this.set}
      />
      <button type="submit" class="button button--primary" disabled=${working}>
        ${working ? t("shell.add.working") : t("shell.add.submit")}
      </button>`;
  }

  nameField() {
    const { unnamed } = this.state;
    return html`<p class="field">
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
        onInput=${(event) => this.set("name", event.target.value)}
      />
      ${unnamed &&
      html`<span id="add-unnamed" class="field__error">${t("shell.add.unnamed")}</span>`}
    </p>`;
  }
}

function Choice({ name, value, options, words, onSet }) {
  return html`<p class="field">
    <label for="add-${name}">${t(`shell.add.${name}`)}</label>
    <select
      id="add-${name}"
      class="input"
      value=${value}
      onChange=${(event) => onSet(name, event.target.value)}
    >
      ${options.map((one) => html`<option value=${one}>${t(`${words}.${one}`)}</option>`)}
    </select>
  </p>`;
}
