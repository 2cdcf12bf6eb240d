// The words of the levers and of the log, each in English and in Ukrainian. It shows nothing.

const WORDS = {
  "title": ["Levers", "Важелі"],
  "lead": [
    "Move the world around the bot and watch what it does.",
    "Змінюйте світ довкола бота й дивіться, що він робить.",
  ],
  "close": ["Close the levers", "Закрити важелі"],
  "jump": ["Go to", "Перейти до"],
  "jump.reset": ["Restart", "Заново"],
  "broken": [
    "That did not work. Reload the page and try again.",
    "Не вдалося. Перезавантажте сторінку і спробуйте ще раз.",
  ],
  "copy": ["Copy", "Копіювати"],
  "copied": ["Copied", "Скопійовано"],
  "copy.failed": [
    "Could not copy: select the text instead",
    "Не вдалося скопіювати: виділіть текст самі",
  ],
  "bot.down": [
    "The bot is not running. Start it under Failures first.",
    "Бот не працює. Спершу запустіть його в розділі «Збої».",
  ],
  "bot.starting": ["The bot is starting…", "Бот запускається…"],

  "order.title": ["Order", "Замовлення"],
  "order.lead": [
    "A customer buys on the marketplace’s website, and the website calls the bot’s HTTP API. "
      + "Watch the seller’s phone: it rings at once.",
    "Клієнт купує на сайті маркетплейсу, а сайт звертається до HTTP API бота. Дивіться на "
      + "телефон продавця: він задзвонить одразу.",
  ],
  "order.seller": ["Seller", "Продавець"],
  "order.product": ["Product", "Товар"],
  "order.product.other": ["Something else…", "Щось інше…"],
  "order.name": ["What is ordered", "Що замовляють"],
  "order.quantity": ["Quantity", "Кількість"],
  "order.price": ["Price of one, {currency}", "Ціна за одиницю, {currency}"],
  "order.person": ["Whose phone gets the link", "Чий телефон отримає посилання"],
  "order.customer": ["Customer", "Клієнт"],
  "order.address": ["Delivery address", "Адреса доставки"],
  "order.comment": ["Comment", "Коментар"],
  "order.optional": ["(optional)", "(необов’язково)"],
  "order.total": ["Total: {total}", "Разом: {total}"],
  "order.place": ["Place order", "Замовити"],
  "order.placed": [
    "Order #{number} is placed. The seller’s phone has rung; the customer’s link waits in "
      + "their chat “Marketplace”.",
    "Замовлення №{number} прийнято. Телефон продавця вже задзвонив; посилання для клієнта "
      + "чекає в його чаті «Маркетплейс».",
  ],
  "order.wrong": [
    "Please look at the marked fields.",
    "Перевірте, будь ласка, позначені поля.",
  ],
  "order.curl": ["The same from a terminal", "Те саме з термінала"],
  "order.curl.lead": [
    "This line follows the form. Paste it twice: it is still one order, because its "
      + "external_id is the same.",
    "Команда змінюється разом із формою. Виконайте її двічі — замовлення буде одне, бо "
      + "external_id той самий.",
  ],
  "order.curl.label": [
    "curl command that places this order",
    "Команда curl, яка робить це замовлення",
  ],
  "order.curl.copy": ["Copy the command", "Копіювати команду"],

  "wrong.empty": ["Please fill this in.", "Заповніть, будь ласка."],
  "wrong.long": ["At most {limit} characters.", "Не більше символів, ніж {limit}."],
  "wrong.whole": [
    "A whole number from {least} to {most}.",
    "Ціле число від {least} до {most}.",
  ],
  "wrong.number": ["A number from {least} to {most}.", "Число від {least} до {most}."],
  "wrong.price": [
    "An amount above zero, such as 450.00.",
    "Сума, більша за нуль, наприклад 450.00.",
  ],
  "wrong.price.big": [
    "This is more than any order may cost.",
    "Стільки не може коштувати жодне замовлення.",
  ],

  "time.title": ["Time", "Час"],
  "time.lead": [
    "Deadlines and reminders are rows with a due time, so they come even after a crash. Move "
      + "the clock and watch the orders answer.",
    "Строки й нагадування — це записи в базі, тож вони спрацюють навіть після аварії. "
      + "Переведіть годинник і подивіться, що станеться із замовленнями.",
  ],
  "time.now": ["In this world it is", "У цьому світі зараз"],
  "time.hour": ["+ 1 hour", "+ 1 година"],
  "time.day": ["+ 1 day", "+ 1 день"],
  "time.deadline": ["To the next deadline", "До найближчого строку"],
  "time.next": ["Next: {what}, {at}.", "Далі: {what}, {at}."],
  "time.what.expire": [
    "order #{number} closes by itself",
    "замовлення №{number} закриється автоматично",
  ],
  "time.what.notice": [
    "the customer is told about order #{number}",
    "клієнт дізнається про замовлення №{number}",
  ],
  "time.what.undo": [
    "the Undo button of order #{number} goes",
    "зникає кнопка «Повернути як було» замовлення №{number}",
  ],
  "time.what.other": [
    "something about order #{number} falls due",
    "настане строк щодо замовлення №{number}",
  ],
  "time.none": [
    "No deadline is waiting: no order is open. Place one first.",
    "Жоден строк не чекає: відкритих замовлень немає. Спершу зробіть замовлення.",
  ],
  "time.hour.passed": ["An hour has passed.", "Минула година."],
  "time.day.passed": ["A day has passed.", "Минув день."],
  "time.moved": [
    "It is {at}: {what}. Look at the phones.",
    "Тепер {at}: {what}. Подивіться на телефони.",
  ],

  "failures.title": ["Failures", "Збої"],
  "failures.lead": [
    "What goes wrong in real life. Break something, use the phones as usual, and see that "
      + "nothing is lost.",
    "Те, що ламається в житті. Зламайте щось, користуйтеся телефонами, як завжди, — і "
      + "побачите, що нічого не губиться.",
  ],

  "process.title": ["The bot’s process", "Процес бота"],
  "process.running": ["Running", "Працює"],
  "process.starting": ["Starting…", "Запускається…"],
  "process.down": ["Not running", "Не працює"],
  "process.kill": ["Kill it (kill -9)", "Убити (kill -9)"],
  "process.start": ["Start it again", "Запустити знову"],
  "process.note": [
    "kill -9 ends the process like a power cut. Tap a button on a phone while it is down, "
      + "then start it: the tap counts, and counts once.",
    "kill -9 обриває процес, як зникнення струму. Натисніть кнопку на телефоні, поки бота "
      + "немає, а тоді запустіть його: натискання зарахується, і лише раз.",
  ],
  "process.killed": [
    "The bot is gone. Tap something on a phone, then start it again.",
    "Бота немає. Натисніть щось на телефоні, а тоді запустіть його знову.",
  ],
  "process.waiting": [
    "The bot keeps trying to reach Telegram. Is a failure switched on below?",
    "Бот усе ще пробує з’єднатися з Telegram. Можливо, нижче ввімкнено якийсь збій?",
  ],
  "process.started": [
    "The bot is back and catches up with what it missed.",
    "Бот повернувся і надолужує пропущене.",
  ],

  "block.title": ["Somebody blocks the bot", "Хтось блокує бота"],
  "block.note": [
    "A person who blocked the bot cannot be written to. The bot does not try for ever: look "
      + "at the log, and at the administration’s phone.",
    "Тому, хто заблокував бота, написати не можна. Бот не пробує без кінця: подивіться в "
      + "журнал і на телефон адміністрації.",
  ],
  "block.of": ["{name} has blocked the bot", "{name}: бота заблоковано"],
  "block.blocked": ["{name} has blocked the bot.", "{name}: бота заблоковано."],
  "block.unblocked": ["{name} lets the bot write again.", "{name}: бот знову може писати."],
  "block.nobody": ["Nobody has started the bot yet.", "Ще ніхто не запустив бота."],

  "fault.title": ["Telegram has a bad day", "У Telegram поганий день"],
  "fault.kind": ["What happens", "Що стається"],
  "fault.kind.slow": ["It answers late", "Відповідає із запізненням"],
  "fault.kind.server_error": ["It answers with a 5xx error", "Відповідає помилкою 5xx"],
  "fault.kind.flood": [
    "It refuses with 429, too many requests",
    "Відмовляє: 429, забагато запитів",
  ],
  "fault.kind.lost_reply": [
    "It does it, but the answer is lost",
    "Виконує, але відповідь губиться",
  ],
  "fault.kind.cut": [
    "The connection breaks before anything is done",
    "З’єднання рветься ще до виконання",
  ],
  "fault.note.slow": [
    "The bot waits for its own answer only; other chats are not held up. Watch “typing” and "
      + "the times in the log.",
    "Бот чекає лише на свою відповідь; інших чатів це не затримує. Стежте за часом у журналі.",
  ],
  "fault.note.server_error": [
    "The bot tries again, each time a little later, until the message is through. The log "
      + "shows every attempt.",
    "Бот пробує знову, щоразу трохи пізніше, доки повідомлення не дійде. У журналі видно "
      + "кожну спробу.",
  ],
  "fault.note.flood": [
    "The bot keeps exactly the pause that Telegram names, then sends. The log shows the "
      + "refusal and the second try.",
    "Бот витримує саме ту паузу, яку назвав Telegram, і тоді надсилає. У журналі видно "
      + "відмову і другу спробу.",
  ],
  "fault.note.lost_reply": [
    "The message is there, but the bot never heard so and may send it once more: rather "
      + "twice than never. What happened to the order is counted once.",
    "Повідомлення дійшло, але бот про це не дізнався і може надіслати його ще раз: краще "
      + "двічі, ніж жодного. А із замовленням усе сталося один раз.",
  ],
  "fault.note.cut": [
    "Nothing was done and the bot knows it must try again. The phone gets its message a "
      + "moment later.",
    "Нічого не виконано, і бот знає, що треба пробувати знову. Повідомлення прийде на мить "
      + "пізніше.",
  ],
  "fault.value.slow": ["Late by, seconds", "Запізнення, секунд"],
  "fault.value.server_error": ["HTTP status", "HTTP-статус"],
  "fault.value.flood": ["Pause it asks for, seconds", "Пауза, секунд"],
  "fault.method": ["Which calls", "Які виклики"],
  "fault.method.sendMessage": ["New messages", "Нові повідомлення"],
  "fault.method.editMessageText": ["Changed cards", "Зміни карток"],
  "fault.method.answerCallbackQuery": ["Answers to taps", "Відповіді на натискання"],
  "fault.method.any": ["Every call", "Усі виклики"],
  "fault.times": ["How often", "Скільки разів"],
  "fault.times.1": ["Once", "Раз"],
  "fault.times.3": ["Three times", "Тричі"],
  "fault.times.10": ["Ten times", "Десять разів"],
  "fault.times.0": ["Until switched off", "Доки не вимкнете"],
  "fault.add": ["Switch on", "Увімкнути"],
  "fault.added": [
    "Switched on: {fault}. Now use a phone.",
    "Увімкнено: {fault}. Тепер скористайтеся телефоном.",
  ],
  "fault.active": ["Switched on now", "Зараз увімкнено"],
  "fault.none": [
    "Telegram is well: nothing is switched on.",
    "Telegram здоровий: нічого не ввімкнено.",
  ],
  "fault.left": ["still {left}×", "ще {left}×"],
  "fault.endless": ["until switched off", "доки не вимкнете"],
  "fault.clear": ["Switch all off", "Вимкнути все"],
  "fault.cleared": ["Telegram is well again.", "Telegram знову здоровий."],

  "lines.title": ["Phones and mail", "Телефони й пошта"],
  "lines.note": [
    "What becomes of text messages, and the two lines that can be cut. See on which channel an "
      + "order comes then, and how late.",
    "Що стається з SMS, і дві лінії, які можна обірвати. Подивіться, яким каналом тоді "
      + "прийде замовлення і на скільки пізніше.",
  ],
  "lines.fate": ["Text messages from now on", "SMS від цієї миті"],
  "lines.fate.delivered": ["arrive", "надходять"],
  "lines.fate.undelivered": ["do not arrive, and Twilio says so", "не доходять, і Twilio це каже"],
  "lines.fate.failed": ["fail at once", "одразу відхиляються"],
  "lines.fate.silent": ["stay on their way, without a word", "зависають без жодного слова"],
  "lines.fate.done": ["From now on they {fate}.", "Відтепер вони {fate}."],
  "lines.twilio": ["Twilio is out of reach", "Twilio недоступний"],
  "lines.twilio.out": ["Twilio is out of reach now.", "Twilio тепер недоступний."],
  "lines.twilio.back": ["Twilio is back.", "Twilio знову на зв’язку."],
  "lines.mail": ["The mail server is out of reach", "Поштовий сервер недоступний"],
  "lines.mail.out": ["The mail server is out of reach now.", "Поштовий сервер тепер недоступний."],
  "lines.mail.back": ["The mail server is back.", "Поштовий сервер знову на зв’язку."],

  "tricks.title": ["Tricks", "Хитрощі"],
  "tricks.lead": [
    "What strangers and networks try on a bot.",
    "Що пробують із ботом чужі люди й ненадійна мережа.",
  ],

  "repeat.title": ["The same update twice", "Те саме оновлення двічі"],
  "repeat.note": [
    "Telegram promises “at least once”, so updates do come twice. The bot knows the last one "
      + "already: it is in the log again, and on the phones nothing happens.",
    "Telegram обіцяє «щонайменше один раз», тож оновлення бувають і двічі. Бот уже знає "
      + "останнє: у журналі воно з’явиться знову, а на телефонах нічого не станеться.",
  ],
  "repeat.do": ["Send the last update again", "Надіслати останнє ще раз"],
  "repeat.done": [
    "Sent again. The phones stay as they were.",
    "Надіслано ще раз. На телефонах усе, як було.",
  ],

  "forge.title": ["A forged tap", "Підроблене натискання"],
  "forge.note": [
    "Whoever knows the protocol can send the bot a tap on somebody else’s button. The bot "
      + "asks its own rows who may do what, so the order stays as it is.",
    "Хто знає протокол, може надіслати ботові натискання чужої кнопки. Бот перевіряє за "
      + "своїми записами, кому що дозволено, тож із замовленням нічого не станеться.",
  ],
  "forge.who": ["Who taps", "Хто натискає"],
  "forge.whose": ["Whose button", "Чия кнопка"],
  "forge.button": ["Which button", "Яка кнопка"],
  "forge.stranger": ["A stranger", "Чужа людина"],
  "forge.stranger.name": ["Max", "Максим"],
  "forge.do": ["Forge the tap", "Підробити натискання"],
  "forge.none": [
    "{name} has no card with buttons yet. Place an order first.",
    "{name}: картки з кнопками ще немає. Спершу зробіть замовлення.",
  ],
  "forge.answer": ["The bot answered: “{text}”", "Бот відповів: «{text}»"],
  "forge.silent": [
    "The bot answered without a word. Look at the log.",
    "Бот відповів без слів. Подивіться в журнал.",
  ],

  "reset.title": ["Start over", "Почати спочатку"],
  "reset.lead": [
    "New people, no orders, the first morning again. Nothing outside this page is touched.",
    "Нові люди, жодного замовлення, знову перший ранок. Поза цією сторінкою нічого не зміниться.",
  ],
  "reset.language": ["The people speak", "Люди говорять"],
  "reset.en": ["English", "англійською"],
  "reset.uk": ["Ukrainian", "українською"],
  "reset.do": ["Start over…", "Почати спочатку…"],
  "reset.sure": [
    "All orders and chats of this demo will be forgotten.",
    "Усі замовлення й чати цього демо буде забуто.",
  ],
  "reset.yes": ["Yes, start over", "Так, почати"],
  "reset.no": ["Keep everything", "Залишити все"],
  "reset.done": [
    "A new morning. Everybody is as at the beginning.",
    "Новий ранок. Усі, як на початку.",
  ],

  "log.title": ["Log", "Журнал"],
  "log.lead": [
    "Every call to Telegram, Twilio and the mail server, and all that comes back, as it happens.",
    "Кожен виклик до Telegram, Twilio й поштового сервера і все, що надходить, — тієї ж миті.",
  ],
  "log.people": ["Whose lines", "Чиї рядки"],
  "log.everybody": ["Everybody", "Усі"],
  "log.search": ["Search the log", "Шукати в журналі"],
  "log.failures": ["Only failures", "Лише збої"],
  "log.pause": ["Pause", "Пауза"],
  "log.resume": ["Go on", "Далі"],
  "log.paused": ["Paused. {count} more waiting.", "Пауза. Нових рядків: {count}."],
  "log.clear": ["Clear", "Очистити"],
  "log.cleared": [
    "The log’s view is empty. New lines will appear.",
    "Журнал порожній. Нові рядки з’являться тут.",
  ],
  "log.latest": ["To the newest", "До найновіших"],
  "log.list": ["Calls and updates, newest last", "Виклики й оновлення, найновіші внизу"],
  "log.empty": [
    "Nothing yet. Tap something on a phone.",
    "Поки нічого. Натисніть щось на телефоні.",
  ],
  "log.nothing": ["No line fits these filters.", "Таких рядків немає."],
  "log.call": ["call to Telegram", "виклик до Telegram"],
  "log.update": ["update from Telegram", "оновлення від Telegram"],
  "log.call.sms": ["call to Twilio", "виклик до Twilio"],
  "log.update.sms": ["webhook of Twilio", "вебхук від Twilio"],
  "log.call.mail": ["letter", "лист"],
  "log.update.mail": ["answer by mail", "відповідь поштою"],
  "log.nobody": ["–", "–"],
  "log.ok": ["ok", "гаразд"],
  "log.failed": ["failed, {status}", "збій, {status}"],
  "log.cut": ["no answer", "без відповіді"],
  "log.ms": ["{ms} ms", "{ms} мс"],
  "log.s": ["{s} s", "{s} с"],
  "log.params": ["Sent", "Надіслано"],
  "log.answer": ["Answered", "Відповідь"],
  "log.received": ["Received", "Отримано"],
  "log.copy": ["Copy as JSON", "Копіювати як JSON"],
  "log.more": ["… {count} more characters", "… ще символів: {count}"],
};

const inLanguage = (at) =>
  Object.fromEntries(Object.entries(WORDS).map(([key, words]) => [key, words[at]]));

export default { en: inLanguage(0), uk: inLanguage(1) };
