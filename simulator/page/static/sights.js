// Where the story looks: people, cards, buttons of this world as CSS selectors. It touches no page.

// How the bot's catalogues end the seller's buttons; an emoji stands before the word.
export const LABELS = {
  en: { approve: "Approve", paid: "Mark as paid", undo: "Undo", sent: "Mark as sent" },
  uk: { approve: "Підтвердити", paid: "Оплачено", undo: "Повернути як було", sent: "Надіслано" },
};
const SELLER_SEES = new Set(["order", "crash", "stranger"]);
const BUTTON_OF = { approve: "approve", stranger: "sent", sent: "sent" };

/** The first person of a role, or undefined. */
export function personOf(world, role) {
  return world.people.find((person) => person.role === role);
}

/** The person's chat with the marketplace, or undefined. */
export function outsideOf(world, person) {
  return chatsOf(world, person).find((chat) => chat.kind === "outside");
}

/** The status of the story's order, or undefined. */
export function statusOf(world) {
  const { orders, story } = world.stage;
  return orders.find((order) => order.number === story.number)?.status;
}

/** The newest message with such a button for the person: {message, button}, or null. */
export function findButton(world, person, which) {
  for (const message of messagesOf(world, person).reverse()) {
    const button = message.buttons.flat().find(({ label }) => names(label, which));
    if (button) return { message, button };
  }
  return null;
}

/** Whether a button's label is the seller's word for `which`, in any language. */
export function names(label, which) {
  return Object.values(LABELS).some((words) => label.endsWith(words[which]));
}

/** The person's messages about the story's order, oldest first. */
export function aboutOrder(world, person) {
  const number = world.stage.story.number;
  if (number === null) return [];
  return messagesOf(world, person).filter((one) => one.text.includes(String(number)));
}

/** CSS selectors of what to look at, the best first; `beat` is the crash's, as beatsOf names it. */
export function targetsOf(world, step, done, beat) {
  const seller = personOf(world, "seller");
  const customer = personOf(world, "customer");
  if (step === "welcome" || step === "done") return [];
  if (step === "clock") return done ? newest(world, seller) : ["[data-clock]"];
  if (done) return card(world, SELLER_SEES.has(step) ? seller : customer);
  if (step === "order") return [phone(seller)];
  if (step === "follow") return invitation(world, customer);
  if (step === "undo") return button(world, seller, statusOf(world) === "paid" ? "undo" : "paid");
  if (step === "crash" && beat !== "tap") return [];
  return button(world, seller, BUTTON_OF[step] ?? "paid");
}

function invitation(world, customer) {
  const message = outsideOf(world, customer)?.messages.findLast((one) => one.preview);
  if (!message) return [phone(customer)];
  const within = bubble(customer, message);
  return [`${within} [data-label]`, within, phone(customer)];
}

function button(world, person, which) {
  const found = findButton(world, person, which);
  if (!found) return card(world, person);
  const within = bubble(person, found.message);
  return [`${within} [data-label="${CSS.escape(found.button.label)}"]`, within, phone(person)];
}

function card(world, person) {
  const about = aboutOrder(world, person);
  const message = about.findLast((one) => one.buttons.length) ?? about.at(-1);
  return message ? [bubble(person, message), phone(person)] : [phone(person)];
}

function newest(world, person) {
  const message = messagesOf(world, person).at(-1);
  return message ? [bubble(person, message), phone(person)] : [phone(person)];
}

function phone(person) {
  return `[data-phone][data-person="${person?.id ?? ""}"]`;
}

function bubble(person, message) {
  return `${phone(person)} [data-message="${message.id}"]`;
}

function chatsOf(world, person) {
  return (person?.chats ?? []).map((id) => world.chats[id]).filter(Boolean);
}

function messagesOf(world, person) {
  return chatsOf(world, person)
    .filter((chat) => chat.kind !== "outside")
    .flatMap((chat) => chat.messages);
}
