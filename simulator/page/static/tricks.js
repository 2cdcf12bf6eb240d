// The levers that try the bot: an update that comes twice, a tap on somebody else's button.
import { html, useState } from "./vendor/htm-preact.module.js";
import { Choice, Lever, Outcome, Pull, Section, usePull } from "./lever_parts.js";
import { t } from "./words.js";

const NEW = "new";

/** The section Tricks. */
export const Tricks = ({ world }) => html`
  <${Section} id="tricks">
    <${Repeat} stage=${world.stage} />
    <${Forge} world=${world} />
  </${Section}>`;

const offOf = (stage) => (stage.bot === "running" ? "" : t(`levers.bot.${stage.bot}`));

function Repeat({ stage }) {
  const [state, pull] = usePull();
  const off = offOf(stage);
  return html`
    <${Lever} id="repeat">
      <div class="lv-row">
        <${Pull} hook="repeat" label=${t("levers.repeat.do")} busy=${state.busy} off=${off}
          onPull=${() => pull("updates/repeat", {}, () => t("levers.repeat.done"))} />
        ${off && html`<p class="lv-why">${off}</p>`}
      </div>
      <${Outcome} state=${state} />
    </${Lever}>`;
}

/** The newest message of a chat whose buttons send something to the bot, or null. */
function newestCard(chat) {
  const messages = chat?.messages || [];
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    if (buttonsOf(messages[at]).length) return messages[at];
  }
  return null;
}

/** The buttons of a message that carry data, each with where it stands. */
const buttonsOf = (message) => (message?.buttons || []).flatMap((row, y) =>
  row.map((button, x) => ({ ...button, row: y, column: x })).filter((button) => button.data));

/** Who may forge: all but the victim, strangers first; a new stranger if there is none. */
function forgersOf(people, victim) {
  const others = people.filter((person) => person !== victim);
  const strangers = others.filter((person) => person.role === "stranger");
  const rest = others.filter((person) => person.role !== "stranger");
  const named = (person) => [String(person.id), person.name];
  const fresh = strangers.length ? [] : [[NEW, t("levers.forge.stranger")]];
  return [...strangers.map(named), ...fresh, ...rest.map(named)];
}

const picked = (wanted, options) =>
  (options.some(([code]) => code === wanted) ? wanted : options[0]?.[0] || "");

/** What may be chosen for a forgery, and what is: `wanted` as far as it exists. */
function forgery({ people, chats }, wanted) {
  const owners = people.filter((person) => person.role !== "stranger");
  const whose = picked(wanted.whose, owners.map((person) => [String(person.id)]));
  const victim = owners.find((person) => String(person.id) === whose);
  const chat = victim && chats[victim.chats[0]];
  const card = newestCard(chat);
  const buttons = buttonsOf(card);
  const choices = buttons.map((button, at) => [String(at), button.label]);
  const which = picked(wanted.which, choices);
  const forgers = forgersOf(people, victim);
  const victims = owners.map((person) => [String(person.id), person.name]);
  return { victims, whose, victim, chat, card, choices, which, button: buttons[Number(which)],
    forgers, who: picked(wanted.who, forgers) };
}

function Forge({ world }) {
  const [wanted, setWanted] = useState({});
  const [state, pull] = usePull();
  const chosen = forgery(world, wanted);
  const { who, chat, card, button } = chosen;
  const set = (values) => setWanted({ ...wanted, ...values });
  const forge = async () => {
    const person = who === NEW ? await stranger(pull, world.locale) : Number(who);
    if (person === null) return;
    const { row, column } = button;
    await pull("forge", { person, chat: chat.id, message_id: card.id, row, column }, answer);
  };
  const off = offOf(world.stage)
    || (button ? "" : t("levers.forge.none", { name: chosen.victim?.name || "" }));
  return html`
    <${Lever} id="forge">
      <${Forgery} chosen=${chosen} set=${set} />
      <div class="lv-row">
        <${Pull} hook="forge" label=${t("levers.forge.do")} busy=${state.busy} off=${off}
          onPull=${forge} />
        ${off && html`<p class="lv-why">${off}</p>`}
      </div>
      <${Outcome} state=${state} />
    </${Lever}>`;
}

const Forgery = ({ chosen: { forgers, who, victims, whose, choices, which }, set }) => html`
  <div class="lv-grid">
    <${Choice} id="lv-forge-who" label=${t("levers.forge.who")} value=${who} options=${forgers}
      onChoice=${(code) => set({ who: code })} />
    <${Choice} id="lv-forge-whose" label=${t("levers.forge.whose")} value=${whose}
      options=${victims} onChoice=${(code) => set({ whose: code, which: "0" })} />
    ${choices.length > 0 && html`<${Choice} id="lv-forge-button" wide value=${which}
      label=${t("levers.forge.button")} options=${choices}
      onChoice=${(code) => set({ which: code })} />`}
  </div>`;

const answer = ({ text }) =>
  (text ? t("levers.forge.answer", { text }) : t("levers.forge.silent"));

/** A new stranger's id, null when it was refused. */
async function stranger(pull, language) {
  const name = t("levers.forge.stranger.name");
  const made = await pull("person", { name, role: "stranger", language });
  return made && made.id;
}
