// The words of the guided story, in English and Ukrainian. It shows nothing itself.

const en = {
  "tour.region": "Guided story",
  "tour.progress": "{at} of {all}",
  "tour.next": "Next",
  "tour.back": "Back",
  "tour.leave": "Leave the story",
  "tour.finish": "Finish",
  "tour.go": "Do it for me",
  "tour.link": "Copy the link to this step",
  "tour.linked": "Link copied",
  "tour.unlinked": "The link is in the address bar",
  "tour.busy": "One moment…",
  "tour.tick": "Done",
  "tour.failed": "That did not work. Please try again.",
  "tour.reread": "Going back is for reading again: nothing is undone.",
  "tour.unknown": "The link names a step that is not there, so the story starts at the beginning.",
  "tour.problem.cancelled": "This order was cancelled, so its story ends here.",
  "tour.problem.closed": "This order was closed early, so its story ends here.",
  "tour.problem.other": "This order went another way than the story.",
  "tour.over": "Start over",
  "tour.bot.running": "The bot is running",
  "tour.bot.starting": "The bot is starting…",
  "tour.bot.down": "The bot is down",
  "tour.kill": "Kill the bot",
  "tour.start": "Start the bot",

  "tour.welcome.title": "Three phones, one order desk",
  "tour.welcome.do":
    "{seller} makes and sells, {customer} buys, {admin} runs the marketplace. The bot is the real "
    + "one; only Telegram is simulated.",
  "tour.welcome.why": "Tap along yourself, or let the button do it.",

  "tour.order.title": "An order rings",
  "tour.order.do": "{customer} buys on the marketplace, which passes the order to the bot.",
  "tour.order.why": "The seller’s phone rings at once: a request that waits is a sale lost.",
  "tour.order.go": "Place the order",

  "tour.follow.title": "The customer follows it",
  "tour.follow.do": "On the customer’s phone, open the link in the chat “{chat}”.",
  "tour.follow.why": "One live card answers “where is my order?” before anybody asks.",

  "tour.approve.title": "One tap",
  "tour.approve.do": "On the seller’s phone, tap “{approve}”.",
  "tour.approve.why":
    "The card changes on both phones, and its buttons are always the next possible steps.",

  "tour.undo.title": "A slip of the thumb",
  "tour.undo.do": "Tap “{paid}” by mistake, then “{undo}”.",
  "tour.undo.why":
    "A step can be taken back for a minute; in the first ten seconds nobody is disturbed.",

  "tour.crash.title": "The bot dies",
  "tour.crash.do": "Kill the bot, a real kill -9, tap while it is dead, and start it again.",
  "tour.crash.why": "No tap is lost, and none counts twice.",
  "tour.crash.go": "Do all three",
  "tour.crash.tap": "Tap “{paid}”",

  "tour.stranger.title": "A stranger tries",
  "tour.stranger.do": "Somebody forges the seller’s button and taps it.",
  "tour.stranger.why": "Every tap is checked against the bot’s own records: nothing moves.",
  "tour.stranger.go": "Forge the tap",

  "tour.sent.title": "On its way",
  "tour.sent.do": "On the seller’s phone, tap “{sent}”.",
  "tour.sent.why":
    "The customer’s card changes at once; ten seconds later the phone rings, just once.",

  "tour.clock.title": "Two weeks later",
  "tour.clock.do": "Nobody closes the order, so let its time run out.",
  "tour.clock.why": "It closes by itself and the fee is noted: no deal is left hanging.",
  "tour.clock.go": "Let the time pass",
  "tour.clock.now": "It is {now}.",
  "tour.clock.passed": "It was {then}, and now it is {now}.",

  "tour.done.title": "That is Orderbell",
  "tour.done.do":
    "An order rings, one tap moves it on, both sides see it, and nothing is lost or counted twice.",
  "tour.done.why": "Now try to break it: the levers hold slow networks, errors and a clock.",
};

const uk = {
  "tour.region": "Історія з підказками",
  "tour.progress": "{at} з {all}",
  "tour.next": "Далі",
  "tour.back": "Назад",
  "tour.leave": "Вийти з історії",
  "tour.finish": "Завершити",
  "tour.go": "Зробіть це за мене",
  "tour.link": "Копіювати посилання на цей крок",
  "tour.linked": "Посилання скопійовано",
  "tour.unlinked": "Посилання є в адресному рядку",
  "tour.busy": "Хвилинку…",
  "tour.tick": "Готово",
  "tour.failed": "Не вийшло. Спробуйте ще раз.",
  "tour.reread": "Назад — лише щоб перечитати: нічого не скасовується.",
  "tour.unknown": "Кроку з посилання немає, тож історія починається спочатку.",
  "tour.problem.cancelled": "Це замовлення скасовано, тож його історія тут закінчується.",
  "tour.problem.closed": "Це замовлення закрито раніше, тож його історія тут закінчується.",
  "tour.problem.other": "Це замовлення пішло іншим шляхом, ніж в історії.",
  "tour.over": "Почати спочатку",
  "tour.bot.running": "Бот працює",
  "tour.bot.starting": "Бот запускається…",
  "tour.bot.down": "Бот не працює",
  "tour.kill": "Убити бота",
  "tour.start": "Запустити бота",

  "tour.welcome.title": "Три телефони, одне замовлення",
  "tour.welcome.do":
    "{seller} майструє і продає, {customer} купує, {admin} веде маркетплейс. Бот справжній, "
    + "імітовано лише Telegram.",
  "tour.welcome.why": "Натискайте самі або довірте це кнопці.",

  "tour.order.title": "Дзвонить замовлення",
  "tour.order.do": "{customer} купує на маркетплейсі, а той передає замовлення ботові.",
  "tour.order.why": "Телефон продавця дзвонить одразу: запит, що чекає, — втрачений продаж.",
  "tour.order.go": "Замовити",

  "tour.follow.title": "Клієнт стежить за ним",
  "tour.follow.do": "На телефоні клієнта відкрийте посилання в чаті «{chat}».",
  "tour.follow.why": "Жива картка відповідає «де моє замовлення?» раніше, ніж хтось спитає.",

  "tour.approve.title": "Один дотик",
  "tour.approve.do": "На телефоні продавця натисніть «{approve}».",
  "tour.approve.why":
    "Картка змінюється на обох телефонах, а кнопки на ній — завжди можливі наступні кроки.",

  "tour.undo.title": "Палець схибив",
  "tour.undo.do": "Помилково натисніть «{paid}», а тоді «{undo}».",
  "tour.undo.why":
    "Крок можна повернути протягом хвилини; перші десять секунд це нікого не турбує.",

  "tour.crash.title": "Бот гине",
  "tour.crash.do": "Убийте бота справжнім kill -9, натисніть кнопку без нього і запустіть знову.",
  "tour.crash.why": "Жодне натискання не губиться й не рахується двічі.",
  "tour.crash.go": "Зробіть усі три",
  "tour.crash.tap": "Натисніть «{paid}»",

  "tour.stranger.title": "Чужа рука",
  "tour.stranger.do": "Хтось сторонній підробляє кнопку продавця й натискає її.",
  "tour.stranger.why":
    "Бот звіряє кожне натискання з власними записами, тож нічого не зміниться.",
  "tour.stranger.go": "Підробити натискання",

  "tour.sent.title": "Уже в дорозі",
  "tour.sent.do": "На телефоні продавця натисніть «{sent}».",
  "tour.sent.why":
    "Картка клієнта змінюється одразу, а за десять секунд телефон дзвонить — лише раз.",

  "tour.clock.title": "За два тижні",
  "tour.clock.do": "Замовлення ніхто не закриває, тож нехай його строк мине.",
  "tour.clock.why": "Воно закриється саме, з комісією: жодна угода не зависне.",
  "tour.clock.go": "Перевести годинник",
  "tour.clock.now": "Зараз {now}.",
  "tour.clock.passed": "Було {then}, а тепер {now}.",

  "tour.done.title": "Оце й увесь Orderbell",
  "tour.done.do":
    "Замовлення дзвонить, один дотик веде його далі, обидві сторони все бачать, і нічого не "
    + "губиться.",
  "tour.done.why":
    "А тепер спробуйте його зламати: важелі гальмують мережу й переводять годинник.",
};

export default { en, uk };
