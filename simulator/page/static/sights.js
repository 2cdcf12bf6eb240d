// Where the story looks: people, cards, buttons of this world as CSS selectors. It touches no page.

// The seller's buttons as the bot's catalogues have them.
export const LABELS = {
  en: {
    approve: "✅ Approve",
    paid: "💰 Mark as paid",
    undo: "↩️ Undo",
    sent: "📦 Mark as sent",
  },
  uk: {
    approve: "✅ Підтвердити",
    paid: "💰 Оплачено",
    undo: "↩️ Повернути як було",
    sent: "📦 Надіслано",
  },
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

/** The newest message of the story's order with such a button: {message, button}, or null. */
export function findButton(world, person, which) {
  for (const message of aboutOrder(world, person).reverse()) {
    const button = message.buttons.flat().find(({ label }) => names(label, which));
    if (button) return { message, button };
  }
  return null;
}

/** Whether a button's label is the seller's word for `which`, in any language. */
export function names(label, which) {
  return Object.values(LABELS).some((labels) => label === labels[which]);
}

/** The person's messages that begin with the story's order, oldest first. */
export function aboutOrder(world, person) {
  const number = world.stage.story.number;
  if (number === null) return [];
  const heads = (one) => one.text.split("\n", 1)[0].includes(String(number));
  return messagesOf(world, person).filter(heads);
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
  return [`${bubble(customer, message)} [data-label]`, ...whole(customer, message)];
}

function button(world, person, which) {
  const found = findButton(world, person, which);
  if (!found) return card(world, person);
  const key = `[data-label="${CSS.escape(found.button.label)}"]`;
  return [`${bubble(person, found.message)} ${key}`, ...whole(person, found.message)];
}

function card(world, person) {
  // A card says more of its order than any notice does.
  const [message] = aboutOrder(world, person).sort((a, b) => b.text.length - a.text.length);
  return whole(person, message);
}

function newest(world, person) {
  return whole(person, messagesOf(world, person).at(-1));
}

function whole(person, message) {
  if (!message) return [phone(person)];
  // The row is as wide as the phone; what it holds is the bubble with its buttons.
  const row = bubble(person, message);
  return [`${row} > :first-child`, row, phone(person)];
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
