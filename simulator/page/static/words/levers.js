// The words of the levers and of the log, in English and Ukrainian. It shows nothing itself.

const en = {
  "levers.title": "Levers",
  "levers.lead": "Move the world around the bot and watch what it does.",
  "levers.close": "Close the levers",
  "levers.jump": "Go to",
  "levers.jump.reset": "Restart",
  "levers.broken": "That did not work. Reload the page and try again.",
  "levers.copy": "Copy",
  "levers.copied": "Copied",
  "levers.copy.failed": "Could not copy: select the text instead",
  "levers.bot.down": "The bot is not running. Start it under Failures first.",
  "levers.bot.starting": "The bot is starting…",

  "levers.order.title": "Order",
  "levers.order.lead":
    "A customer buys on the marketplace’s website, and the website calls the bot’s HTTP API. "
    + "Watch the seller’s phone: it rings at once.",
  "levers.order.seller": "Seller",
  "levers.order.product": "Product",
  "levers.order.product.other": "Something else…",
  "levers.order.name": "What is ordered",
  "levers.order.quantity": "Quantity",
  "levers.order.price": "Price of one, {currency}",
  "levers.order.person": "Whose phone gets the link",
  "levers.order.customer": "Customer",
  "levers.order.address": "Delivery address",
  "levers.order.comment": "Comment",
  "levers.order.optional": "(optional)",
  "levers.order.total": "Total: {total}",
  "levers.order.place": "Place order",
  "levers.order.placing": "Placing…",
  "levers.order.placed":
    "Order #{number} is placed. The seller’s phone has rung; the customer’s link waits in "
    + "their chat “Marketplace”.",
  "levers.order.wrong": "Please look at the marked fields.",
  "levers.order.curl": "The same from a terminal",
  "levers.order.curl.lead":
    "This line follows the form. Paste it twice: it is still one order, because its external_id "
    + "is the same.",
  "levers.order.curl.label": "curl command that places this order",
  "levers.order.curl.copy": "Copy the command",

  "levers.wrong.empty": "Please fill this in.",
  "levers.wrong.long": "At most {limit} characters.",
  "levers.wrong.whole": "A whole number from {least} to {most}.",
  "levers.wrong.number": "A number from {least} to {most}.",
  "levers.wrong.price": "An amount above zero, such as 450.00.",
  "levers.wrong.price.big": "This is more than any order may cost.",

  "levers.time.title": "Time",
  "levers.time.lead":
    "Deadlines and reminders are rows with a due time, so they come even after a crash. "
    + "Move the clock and watch the orders answer.",
  "levers.time.now": "In this world it is",
  "levers.time.hour": "+ 1 hour",
  "levers.time.day": "+ 1 day",
  "levers.time.deadline": "To the next deadline",
  "levers.time.next": "Next: {what}, {at}.",
  "levers.time.what.expire": "order #{number} closes by itself",
  "levers.time.what.notice": "the customer is told about order #{number}",
  "levers.time.what.undo": "the Undo button of order #{number} goes",
  "levers.time.what.other": "something about order #{number} falls due",
  "levers.time.none": "No deadline is waiting: no order is open. Place one first.",
  "levers.time.hour.passed": "An hour has passed.",
  "levers.time.day.passed": "A day has passed.",
  "levers.time.moved": "It is {at}: {what}. Look at the phones.",

  "levers.failures.title": "Failures",
  "levers.failures.lead":
    "What goes wrong in real life. Break something, use the phones as usual, and see that "
    + "nothing is lost.",
  "levers.process.title": "The bot’s process",
  "levers.process.running": "Running",
  "levers.process.starting": "Starting…",
  "levers.process.down": "Not running",
  "levers.process.kill": "Kill it (kill -9)",
  "levers.process.start": "Start it again",
  "levers.process.note":
    "kill -9 ends the process like a power cut. Tap a button on a phone while it is down, "
    + "then start it: the tap counts, and counts once.",
  "levers.process.killed": "The bot is gone. Tap something on a phone, then start it again.",
  "levers.process.waiting":
    "The bot keeps trying to reach Telegram. Is a failure switched on below?",
  "levers.process.started": "The bot is back and catches up with what it missed.",
  "levers.block.title": "Somebody blocks the bot",
  "levers.block.note":
    "A person who blocked the bot cannot be written to. The bot does not try for ever: "
    + "look at the log, and at the administration’s phone.",
  "levers.block.of": "{name} has blocked the bot",
  "levers.block.blocked": "{name} has blocked the bot.",
  "levers.block.unblocked": "{name} lets the bot write again.",
  "levers.block.nobody": "Nobody has started the bot yet.",
  "levers.fault.title": "Telegram has a bad day",
  "levers.fault.kind": "What happens",
  "levers.fault.kind.slow": "It answers late",
  "levers.fault.kind.server_error": "It answers with a 5xx error",
  "levers.fault.kind.flood": "It refuses with 429, too many requests",
  "levers.fault.kind.lost_reply": "It does it, but the answer is lost",
  "levers.fault.kind.cut": "The connection breaks before anything is done",
  "levers.fault.note.slow":
    "The bot waits for its own answer only; other chats are not held up. "
    + "Watch “typing” and the times in the log.",
  "levers.fault.note.server_error":
    "The bot tries again, each time a little later, until the message is through. "
    + "The log shows every attempt.",
  "levers.fault.note.flood":
    "The bot keeps exactly the pause that Telegram names, then sends. "
    + "The log shows the refusal and the second try.",
  "levers.fault.note.lost_reply":
    "The message is there, but the bot never heard so and may send it once more: rather twice "
    + "than never. What happened to the order is counted once.",
  "levers.fault.note.cut":
    "Nothing was done and the bot knows it must try again. The phone gets its message a moment "
    + "later.",
  "levers.fault.value.slow": "Late by, seconds",
  "levers.fault.value.server_error": "HTTP status",
  "levers.fault.value.flood": "Pause it asks for, seconds",
  "levers.fault.method": "Which calls",
  "levers.fault.method.sendMessage": "New messages",
  "levers.fault.method.editMessageText": "Changed cards",
  "levers.fault.method.answerCallbackQuery": "Answers to taps",
  "levers.fault.method.any": "Every call",
  "levers.fault.times": "How often",
  "levers.fault.times.1": "Once",
  "levers.fault.times.3": "Three times",
  "levers.fault.times.10": "Ten times",
  "levers.fault.times.0": "Until switched off",
  "levers.fault.add": "Switch on",
  "levers.fault.added": "Switched on: {fault}. Now use a phone.",
  "levers.fault.active": "Switched on now",
  "levers.fault.none": "Telegram is well: nothing is switched on.",
  "levers.fault.left": "still {left}×",
  "levers.fault.endless": "until switched off",
  "levers.fault.clear": "Switch all off",
  "levers.fault.cleared": "Telegram is well again.",

  "levers.tricks.title": "Tricks",
  "levers.tricks.lead": "What strangers and networks try on a bot.",
  "levers.repeat.title": "The same update twice",
  "levers.repeat.note":
    "Telegram promises “at least once”, so updates do come twice. The bot knows the last one "
    + "already: it is in the log again, and on the phones nothing happens.",
  "levers.repeat.do": "Send the last update again",
  "levers.repeat.done": "Sent again. The phones stay as they were.",
  "levers.forge.title": "A forged tap",
  "levers.forge.note":
    "Whoever knows the protocol can send the bot a tap on somebody else’s button. The bot asks "
    + "its own rows who may do what, so the order stays as it is.",
  "levers.forge.who": "Who taps",
  "levers.forge.whose": "Whose button",
  "levers.forge.button": "Which button",
  "levers.forge.stranger": "A stranger",
  "levers.forge.stranger.name": "Max",
  "levers.forge.do": "Forge the tap",
  "levers.forge.none": "{name} has no card with buttons yet. Place an order first.",
  "levers.forge.answer": "The bot answered: “{text}”",
  "levers.forge.silent": "The bot answered without a word. Look at the log.",

  "levers.reset.title": "Start over",
  "levers.reset.lead":
    "New people, no orders, the first morning again. Nothing outside this page is touched.",
  "levers.reset.language": "The people speak",
  "levers.reset.en": "English",
  "levers.reset.uk": "Ukrainian",
  "levers.reset.do": "Start over…",
  "levers.reset.sure": "All orders and chats of this demo will be forgotten.",
  "levers.reset.yes": "Yes, start over",
  "levers.reset.no": "Keep everything",
  "levers.reset.done": "A new morning. Everybody is as at the beginning.",

  "levers.log.title": "Log",
  "levers.log.lead": "Every call to the Bot API and every update, as they happen.",
  "levers.log.people": "Whose lines",
  "levers.log.everybody": "Everybody",
  "levers.log.search": "Search the log",
  "levers.log.failures": "Only failures",
  "levers.log.pause": "Pause",
  "levers.log.resume": "Go on",
  "levers.log.paused": "Paused. {count} more waiting.",
  "levers.log.clear": "Clear",
  "levers.log.cleared": "The log’s view is empty. New lines will appear.",
  "levers.log.latest": "To the newest",
  "levers.log.list": "Calls and updates, newest last",
  "levers.log.empty": "Nothing yet. Tap something on a phone.",
  "levers.log.nothing": "No line fits these filters.",
  "levers.log.call": "call to Telegram",
  "levers.log.update": "update from Telegram",
  "levers.log.nobody": "–",
  "levers.log.ok": "ok",
  "levers.log.failed": "failed, {status}",
  "levers.log.cut": "no answer",
  "levers.log.ms": "{ms} ms",
  "levers.log.s": "{s} s",
  "levers.log.params": "Sent",
  "levers.log.answer": "Answered",
  "levers.log.received": "Received",
  "levers.log.copy": "Copy as JSON",
  "levers.log.more": "… {count} more characters",
};

const uk = {
  "levers.title": "Важелі",
  "levers.lead": "Змінюйте світ довкола бота й дивіться, що він робить.",
  "levers.close": "Закрити важелі",
  "levers.jump": "Перейти до",
  "levers.jump.reset": "Заново",
  "levers.broken": "Не вдалося. Перезавантажте сторінку і спробуйте ще раз.",
  "levers.copy": "Копіювати",
  "levers.copied": "Скопійовано",
  "levers.copy.failed": "Не вдалося скопіювати: виділіть текст самі",
  "levers.bot.down": "Бот не працює. Спершу запустіть його в розділі «Збої».",
  "levers.bot.starting": "Бот запускається…",

  "levers.order.title": "Замовлення",
  "levers.order.lead":
    "Клієнт купує на сайті маркетплейсу, а сайт звертається до HTTP API бота. "
    + "Дивіться на телефон продавця: він задзвонить одразу.",
  "levers.order.seller": "Продавець",
  "levers.order.product": "Товар",
  "levers.order.product.other": "Щось інше…",
  "levers.order.name": "Що замовляють",
  "levers.order.quantity": "Кількість",
  "levers.order.price": "Ціна за одиницю, {currency}",
  "levers.order.person": "Чий телефон отримає посилання",
  "levers.order.customer": "Клієнт",
  "levers.order.address": "Адреса доставки",
  "levers.order.comment": "Коментар",
  "levers.order.optional": "(необов’язково)",
  "levers.order.total": "Разом: {total}",
  "levers.order.place": "Замовити",
  "levers.order.placing": "Замовляємо…",
  "levers.order.placed":
    "Замовлення №{number} прийнято. Телефон продавця вже задзвонив; посилання для клієнта чекає "
    + "в його чаті «Маркетплейс».",
  "levers.order.wrong": "Перевірте, будь ласка, позначені поля.",
  "levers.order.curl": "Те саме з термінала",
  "levers.order.curl.lead":
    "Команда змінюється разом із формою. Виконайте її двічі — замовлення буде одне, бо "
    + "external_id той самий.",
  "levers.order.curl.label": "Команда curl, яка робить це замовлення",
  "levers.order.curl.copy": "Копіювати команду",

  "levers.wrong.empty": "Заповніть, будь ласка.",
  "levers.wrong.long": "Не більше символів, ніж {limit}.",
  "levers.wrong.whole": "Ціле число від {least} до {most}.",
  "levers.wrong.number": "Число від {least} до {most}.",
  "levers.wrong.price": "Сума, більша за нуль, наприклад 450.00.",
  "levers.wrong.price.big": "Стільки не може коштувати жодне замовлення.",

  "levers.time.title": "Час",
  "levers.time.lead":
    "Строки й нагадування — це рядки в базі, тож вони спрацюють навіть після аварії. "
    + "Переведіть годинник і подивіться, що станеться із замовленнями.",
  "levers.time.now": "У цьому світі зараз",
  "levers.time.hour": "+ 1 година",
  "levers.time.day": "+ 1 день",
  "levers.time.deadline": "До найближчого строку",
  "levers.time.next": "Далі: {what}, {at}.",
  "levers.time.what.expire": "замовлення №{number} закриється автоматично",
  "levers.time.what.notice": "клієнт дізнається про замовлення №{number}",
  "levers.time.what.undo": "зникає кнопка «Повернути як було» замовлення №{number}",
  "levers.time.what.other": "настане строк щодо замовлення №{number}",
  "levers.time.none": "Жоден строк не чекає: відкритих замовлень немає. Спершу зробіть замовлення.",
  "levers.time.hour.passed": "Минула година.",
  "levers.time.day.passed": "Минув день.",
  "levers.time.moved": "Тепер {at}: {what}. Подивіться на телефони.",

  "levers.failures.title": "Збої",
  "levers.failures.lead":
    "Те, що ламається в житті. Зламайте щось, користуйтеся телефонами, як завжди, — і "
    + "побачите, що нічого не губиться.",
  "levers.process.title": "Процес бота",
  "levers.process.running": "Працює",
  "levers.process.starting": "Запускається…",
  "levers.process.down": "Не працює",
  "levers.process.kill": "Убити (kill -9)",
  "levers.process.start": "Запустити знову",
  "levers.process.note":
    "kill -9 обриває процес, як зникнення струму. Натисніть кнопку на телефоні, поки бота немає, "
    + "а тоді запустіть його: натискання зарахується, і лише раз.",
  "levers.process.killed": "Бота немає. Натисніть щось на телефоні, а тоді запустіть його знову.",
  "levers.process.waiting":
    "Бот усе ще пробує з’єднатися з Telegram. Можливо, нижче ввімкнено якийсь збій?",
  "levers.process.started": "Бот повернувся і надолужує пропущене.",
  "levers.block.title": "Хтось блокує бота",
  "levers.block.note":
    "Тому, хто заблокував бота, написати не можна. Бот не пробує без кінця: "
    + "подивіться в журнал і на телефон адміністрації.",
  "levers.block.of": "{name}: бота заблоковано",
  "levers.block.blocked": "{name}: бота заблоковано.",
  "levers.block.unblocked": "{name}: бот знову може писати.",
  "levers.block.nobody": "Ще ніхто не запустив бота.",
  "levers.fault.title": "У Telegram поганий день",
  "levers.fault.kind": "Що стається",
  "levers.fault.kind.slow": "Відповідає із запізненням",
  "levers.fault.kind.server_error": "Відповідає помилкою 5xx",
  "levers.fault.kind.flood": "Відмовляє: 429, забагато запитів",
  "levers.fault.kind.lost_reply": "Виконує, але відповідь губиться",
  "levers.fault.kind.cut": "З’єднання рветься ще до виконання",
  "levers.fault.note.slow":
    "Бот чекає лише на свою відповідь; інших чатів це не затримує. "
    + "Стежте за часом у журналі.",
  "levers.fault.note.server_error":
    "Бот пробує знову, щоразу трохи пізніше, доки повідомлення не дійде. "
    + "У журналі видно кожну спробу.",
  "levers.fault.note.flood":
    "Бот витримує саме ту паузу, яку назвав Telegram, і тоді надсилає. "
    + "У журналі видно відмову і другу спробу.",
  "levers.fault.note.lost_reply":
    "Повідомлення дійшло, але бот про це не дізнався і може надіслати його ще раз: краще двічі, "
    + "ніж жодного. А із замовленням усе сталося один раз.",
  "levers.fault.note.cut":
    "Нічого не виконано, і бот знає, що треба пробувати знову. Повідомлення прийде на мить "
    + "пізніше.",
  "levers.fault.value.slow": "Запізнення, секунд",
  "levers.fault.value.server_error": "HTTP-статус",
  "levers.fault.value.flood": "Пауза, секунд",
  "levers.fault.method": "Які виклики",
  "levers.fault.method.sendMessage": "Нові повідомлення",
  "levers.fault.method.editMessageText": "Зміни карток",
  "levers.fault.method.answerCallbackQuery": "Відповіді на натискання",
  "levers.fault.method.any": "Усі виклики",
  "levers.fault.times": "Скільки разів",
  "levers.fault.times.1": "Раз",
  "levers.fault.times.3": "Тричі",
  "levers.fault.times.10": "Десять разів",
  "levers.fault.times.0": "Доки не вимкнете",
  "levers.fault.add": "Увімкнути",
  "levers.fault.added": "Увімкнено: {fault}. Тепер скористайтеся телефоном.",
  "levers.fault.active": "Зараз увімкнено",
  "levers.fault.none": "Telegram здоровий: нічого не ввімкнено.",
  "levers.fault.left": "ще {left}×",
  "levers.fault.endless": "доки не вимкнете",
  "levers.fault.clear": "Вимкнути все",
  "levers.fault.cleared": "Telegram знову здоровий.",

  "levers.tricks.title": "Хитрощі",
  "levers.tricks.lead": "Що пробують із ботом чужі люди й ненадійна мережа.",
  "levers.repeat.title": "Те саме оновлення двічі",
  "levers.repeat.note":
    "Telegram обіцяє «щонайменше один раз», тож оновлення бувають і двічі. Бот уже знає останнє: "
    + "у журналі воно з’явиться знову, а на телефонах нічого не станеться.",
  "levers.repeat.do": "Надіслати останнє ще раз",
  "levers.repeat.done": "Надіслано ще раз. На телефонах усе, як було.",
  "levers.forge.title": "Підроблене натискання",
  "levers.forge.note":
    "Хто знає протокол, може надіслати ботові натискання чужої кнопки. Бот перевіряє за своїми "
    + "рядками, кому що дозволено, тож із замовленням нічого не станеться.",
  "levers.forge.who": "Хто натискає",
  "levers.forge.whose": "Чия кнопка",
  "levers.forge.button": "Яка кнопка",
  "levers.forge.stranger": "Чужа людина",
  "levers.forge.stranger.name": "Максим",
  "levers.forge.do": "Підробити натискання",
  "levers.forge.none": "{name}: картки з кнопками ще немає. Спершу зробіть замовлення.",
  "levers.forge.answer": "Бот відповів: «{text}»",
  "levers.forge.silent": "Бот відповів без слів. Подивіться в журнал.",

  "levers.reset.title": "Почати спочатку",
  "levers.reset.lead":
    "Нові люди, жодного замовлення, знову перший ранок. Поза цією сторінкою нічого не зміниться.",
  "levers.reset.language": "Люди говорять",
  "levers.reset.en": "англійською",
  "levers.reset.uk": "українською",
  "levers.reset.do": "Почати спочатку…",
  "levers.reset.sure": "Усі замовлення й чати цього демо буде забуто.",
  "levers.reset.yes": "Так, почати",
  "levers.reset.no": "Залишити все",
  "levers.reset.done": "Новий ранок. Усі, як на початку.",

  "levers.log.title": "Журнал",
  "levers.log.lead": "Кожен виклик Bot API і кожне оновлення — тієї ж миті.",
  "levers.log.people": "Чиї рядки",
  "levers.log.everybody": "Усі",
  "levers.log.search": "Шукати в журналі",
  "levers.log.failures": "Лише збої",
  "levers.log.pause": "Пауза",
  "levers.log.resume": "Далі",
  "levers.log.paused": "Пауза. Нових рядків: {count}.",
  "levers.log.clear": "Очистити",
  "levers.log.cleared": "Журнал порожній. Нові рядки з’являться тут.",
  "levers.log.latest": "До найновіших",
  "levers.log.list": "Виклики й оновлення, найновіші внизу",
  "levers.log.empty": "Поки нічого. Натисніть щось на телефоні.",
  "levers.log.nothing": "Таких рядків немає.",
  "levers.log.call": "виклик до Telegram",
  "levers.log.update": "оновлення від Telegram",
  "levers.log.nobody": "–",
  "levers.log.ok": "гаразд",
  "levers.log.failed": "збій, {status}",
  "levers.log.cut": "без відповіді",
  "levers.log.ms": "{ms} мс",
  "levers.log.s": "{s} с",
  "levers.log.params": "Надіслано",
  "levers.log.answer": "Відповідь",
  "levers.log.received": "Отримано",
  "levers.log.copy": "Копіювати як JSON",
  "levers.log.more": "… ще символів: {count}",
};

export default { en, uk };
