// The words of the guided story, in English and Ukrainian. It shows nothing itself.

const en = {
  "region": "Guided story",
  "progress": "{at} of {all}",
  "next": "Next",
  "back": "Back",
  "leave": "Leave the story",
  "finish": "Finish",
  "go": "Do it for me",
  "link": "Copy the link to this step",
  "linked": "Link copied",
  "unlinked": "The link is in the address bar",
  "busy": "One moment…",
  "tick": "Done",
  "failed": "That did not work. Please try again.",
  "reread": "Going back is for reading again: nothing is undone.",
  "unknown": "The link names a step that is not there, so the story starts at the beginning.",
  "problem.cancelled": "This order was cancelled, so its story ends here.",
  "problem.closed": "This order was closed early, so its story ends here.",
  "problem.other": "This order went another way than the story.",
  "over": "Start over",
  "kill": "Kill the bot",
  "start": "Start the bot",

  "welcome.title": "Three phones, one order desk",
  "welcome.do":
    "{seller} makes and sells, {customer} buys, {admin} runs the marketplace. The bot is real; "
    + "only Telegram is simulated.",
  "welcome.why": "Tap along yourself, or let the button do it.",

  "order.title": "An order rings",
  "order.do": "{customer} buys on the marketplace, which passes the order to the bot.",
  "order.why": "The seller’s phone rings at once: a request that waits is a sale lost.",
  "order.go": "Place the order",

  "follow.title": "The customer follows it",
  "follow.do": "On the customer’s phone, open the link in the chat “{chat}”.",
  "follow.why": "One live card answers “where is my order?” before anybody asks.",

  "approve.title": "One tap",
  "approve.do": "On the seller’s phone, tap “{approve}”.",
  "approve.why":
    "The card changes on both phones; its buttons are always the next possible steps.",

  "undo.title": "A slip of the thumb",
  "undo.do": "Tap “{paid}” by mistake, then “{undo}”.",
  "undo.why":
    "A step can be taken back for a minute; in the first ten seconds nobody is disturbed.",

  "crash.title": "The bot dies",
  "crash.do": "Kill the bot (a real kill -9), tap while it is dead, and start it again.",
  "crash.why": "No tap is lost, and none counts twice.",
  "crash.go": "Do all three",
  "crash.tap": "Tap “{paid}”",

  "stranger.title": "A stranger tries",
  "stranger.do": "Somebody forges the seller’s button and taps it.",
  "stranger.why": "Every tap is checked against the bot’s own records: nothing moves.",
  "stranger.go": "Forge the tap",

  "sent.title": "On its way",
  "sent.do": "On the seller’s phone, tap “{sent}”.",
  "sent.why": "The customer’s card changes at once; ten seconds later the phone rings, just once.",

  "clock.title": "Two weeks later",
  "clock.do": "Nobody closes the order, so let its time run out.",
  "clock.why": "It closes by itself and the fee is noted: no deal is left hanging.",
  "clock.go": "Let the time pass",
  "clock.now": "It is {now}.",
  "clock.passed": "It was {then}, and now it is {now}.",

  "done.title": "That is Orderbell",
  "done.do":
    "An order rings, one tap moves it on, both sides see it, and nothing gets lost.",
  "done.why": "Now try to break it: the levers hold slow networks, errors and a clock.",
};

const uk = {
  "region": "Історія з підказками",
  "progress": "{at} з {all}",
  "next": "Далі",
  "back": "Назад",
  "leave": "Вийти з історії",
  "finish": "Завершити",
  "go": "Зробити за мене",
  "link": "Копіювати посилання на цей крок",
  "linked": "Посилання скопійовано",
  "unlinked": "Посилання є в адресному рядку",
  "busy": "Хвилинку…",
  "tick": "Готово",
  "failed": "Не вийшло. Спробуйте ще раз.",
  "reread": "Назад — лише щоб перечитати: нічого не скасовується.",
  "unknown": "Кроку з посилання немає, тож історія починається спочатку.",
  "problem.cancelled": "Це замовлення скасовано, тож його історія тут закінчується.",
  "problem.closed": "Це замовлення закрито раніше, тож його історія тут закінчується.",
  "problem.other": "Це замовлення пішло іншим шляхом, ніж в історії.",
  "over": "Почати спочатку",
  "kill": "Убити бота",
  "start": "Запустити бота",

  "welcome.title": "Три телефони, одне замовлення",
  "welcome.do":
    "{seller} майструє і продає, {customer} купує, {admin} веде маркетплейс. Бот справжній, "
    + "імітовано лише Telegram.",
  "welcome.why": "Натискайте самі або довірте це кнопці.",

  "order.title": "Дзвонить замовлення",
  "order.do": "{customer} купує на маркетплейсі, а той передає замовлення ботові.",
  "order.why": "Телефон продавця дзвонить одразу: запит, що чекає, — втрачений продаж.",
  "order.go": "Замовити",

  "follow.title": "Клієнт стежить за ним",
  "follow.do": "На телефоні клієнта відкрийте посилання в чаті «{chat}».",
  "follow.why": "Жива картка відповідає «де моє замовлення?» раніше, ніж хтось спитає.",

  "approve.title": "Один дотик",
  "approve.do": "На телефоні продавця натисніть «{approve}».",
  "approve.why":
    "Картка змінюється на обох телефонах, а кнопки на ній — завжди можливі наступні кроки.",

  "undo.title": "Палець схибив",
  "undo.do": "Помилково натисніть «{paid}», а тоді «{undo}».",
  "undo.why": "Крок можна повернути протягом хвилини; перші десять секунд це нікого не турбує.",

  "crash.title": "Бот гине",
  "crash.do": "Убийте бота справжнім kill -9, натисніть кнопку без нього і запустіть знову.",
  "crash.why": "Жодне натискання не губиться й не рахується двічі.",
  "crash.go": "Зробити все",
  "crash.tap": "Натисніть «{paid}»",

  "stranger.title": "Чужа рука",
  "stranger.do": "Хтось сторонній підробляє кнопку продавця й натискає її.",
  "stranger.why": "Бот звіряє кожне натискання з власними записами, тож нічого не зміниться.",
  "stranger.go": "Підробити натискання",

  "sent.title": "Уже в дорозі",
  "sent.do": "На телефоні продавця натисніть «{sent}».",
  "sent.why": "Картка клієнта змінюється одразу, а за десять секунд телефон дзвонить — лише раз.",

  "clock.title": "За два тижні",
  "clock.do": "Замовлення ніхто не закриває, тож нехай його строк мине.",
  "clock.why": "Воно закриється саме, з комісією: жодна угода не зависне.",
  "clock.go": "Перевести годинник",
  "clock.now": "Зараз {now}.",
  "clock.passed": "Було {then}, а тепер {now}.",

  "done.title": "Оце й увесь Orderbell",
  "done.do":
    "Замовлення дзвонить, один дотик веде його далі, обидві сторони все бачать, і нічого не "
    + "губиться.",
  "done.why": "А тепер спробуйте його зламати: важелі гальмують мережу й переводять годинник.",
};

export default { en, uk };
