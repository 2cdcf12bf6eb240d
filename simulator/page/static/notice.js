// What of the news a phone should show by itself. It knows no elements and no state.

/**
 * News between two looks at a person's chats: `rings` when something came with sound or from
 * outside, `show` the chat to open unless its owner is busy, else null.
 */
export function news(chats, before) {
  const found = { rings: false, show: null };
  const [bot] = chats;
  for (const chat of chats) {
    const was = before[chat.id];
    const rang = chat.rings > (was ? was.rings : 0);
    const grew = chat.messages.length > (was ? was.messages.length : 0);
    const outside = chat.kind === "outside" && grew;
    const began = chat.kind === "bot" && chat.started && !(was && was.started);
    if (rang || outside) found.rings = true;
    const wanted = began || (chat.kind === "bot" && rang) || (outside && !bot.started);
    if (wanted) found.show = chat;
  }
  return found;
}
