"""Which days in a message sound agreed on: a table of what people write, and what is none of it."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.agreements import terms
from channels.days import parse
from orders.errors import BadValue

#: Sunday noon in Kyiv.
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def day_in(text: str) -> date | None:
    """The last day that sounds agreed on."""
    found = terms(text)
    return parse(found[-1], "uk", "Europe/Kyiv", NOW) if found else None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It will be ready by 5 December", (2026, 12, 5)),
        ("Hello! Your mug will be ready on December 5th.", (2026, 12, 5)),
        ("can you wait until next Friday?", (2026, 11, 27)),
        ("ok, Friday", (2026, 11, 27)),
        ("OK. Friday.", (2026, 11, 27)),
        ("Friday then", (2026, 11, 27)),
        ("By the 12th, please", (2026, 12, 12)),
        ("Could we make it the 7th of December? I'd send it on 7 December", (2026, 12, 7)),
        ("I need more time: until 10.12", (2026, 12, 10)),
        ("Sorry, the clay is late. I'll finish it in two weeks", (2026, 12, 6)),
        ("We can ship it on Monday", (2026, 11, 23)),
        ("Agreed, 2026-12-20", (2026, 12, 20)),
        ("It won't be ready until 12 December", (2026, 12, 12)),
        ("Not 5 December, it will be done on 12 December", (2026, 12, 12)),
        ("I ordered on 3 November, can you finish by 5 December?", (2026, 12, 5)),
        ("It will be sent between 5 and 12 December", (2026, 12, 12)),
        ("No later than 15.12.2026", (2026, 12, 15)),
        ("Yes, until Saturday is fine", (2026, 11, 28)),
        ("Couldn't you wait till 1 December?", (2026, 12, 1)),
        ("deal: 3 Jan", (2027, 1, 3)),
        ("Буде готово 5 грудня", (2026, 12, 5)),
        ("Добрий день! Чашка буде готова до 5-го грудня, не раніше.", (2026, 12, 5)),
        ("домовились на п'ятницю", (2026, 11, 27)),
        ("Домовились, п’ятниця", (2026, 11, 27)),
        ("добре, нехай буде середа", (2026, 11, 25)),
        ("Почекаєте до наступної п'ятниці?", (2026, 11, 27)),
        ("Чи не могли б ви зачекати до 12 грудня?", (2026, 12, 12)),
        ("Зможу відправити 10.12.2026, раніше ніяк", (2026, 12, 10)),
        ("Відправлю 10.12.2026", (2026, 12, 10)),
        ("Зроблю через два тижні", (2026, 12, 6)),
        ("Встигну до 15-го", (2026, 12, 15)),
        ("Ок, до суботи", (2026, 11, 28)),
        ("Не встигаю, перенесемо на 20 грудня?", (2026, 12, 20)),
        ("Не раніше 14 грудня", (2026, 12, 14)),
        ("Термін - до 01.12", (2026, 12, 1)),
        ("Так, 7 грудня підходить", (2026, 12, 7)),
        ("Готово буде наступного тижня", (2026, 11, 29)),
        ("Було б добре відправити до четверга", (2026, 11, 26)),
        ("Заберу післязавтра, домовилися", (2026, 11, 24)),
    ],
)
def test_a_term_is_heard(text: str, day: tuple[int, int, int]) -> None:
    """In both languages, of seller and customer alike; of several days the last one."""
    assert day_in(text) == date(*day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "Thank you, it is lovely!",
        "Is it still available?",
        "Two may be blue, I can wait",
        "450",
        "It is ready, 450 UAH please",
        "Can you send 2 of them for 12.50?",
        "I can wait until 12.10 UAH is refunded",
        "30x40 is fine",
        "Make it 5 cm higher, done?",
        "My number is 050 123 45 67, send it there",
        "Order 1043 is ready?",
        "I can wait until 18:00",
        "Ready in 5 minutes",
        "I ordered on 3 November",
        "You said it would be ready on Friday",
        "It was ready last Friday",
        "my daughter's birthday is 5 December",
        "It must be ready for her birthday on 5 December",
        "I'll pay on Friday, ok?",
        "We are open until 20 December",
        "Yes, I will be in Lviv on Friday",
        "I can't wait until Friday!",
        "It won't be done on 5 December",
        "Call me on Monday when it is ready",
        "Friday",
        "There was a fair on Sunday, sorry for the delay",
        "Sent it on Monday",
        "Доброго дня",
        "Дякую, все добре",
        "Ціна 450 грн, готово",
        "Розмір 30х40, добре",
        "Мій номер 0501234567, чекаю",
        "Замовлення №1043 готове?",
        "Буде готово о 18:00",
        "Я замовила 3 листопада",
        "У доньки день народження 5 грудня",
        "Має бути готово на весілля 5 грудня",
        "Оплачу в п'ятницю, добре?",
        "Ви обіцяли до п'ятниці",
        "Не буде готово 5 грудня",
        "Відправила в понеділок",
        "У неділю вихідний, чекаю",
        "Минулої середи було готово",
        "Зателефонуйте завтра, якщо готово",
        "Посередині зробіть синю смугу",
        "Так, у п'ятницю буду у Львові",
        "Не можу дочекатися суботи!",
        "П'ятниця",
    ],
)  # fmt: skip
def test_what_is_no_term_is_let_be(text: str) -> None:
    """Prices, sizes, numbers, times, what is over, and the days of other things."""
    assert terms(text) == []


@given(st.text(max_size=200))
def test_anything_may_be_written(text: str) -> None:
    """And what is found can be read, or is no day."""
    for words in terms(text):
        with suppress(BadValue):
            parse(words, "en", "Europe/Kyiv", NOW)
