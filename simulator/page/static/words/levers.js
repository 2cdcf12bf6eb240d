// The words of the levers and of the log, each in English and in Ukrainian. It shows nothing.

const WORDS = {
  "levers.title": ["Levers", "Важелі"],
  "levers.lead": [
    "Move the world around the bot and watch what it does.",
    "Змінюйте світ довкола бота й дивіться, що він робить.",
  ],
  "levers.close": ["Close the levers", "Закрити важелі"],
  "levers.jump": ["Go to", "Перейти до"],
  "levers.jump.reset": ["Restart", "Заново"],
  "levers.broken": [
    "That did not work. Reload the page and try again.",
    "Не вдалося. Перезавантажте сторінку і спробуйте ще раз.",
  ],
  "levers.copy": ["Copy", "Копіювати"],
  "levers.copied": ["Copied", "Скопійовано"],
  "levers.copy.failed": [
    "Could not copy: select the text instead",
    "Не вдалося скопіювати: виділіть текст самі",
  ],
  "levers.bot.down": [
    "The bot is not running. Start it under Failures first.",
    "Бот не працює. Спершу запустіть його в розділі «Збої».",
  ],
  "levers.bot.starting": ["The bot is starting…", "Бот запускається…"],

  "levers.order.title": ["Order", "Замовлення"],
  "levers.order.lead": [
    "A customer buys on the marketplace’s website, and the website calls the bot’s HTTP API. "
      + "Watch the seller’s phone: it rings at once.",
    "Клієнт купує на сайті маркетплейсу, а сайт звертається до HTTP API бота. Дивіться на "
      + "телефон продавця: він задзвонить одразу.",
  ],
  "levers.order.seller": ["Seller", "Продавець"],
  "levers.order.product": ["Product", "Товар"],
  "levers.order.product.other": ["Something else…", "Щось інше…"],
  "levers.order.name": ["What is ordered", "Що замовляють"],
  "levers.order.quantity": ["Quantity", "Кількість"],
  "levers.order.price": ["Price of one, {currency}", "Ціна за одиницю, {currency}"],
  "levers.order.person": ["Whose phone gets the link", "Чий телефон отримає посилання"],
  "levers.order.customer": ["Customer", "Клієнт"],
  "levers.order.address": ["Delivery address", "Адреса доставки"],
  "levers.order.comment": ["Comment", "Коментар"],
  "levers.order.optional": ["(optional)", "(необов’язково)"],
  "levers.order.total": ["Total: {total}", "Разом: {total}"],
  "levers.order.place": ["Place order", "Замовити"],
  "levers.order.placing": ["Placing…", "Замовляємо…"],
  "levers.order.placed": [
    "Order #{number} is placed. The seller’s phone has rung; the customer’s link waits in "
      + "their chat “Marketplace”.",
    "Замовлення №{number} прийнято. Телефон продавця вже задзвонив; посилання для клієнта "
      + "чекає в його чаті «Маркетплейс».",
  ],
  "levers.order.wrong": [
    "Please look at the marked fields.",
    "Перевірте, будь ласка, позначені поля.",
  ],
  "levers.order.curl": ["The same from a terminal", "Те саме з термінала"],
  "levers.order.curl.lead": [
    "This line follows the form. Paste it twice: it is still one order, because its "
      + "external_id is the same.",
    "Команда змінюється разом із формою. Виконайте її двічі — замовлення буде одне, бо "
      + "external_id той самий.",
  ],
  "levers.order.curl.label": [
    "curl command that places this order",
    "Команда curl, яка робить це замовлення",
  ],
  "levers.order.curl.copy": ["Copy the command", "Копіювати команду"],

  "levers.wrong.empty": ["Please fill this in.", "Заповніть, будь ласка."],
  "levers.wrong.long": ["At most {limit} characters.", "Не більше символів, ніж {limit}."],
  "levers.wrong.whole": [
    "A whole number from {least} to {most}.",
    "Ціле число від {least} до {most}.",
  ],
  "levers.wrong.number": ["A number from {least} to {most}.", "Число від {least} до {most}."],
  "levers.wrong.price": [
    "An amount above zero, such as 450.00.",
    "Сума, більша за нуль, наприклад 450.00.",
  ],
  "levers.wrong.price.big": [
    "This is more than any order may cost.",
    "Стільки не може коштувати жодне замовлення.",
  ],

  "levers.time.title": ["Time", "Час"],
  "levers.time.lead": [
    "Deadlines and reminders are rows with a due time, so they come even after a crash. Move "
      + "the clock and watch the orders answer.",
    "Строки й нагадування — це рядки в базі, тож вони спрацюють навіть після аварії. "
      + "Переведіть годинник і подивіться, що станеться із замовленнями.",
  ],
  "levers.time.now": ["In this world it is", "У цьому світі зараз"],
  "levers.time.hour": ["+ 1 hour", "+ 1 година"],
  "levers.time.day": ["+ 1 day", "+ 1 день"],
  "levers.time.deadline": ["To the next deadline", "До найближчого строку"],
  "levers.time.next": ["Next: {what}, {at}.", "Далі: {what}, {at}."],
  "levers.time.what.expire": [
    "order #{number} closes by itself",
    "замовлення №{number} закриється автоматично",
  ],
  "levers.time.what.notice": [
    "the customer is told about order #{number}",
    "клієнт дізнається про замовлення №{number}",
  ],
  "levers.time.what.undo": [
    "the Undo button of order #{number} goes",
    "зникає кнопка «Повернути як було» замовлення №{number}",
  ],
  "levers.time.what.other": [
    "something about order #{number} falls due",
    "настане строк щодо замовлення №{number}",
  ],
  "levers.time.none": [
    "No deadline is waiting: no order is open. Place one first.",
    "Жоден строк не чекає: відкритих замовлень немає. Спершу зробіть замовлення.",
  ],
  "levers.time.hour.passed": ["An hour has passed.", "Минула година."],
  "levers.time.day.passed": ["A day has passed.", "Минув день."],
  "levers.time.moved": [
    "It is {at}: {what}. Look at the phones.",
    "Тепер {at}: {what}. Подивіться на телефони.",
  ],

  "levers.failures.title": ["Failures", "Збої"],
  "levers.failures.lead": [
    "What goes wrong in real life. Break something, use the phones as usual, and see that "
      + "nothing is lost.",
    "Те, що ламається в житті. Зламайте щось, користуйтеся телефонами, як завжди, — і "
      + "побачите, що нічого не губиться.",
  ],

  "levers.process.title": ["The bot’s process", "Процес бота"],
  "levers.process.running": ["Running", "Працює"],
  "levers.process.starting": ["Starting…", "Запускається…"],
  "levers.process.down": ["Not running", "Не працює"],
  "levers.process.kill": ["Kill it (kill -9)", "Убити (kill -9)"],
  "levers.process.start": ["Start it again", "Запустити знову"],
  "levers.process.note": [
    "kill -9 ends the process like a power cut. Tap a button on a phone while it is down, "
      + "then start it: the tap counts, and counts once.",
    "kill -9 обриває процес, як зникнення струму. Натисніть кнопку на телефоні, поки бота "
      + "немає, а тоді запустіть його: натискання зарахується, і лише раз.",
  ],
  "levers.process.killed": [
    "The bot is gone. Tap something on a phone, then start it again.",
    "Бота немає. Натисніть щось на телефоні, а тоді запустіть його знову.",
  ],
  "levers.process.waiting": [
    "The bot keeps trying to reach Telegram. Is a failure switched on below?",
    "Бот усе ще пробує з’єднатися з Telegram. Можливо, нижче ввімкнено якийсь збій?",
  ],
  "levers.process.started": [
    "The bot is back and catches up with what it missed.",
    "Бот повернувся і надолужує пропущене.",
  ],

  "levers.block.title": ["Somebody blocks the bot", "Хтось блокує бота"],
  "levers.block.note": [
    "A person who blocked the bot cannot be written to. The bot does not try for ever: look "
      + "at the log, and at the administration’s phone.",
    "Тому, хто заблокував бота, написати не можна. Бот не пробує без кінця: подивіться в "
      + "журнал і на телефон адміністрації.",
  ],
  "levers.block.of": ["{name} has blocked the bot", "{name}: бота заблоковано"],
  "levers.block.blocked": ["{name} has blocked the bot.", "{name}: бота заблоковано."],
  "levers.block.unblocked": ["{name} lets the bot write again.", "{name}: бот знову може писати."],
  "levers.block.nobody": ["Nobody has started the bot yet.", "Ще ніхто не запустив бота."],

  "levers.fault.title": ["Telegram has a bad day", "У Telegram поганий день"],
  "levers.fault.kind": ["What happens", "Що стається"],
  "levers.fault.kind.slow": ["It answers late", "Відповідає із запізненням"],
  "levers.fault.kind.server_error": ["It answers with a 5xx error", "Відповідає помилкою 5xx"],
  "levers.fault.kind.flood": [
    "It refuses with 429, too many requests",
    "Відмовляє: 429, забагато запитів",
  ],
  "levers.fault.kind.lost_reply": [
    "It does it, but the answer is lost",
    "Виконує, але відповідь губиться",
  ],
  "levers.fault.kind.cut": [
    "The connection breaks before anything is done",
    "З’єднання рветься ще до виконання",
  ],
  "levers.fault.note.slow": [
    "The bot waits for its own answer only; other chats are not held up. Watch “typing” and "
      + "the times in the log.",
    "Бот чекає лише на свою відповідь; інших чатів це не затримує. Стежте за часом у журналі.",
  ],
  "levers.fault.note.server_error": [
    "The bot tries again, each time a little later, until the message is through. The log "
      + "shows every attempt.",
    "Бот пробує знову, щоразу трохи пізніше, доки повідомлення не дійде. У журналі видно "
      + "кожну спробу.",
  ],
  "levers.fault.note.flood": [
    "The bot keeps exactly the pause that Telegram names, then sends. The log shows the "
      + "refusal and the second try.",
    "Бот витримує саме ту паузу, яку назвав Telegram, і тоді надсилає. У журналі видно "
      + "відмову і другу спробу.",
  ],
  "levers.fault.note.lost_reply": [
    "The message is there, but the bot never heard so and may send it once more: rather "
      + "twice than never. What happened to the order is counted once.",
    "Повідомлення дійшло, але бот про це не дізнався і може надіслати його ще раз: краще "
      + "двічі, ніж жодного. А із замовленням усе сталося один раз.",
  ],
  "levers.fault.note.cut": [
    "Nothing was done and the bot knows it must try again. The phone gets its message a "
      + "moment later.",
    "Нічого не виконано, і бот знає, що треба пробувати знову. Повідомлення прийде на мить "
      + "пізніше.",
  ],
  "levers.fault.value.slow": ["Late by, seconds", "Запізнення, секунд"],
  "levers.fault.value.server_error": ["HTTP status", "HTTP-статус"],
  "levers.fault.value.flood": ["Pause it asks for, seconds", "Пауза, секунд"],
  "levers.fault.method": ["Which calls", "Які виклики"],
  "levers.fault.method.sendMessage": ["New messages", "Нові повідомлення"],
  "levers.fault.method.editMessageText": ["Changed cards", "Зміни карток"],
  "levers.fault.method.answerCallbackQuery": ["Answers to taps", "Відповіді на натискання"],
  "levers.fault.method.any": ["Every call", "Усі виклики"],
  "levers.fault.times": ["How often", "Скільки разів"],
  "levers.fault.times.1": ["Once", "Раз"],
  "levers.fault.times.3": ["Three times", "Тричі"],
  "levers.fault.times.10": ["Ten times", "Десять разів"],
  "levers.fault.times.0": ["Until switched off", "Доки не вимкнете"],
  "levers.fault.add": ["Switch on", "Увімкнути"],
  "levers.fault.added": [
    "Switched on: {fault}. Now use a phone.",
    "Увімкнено: {fault}. Тепер скористайтеся телефоном.",
  ],
  "levers.fault.active": ["Switched on now", "Зараз увімкнено"],
  "levers.fault.none": [
    "Telegram is well: nothing is switched on.",
    "Telegram здоровий: нічого не ввімкнено.",
  ],
  "levers.fault.left": ["still {left}×", "ще {left}×"],
  "levers.fault.endless": ["until switched off", "доки не вимкнете"],
  "levers.fault.clear": ["Switch all off", "Вимкнути все"],
  "levers.fault.cleared": ["Telegram is well again.", "Telegram знову здоровий."],

  "levers.tricks.title": ["Tricks", "Хитрощі"],
  "levers.tricks.lead": [
    "What strangers and networks try on a bot.",
    "Що пробують із ботом чужі люди й ненадійна мережа.",
  ],

  "levers.repeat.title": ["The same update twice", "Те саме оновлення двічі"],
  "levers.repeat.note": [
    "Telegram promises “at least once”, so updates do come twice. The bot knows the last one "
      + "already: it is in the log again, and on the phones nothing happens.",
    "Telegram обіцяє «щонайменше один раз», тож оновлення бувають і двічі. Бот уже знає "
      + "останнє: у журналі воно з’явиться знову, а на телефонах нічого не станеться.",
  ],
  "levers.repeat.do": ["Send the last update again", "Надіслати останнє ще раз"],
  "levers.repeat.done": [
    "Sent again. The phones stay as they were.",
    "Надіслано ще раз. На телефонах усе, як було.",
  ],

  "levers.forge.title": ["A forged tap", "Підроблене натискання"],
  "levers.forge.note": [
    "Whoever knows the protocol can send the bot a tap on somebody else’s button. The bot "
      + "asks its own rows who may do what, so the order stays as it is.",
    "Хто знає протокол, може надіслати ботові натискання чужої кнопки. Бот перевіряє за "
      + "своїми рядками, кому що дозволено, тож із замовленням нічого не станеться.",
  ],
  "levers.forge.who": ["Who taps", "Хто натискає"],
  "levers.forge.whose": ["Whose button", "Чия кнопка"],
  "levers.forge.button": ["Which button", "Яка кнопка"],
  "levers.forge.stranger": ["A stranger", "Чужа людина"],
  "levers.forge.stranger.name": ["Max", "Максим"],
  "levers.forge.do": ["Forge the tap", "Підробити натискання"],
  "levers.forge.none": [
    "{name} has no card with buttons yet. Place an order first.",
    "{name}: картки з кнопками ще немає. Спершу зробіть замовлення.",
  ],
  "levers.forge.answer": ["The bot answered: “{text}”", "Бот відповів: «{text}»"],
  "levers.forge.silent": [
    "The bot answered without a word. Look at the log.",
    "Бот відповів без слів. Подивіться в журнал.",
  ],

  "levers.reset.title": ["Start over", "Почати спочатку"],
  "levers.reset.lead": [
    "New people, no orders, the first morning again. Nothing outside this page is touched.",
    "Нові люди, жодного замовлення, знову перший ранок. Поза цією сторінкою нічого не зміниться.",
  ],
  "levers.reset.language": ["The people speak", "Люди говорять"],
  "levers.reset.en": ["English", "англійською"],
  "levers.reset.uk": ["Ukrainian", "українською"],
  "levers.reset.do": ["Start over…", "Почати спочатку…"],
  "levers.reset.sure": [
    "All orders and chats of this demo will be forgotten.",
    "Усі замовлення й чати цього демо буде забуто.",
  ],
  "levers.reset.yes": ["Yes, start over", "Так, почати"],
  "levers.reset.no": ["Keep everything", "Залишити все"],
  "levers.reset.done": [
    "A new morning. Everybody is as at the beginning.",
    "Новий ранок. Усі, як на початку.",
  ],

  "levers.log.title": ["Log", "Журнал"],
  "levers.log.lead": [
    "Every call to the Bot API and every update, as they happen.",
    "Кожен виклик Bot API і кожне оновлення — тієї ж миті.",
  ],
  "levers.log.people": ["Whose lines", "Чиї рядки"],
  "levers.log.everybody": ["Everybody", "Усі"],
  "levers.log.search": ["Search the log", "Шукати в журналі"],
  "levers.log.failures": ["Only failures", "Лише збої"],
  "levers.log.pause": ["Pause", "Пауза"],
  "levers.log.resume": ["Go on", "Далі"],
  "levers.log.paused": ["Paused. {count} more waiting.", "Пауза. Нових рядків: {count}."],
  "levers.log.clear": ["Clear", "Очистити"],
  "levers.log.cleared": [
    "The log’s view is empty. New lines will appear.",
    "Журнал порожній. Нові рядки з’являться тут.",
  ],
  "levers.log.latest": ["To the newest", "До найновіших"],
  "levers.log.list": ["Calls and updates, newest last", "Виклики й оновлення, найновіші внизу"],
  "levers.log.empty": [
    "Nothing yet. Tap something on a phone.",
    "Поки нічого. Натисніть щось на телефоні.",
  ],
  "levers.log.nothing": ["No line fits these filters.", "Таких рядків немає."],
  "levers.log.call": ["call to Telegram", "виклик до Telegram"],
  "levers.log.update": ["update from Telegram", "оновлення від Telegram"],
  "levers.log.nobody": ["–", "–"],
  "levers.log.ok": ["ok", "гаразд"],
  "levers.log.failed": ["failed, {status}", "збій, {status}"],
  "levers.log.cut": ["no answer", "без відповіді"],
  "levers.log.ms": ["{ms} ms", "{ms} мс"],
  "levers.log.s": ["{s} s", "{s} с"],
  "levers.log.params": ["Sent", "Надіслано"],
  "levers.log.answer": ["Answered", "Відповідь"],
  "levers.log.received": ["Received", "Отримано"],
  "levers.log.copy": ["Copy as JSON", "Копіювати як JSON"],
  "levers.log.more": ["… {count} more characters", "… ще символів: {count}"],
};

const inLanguage = (at) =>
  Object.fromEntries(Object.entries(WORDS).map(([key, words]) => [key, words[at]]));

export default { en: inLanguage(0), uk: inLanguage(1) };
