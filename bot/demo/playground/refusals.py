"""What the playground says when a lever cannot be pulled, in each language. It decides nothing."""

from simulator.control.asked import Refused

#: By language and code.
TEXTS = {
    "en": {
        "bot_down": "The bot is down, so nobody answers. Start it, then try again.",
        "bot_died": "The bot did not start: {why}",
        "no_deadline": "Nothing waits for the clock now. Place an order first.",
        "hours": "Time can pass by up to {limit} days at once.",
        "invalid": "The marketplace’s order was not accepted. Please look at the marked fields.",
        "rejected": "The bot’s HTTP API said no: {why}",
        "name": "A name has 1 to {limit} characters.",
        "role": "A new person can be a seller, a customer or a stranger.",
        "language": "The page speaks English (en) and Ukrainian (uk).",
        "crowd": "There are {limit} people already: start over to have room again.",
        "step": "The story has no such step.",
        "story_problem": "This order went another way than the story. Start over, or place another order.",
        "stuck": "The story could not go on. Are failures switched on, or has somebody blocked the bot?",
        "field.title": "A name of 1 to 140 characters, in one line.",
        "field.quantity": "A whole number from 1 to 999.",
        "field.price": "A sum above zero, such as 450.00.",
        "field.customer": "A name of 1 to 120 characters, in one line.",
        "field.phone": "A whole phone number, such as +380 67 123 45 67.",
        "field.address": "An address of 1 to 500 characters.",
        "field.comment": "At most 1000 characters.",
        "field.production_days": "Whole days, from 0 to 730.",
        "field.currency": "A currency’s code, such as UAH.",
        "field.seller": "A seller of this marketplace.",
        "field.product": "A product of this seller.",
    },
    "uk": {
        "bot_down": "Бот не працює, тож ніхто не відповідає. Запустіть його і спробуйте ще раз.",
        "bot_died": "Бот не запустився: {why}",
        "no_deadline": "Зараз нічого не чекає свого часу. Спершу зробіть замовлення.",
        "hours": "За один раз може минути щонайбільше {limit} днів.",
        "invalid": "Замовлення від маркетплейсу не прийнято. Перевірте, будь ласка, позначені поля.",
        "rejected": "HTTP API бота відмовив: {why}",
        "name": "Ім’я має від 1 до {limit} символів.",
        "role": "Новою людиною може бути продавець, клієнт або сторонній.",
        "language": "Сторінка розмовляє українською (uk) та англійською (en).",
        "crowd": "Тут уже {limit} людей: почніть спочатку, щоб знову було місце.",
        "step": "В історії немає такого кроку.",
        "story_problem": "Це замовлення пішло іншим шляхом, ніж історія. Почніть спочатку або зробіть нове.",
        "stuck": "Історія не може йти далі. Можливо, увімкнено збої або хтось заблокував бота?",
        "field.title": "Назва від 1 до 140 символів, одним рядком.",
        "field.quantity": "Ціле число від 1 до 999.",
        "field.price": "Сума, більша за нуль, наприклад 450.00.",
        "field.customer": "Ім’я від 1 до 120 символів, одним рядком.",
        "field.phone": "Повний номер телефону, наприклад +380 67 123 45 67.",
        "field.address": "Адреса від 1 до 500 символів.",
        "field.comment": "Щонайбільше 1000 символів.",
        "field.production_days": "Цілі дні, від 0 до 730.",
        "field.currency": "Код валюти, наприклад UAH.",
        "field.seller": "Продавець цього маркетплейсу.",
        "field.product": "Товар цього продавця.",
    },
}


def refusal(locale: str, code: str, *fields: str, **values: object) -> Refused:
    """The refusal with this code; `fields` are those of the order form that are not acceptable."""
    texts = TEXTS[locale]
    marked = {name: texts[f"field.{name}"] for name in fields}
    return Refused(code, texts[code].format(**values), marked)
