// The world as the server tells it: the stream of events and its merging. It draws nothing.

const CALLS_KEPT = 300; // The server keeps as many (simulator/page).
const ASLEEP_MS = 30_000; // A timer this late: the machine slept, so the stream may be dead.
const TICK_MS = 5_000;
const RETRY_MS = 2_000;

/**
 * Follow the world. `onWorld(world)` is called at most once a frame with the newest world;
 * `onLink("live" | "lost")` when the stream comes or goes. Returns a function that stops.
 */
export function connect(onWorld, onLink) {
  const deliver = oncePerFrame(onWorld);
  let world = null;
  let stream = null;
  let retry = 0;

  function open() {
    clearTimeout(retry);
    stream?.close();
    stream = new EventSource("/events");
    stream.addEventListener("world", (event) => {
      world = JSON.parse(event.data);
      onLink("live");
      deliver(world);
    });
    stream.addEventListener("change", (event) => {
      if (!world) return;
      world = merge(world, JSON.parse(event.data));
      deliver(world);
    });
    stream.onerror = () => {
      onLink("lost");
      // A refusal closes the stream for good; a cut one opens again by itself.
      if (stream.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
  }

  const stopWatching = whenWokenUp(open);
  open();
  return () => {
    stopWatching();
    clearTimeout(retry);
    stream.close();
  };
}

/** The world after `change`. Pure; whatever did not change stays the same object. */
export function merge(world, change) {
  const next = { ...world, ...change };
  if (change.chats) next.chats = mergeChats(world.chats, change.chats);
  if (change.calls) next.calls = [...world.calls, ...change.calls].slice(-CALLS_KEPT);
  return next;
}

function mergeChats(chats, changes) {
  const next = { ...chats };
  for (const [id, change] of Object.entries(changes)) {
    if (change === null) delete next[id];
    else next[id] = mergeChat(chats[id], change);
  }
  return next;
}

function mergeChat(chat, { gone = [], ...change }) {
  if (!chat) return { messages: [], ...change };
  const messages = mergeMessages(chat.messages, change.messages ?? [], gone);
  return { ...chat, ...change, messages };
}

function mergeMessages(messages, changed, gone) {
  if (!changed.length && !gone.length) return messages;
  const byId = new Map(messages.map((message) => [message.id, message]));
  for (const message of changed) byId.set(message.id, message);
  for (const id of gone) byId.delete(id);
  return [...byId.values()];
}

function oncePerFrame(onWorld) {
  let newest = null;
  let waiting = false;
  return (world) => {
    newest = world;
    if (waiting) return;
    waiting = true;
    const run = () => {
      waiting = false;
      onWorld(newest);
    };
    // A hidden page gets no frames, but its title still counts the rings.
    if (document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}

function whenWokenUp(wake) {
  let last = Date.now();
  const timer = setInterval(() => {
    const late = Date.now() - last > ASLEEP_MS;
    last = Date.now();
    if (late && !document.hidden) wake();
  }, TICK_MS);
  return () => clearInterval(timer);
}
