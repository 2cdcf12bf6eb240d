"""Who plays on the page, what they make and what they write, in each language. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ware:
    """A product, and how somebody would order it."""

    ref: str
    title: str
    #: Of one piece, in `CURRENCY`.
    price: str
    description: str
    #: None: it is in stock.
    production_days: int | None
    quantity: int
    comment: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody's names and words in one language."""

    language: str
    seller: str
    shop: str
    customer: str
    phone: str
    address: str
    administration: str
    stranger: str
    wares: tuple[Ware, ...]
    #: The seller who has no Telegram, and what she makes.
    texter: str
    texter_shop: str
    texter_wares: tuple[Ware, ...]
    #: How the chat is called in which the marketplace writes.
    marketplace: str
    #: The marketplace's messages, with {number}, {shop}, {name} and {link}. What people typed is
    #: isolated: a name that is written backwards must not turn the rest around.
    ordered: str
    invited: str


CURRENCY = "UAH"
#: The marketplace's own names for the first seller and customer.
SELLER_REF, TEXTER_REF, CUSTOMER_REF = "ira", "oksana", "taras"
#: How they are reached beside Telegram; the domain is nobody's. Source: RFC 2606.
SELLER_PHONE, SELLER_EMAIL = "+380501112233", "ira@pottery.example"
TEXTER_PHONE, TEXTER_EMAIL = "+380931112233", "oksana@felt.example"
CUSTOMER_EMAIL = "taras@post.example"
#: When the customer joined the marketplace.
REGISTERED_AT = "2024-05-11T09:00:00Z"

ENGLISH = Cast(
    language="en",
    seller="Ira Koval",
    shop="Ira’s Pottery",
    customer="Taras Shevchuk",
    phone="+380671234567",
    address="Lviv, Rynok Square 1",
    administration="Ada Melnyk",
    stranger="Max Sly",
    wares=(
        Ware(
            "mug-blue", "Blue mug", "450.00", "Stoneware, 350 ml, glazed inside.",
            None, 2, "One with a big handle, please",
        ),
        Ware(
            "bowl-sunflower", "Sunflower bowl", "680.00", "For salad or fruit, 24 cm.",
            7, 1, "It is a present: could you wrap it?",
        ),
        Ware(
            "vase-tall", "Tall vase", "1200.00", "Thrown on the wheel, 40 cm.",
            10, 1, "",
        ),
    ),
    texter="Oksana Lys",
    texter_shop="Oksana’s Felt",
    texter_wares=(
        Ware(
            "slippers-felt", "Felt slippers", "540.00", "Sheep’s wool, sizes 36 to 45.",
            5, 1, "Size 39, please",
        ),
    ),
    marketplace="Marketplace",
    ordered=(
        "Thank you! {shop} has your order #{number}.\n"
        "Follow it in Telegram, and write to the seller there:\n{link}"
    ),
    invited=(
        "Welcome, \u2068{name}\u2069! New orders can ring in your Telegram.\n"
        "Open this link once to connect your shop:\n{link}"
    ),
)  # fmt: skip

UKRAINIAN = Cast(
    language="uk",
    seller="Іра Коваль",
    shop="Гончарня Іри",
    customer="Тарас Шевчук",
    phone="+380671234567",
    address="Львів, площа Ринок, 1",
    administration="Ада Мельник",
    stranger="Макс Хитрий",
    wares=(
        Ware(
            "mug-blue", "Синє горнятко", "450.00", "Кам’яна маса, 350 мл, полива всередині.",
            None, 2, "Одне, будь ласка, з великою ручкою",
        ),
        Ware(
            "bowl-sunflower", "Миска «Соняшник»", "680.00", "Для салату чи фруктів, 24 см.",
            7, 1, "Це подарунок: чи можна запакувати?",
        ),
        Ware(
            "vase-tall", "Висока ваза", "1200.00", "Виточена на крузі, 40 см.",
            10, 1, "",
        ),
    ),
    texter="Оксана Лис",
    texter_shop="Оксанина повсть",
    texter_wares=(
        Ware(
            "slippers-felt", "Повстяні капці", "540.00", "Овеча вовна, розміри від 36 до 45.",
            5, 1, "Розмір 39, будь ласка",
        ),
    ),
    marketplace="Маркетплейс",
    ordered=(
        "Дякуємо! {shop} отримує ваше замовлення №{number}.\n"
        "Стежте за ним у Telegram і пишіть там майстрині:\n{link}"
    ),
    invited=(
        "Вітаємо, \u2068{name}\u2069! Нові замовлення можуть дзвонити у вашому Telegram.\n"
        "Відкрийте це посилання один раз, щоб під’єднати крамницю:\n{link}"
    ),
)  # fmt: skip

CASTS = {cast.language: cast for cast in (ENGLISH, UKRAINIAN)}
