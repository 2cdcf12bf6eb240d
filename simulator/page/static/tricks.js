// The levers that try the bot: an update that comes twice, a tap on somebody else's button.
import { html, useState } from "./vendor/htm-preact.module.js";
import { act } from "./act.js";
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

/** Who may forge: everybody but the victim, strangers first, and a new stranger if there is none. */
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

function Forge({ world }) {
  const [wanted, setWanted] = useState({});
  const [state, pull, show] = usePull();
  const victims = world.people.filter((person) => person.role !== "stranger");
  const victimId = picked(wanted.whose, victims.map((person) => [String(person.id)]));
  const victim = victims.find((person) => String(person.id) === victimId);
  const chat = victim && world.chats[victim.chats[0]];
  const card = newestCard(chat);
  const buttons = buttonsOf(card);
  const choices = buttons.map((button, at) => [String(at), button.label]);
  const forgers = forgersOf(world.people, victim);
  const who = picked(wanted.who, forgers);
  const button = buttons[Number(picked(wanted.button, choices))];
  const forge = async () => {
    const person = who === NEW ? await stranger(world.locale).catch((error) => error) : Number(who);
    if (person instanceof Error) return show({ busy: false, bad: true, text: person.text });
    if (who === NEW) setWanted({ ...wanted, who: String(person) });
    const { row, column } = button;
    return pull("forge", { person, chat: chat.id, message_id: card.id, row, column }, answer);
  };
  const set = (values) => setWanted({ ...wanted, ...values });
  const off = offOf(world.stage)
    || (button ? "" : t("levers.forge.none", { name: victim?.name || "" }));
  return html`
    <${Lever} id="forge">
      <div class="lv-grid">
        <${Choice} id="lv-forge-who" label=${t("levers.forge.who")} value=${who}
          options=${forgers} onChoice=${(code) => set({ who: code })} />
        <${Choice} id="lv-forge-whose" label=${t("levers.forge.whose")} value=${victimId}
          options=${victims.map((person) => [String(person.id), person.name])}
          onChoice=${(code) => set({ whose: code, button: "0" })} />
        ${choices.length > 0 && html`<${Choice} id="lv-forge-button" wide
          label=${t("levers.forge.button")} value=${picked(wanted.button, choices)}
          options=${choices} onChoice=${(code) => set({ button: code })} />`}
      </div>
      <div class="lv-row">
        <${Pull} hook="forge" label=${t("levers.forge.do")} busy=${state.busy} off=${off}
          onPull=${forge} />
        ${off && html`<p class="lv-why">${off}</p>`}
      </div>
      <${Outcome} state=${state} />
    </${Lever}>`;
}

const answer = ({ text }) =>
  (text ? t("levers.forge.answer", { text }) : t("levers.forge.silent"));

/** A new stranger's id. Raises `Refusal`. */
async function stranger(language) {
  const name = t("levers.forge.stranger.name");
  return (await act("person", { name, role: "stranger", language })).id;
}
