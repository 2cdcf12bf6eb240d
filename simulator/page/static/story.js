// The story's ten steps in this world: what is done, and what their sentences speak of. It draws
// nothing; where to look is in sights.js.

import { aboutOrder, findButton, LABELS, outsideOf, personOf, statusOf } from "./sights.js";

/** The steps in their order. */
export const STEPS = [
  "welcome",
  "order",
  "follow",
  "approve",
  "undo",
  "crash",
  "stranger",
  "sent",
  "clock",
  "done",
];
const WITHOUT_DEED = new Set(["welcome", "done"]);

/** The step that a link names: itself when there is such a step, else the first. */
export function stepOf(wanted) {
  return STEPS.includes(wanted) ? wanted : STEPS[0];
}

/** The step `by` places further; stays within the story. */
export function moved(step, by) {
  const last = STEPS.length - 1;
  return STEPS[Math.min(Math.max(STEPS.indexOf(step) + by, 0), last)];
}

/** Whether the step's deed is done, by whomever; steps without a deed always are. */
export function isDone(world, step) {
  return WITHOUT_DEED.has(step) || world.stage.story.done.includes(step);
}

/** Whether something before `step` is still to be done. */
export function isAhead(world, step) {
  return STEPS.slice(0, STEPS.indexOf(step)).some((earlier) => !isDone(world, earlier));
}

/** Why the story cannot go on here: "" or a code. What is done may still be read. */
export function problemOf(world, step) {
  return isDone(world, step) ? "" : world.stage.story.problem;
}

/** The crash's three beats, each {id, done}; `tapped`: a tap was made while the bot was dead. */
export function beatsOf(world, tapped) {
  const { bot, story } = world.stage;
  const done = story.done.includes("crash");
  const paid = !["new", "confirmed"].includes(statusOf(world)); // Before the crash, by hand.
  return [
    { id: "kill", done: done || tapped || bot !== "running" },
    { id: "tap", done: done || tapped || paid },
    { id: "start", done: done || (tapped && bot === "running") },
  ];
}

/** What the sentences speak of: first names, a chat's title, labels as the seller reads them. */
export function paramsOf(world, locale) {
  const seller = personOf(world, "seller");
  const customer = personOf(world, "customer");
  const language = LABELS[seller?.language] ? seller.language : locale;
  const label = (which) =>
    unbroken(findButton(world, seller, which)?.button.label ?? LABELS[language][which]);
  return {
    seller: firstName(seller),
    customer: firstName(customer),
    admin: firstName(personOf(world, "administration")),
    chat: outsideOf(world, customer)?.title ?? "Marketplace",
    approve: label("approve"),
    paid: label("paid"),
    undo: label("undo"),
    sent: label("sent"),
  };
}

/** How far time went since the order: {then, now} as days in words; `then` is "" on its day. */
export function daysOf(world, locale) {
  const placed = aboutOrder(world, personOf(world, "seller"))[0]?.at ?? world.now;
  const same = placed.slice(0, 10) === world.now.slice(0, 10);
  return { then: same ? "" : day(placed, locale), now: day(world.now, locale) };
}

function day(at, locale) {
  // The date is taken as written: the world's own day, whatever the zone of this machine.
  const date = new Date(`${at.slice(0, 10)}T12:00:00Z`);
  const spoken = locale === "en" ? "en-GB" : locale; // The bot writes the day first, too.
  const shape = { day: "numeric", month: "long", timeZone: "UTC" };
  return unbroken(new Intl.DateTimeFormat(spoken, shape).format(date));
}

function unbroken(words) {
  return words.replaceAll(" ", "\u00a0");
}

function firstName(person) {
  return person?.name.split(" ")[0] ?? "";
}
