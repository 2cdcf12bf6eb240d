"""However long and strange people's texts are, a card is a message that Telegram takes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.telegram import asides, buying, cards, notices
from channels.telegram.faces import MAX_TEXT, Face, Prompt
from channels.texts.html import units
from orders import shop
from orders.dialogues import Dialogue
from orders.model import (
    MAX_ADDRESS,
    MAX_COMMENT,
    MAX_DESCRIPTION,
    MAX_ITEMS,
    MAX_NAME,
    MAX_QUANTITY,
    MAX_REASON,
    MAX_TITLE,
    CancelReason,
    Contact,
    Item,
    Record,
)
from orders.money import MAX_MINOR, Money
from orders.notes import MAX_NOTE, Note
from orders.ratings import MAX_FEEDBACK, Feedback, Opinion
from orders.states import Action
from simulator.telegram.html import parse_html
from tests.unit.channels.samples import (
    CUSTOMER,
    OLENA,
    POLICY,
    PRODUCT,
    SELLER,
    SHOP,
    Story,
    begin,
    order,
    voice,
)

#: Signs that are long in UTF-16, long in HTML, or turn the line round.
NASTY = "🏺👩\u200d👧&<>\"'{}א\u202e\u2067ع\u0301\n\t aЖ"
MAX_NUMBER = 10**12 - 1
BIG = Money(MAX_MINOR, "XOF")


def _long(limit: int) -> st.SearchStrategy[str]:
    """Texts of exactly the limit: one sign again and again, or all kinds mixed."""
    same = st.sampled_from(NASTY).map(lambda sign: sign * limit)
    mixed = st.text(st.sampled_from(NASTY), min_size=limit, max_size=limit)
    return same | mixed


def _fits(face: Face | Prompt) -> None:
    seen, entities = parse_html(face.html)
    assert 0 < units(seen) <= MAX_TEXT
    # Telegram reads no more than 100 entities of a message.
    assert len(entities) <= 100


def _story(title: str, person: str, address: str, comment: str) -> Story:
    items = tuple(Item(title, MAX_QUANTITY, BIG) for _ in range(MAX_ITEMS))
    contact = Contact(person, "+380671234567", person)
    first = order(*items, address=address, comment=comment, days=730)
    return begin(replace(first, amount=BIG, contact=contact))


texts = st.tuples(_long(MAX_TITLE), _long(MAX_NAME), _long(MAX_ADDRESS), _long(MAX_COMMENT))


@settings(max_examples=60, deadline=None)
@given(texts, _long(MAX_REASON), st.sampled_from(["en", "uk"]))
def test_the_longest_order_fits_every_face(
    said: tuple[str, str, str, str], reason: str, locale: str
) -> None:
    """All fields at their limits of `orders.model`, filled with the worst signs, in both languages."""
    title, person, address, comment = said
    speak = voice(locale)
    story = _story(title, person, address, comment)
    ended = story.then(Action.APPROVE).then(
        Action.CANCEL, reason=CancelReason.OTHER, text=f"x{reason}"[:MAX_REASON]
    )
    seller, customer = replace(SHOP, name=person), replace(OLENA, name=person, telegram_id=None)
    for at in (story, ended):
        view = at.view(seller=seller, customer=customer, record=Record(9999, 999, 999, None))
        words = (f"x{comment}" * 2)[:MAX_FEEDBACK]
        judged = Feedback(MAX_NUMBER, 1, 1, Opinion(5, 5, words), at.now, at.now, words)
        view = replace(view, order=replace(view.order, number=MAX_NUMBER), feedback=judged)
        _fits(cards.seller_card(view, at.events, speak, at.now, POLICY))
        note = Note(MAX_NUMBER, 1, (comment * 2)[:MAX_NOTE], at.now)
        _fits(cards.seller_card(view, at.events, speak, at.now, POLICY, note))
        _fits(asides.ask_note(MAX_NUMBER, note, speak))
        _fits(asides.noted(note, speak))
        _fits(cards.customer_card(view, at.events, speak, at.now))
        _fits(cards.reasons(view, at.events, speak, at.now))
        _fits(cards.sure(view, at.events, speak, at.now))
    for to in (SELLER, CUSTOMER):
        _fits(notices.correction(view, ended.events[-1], to, speak))
    _fits(notices.notice(view, ended.events[-1], CUSTOMER, speak, ended.now))


@settings(max_examples=40, deadline=None)
@given(texts, _long(MAX_DESCRIPTION), st.sampled_from(["en", "uk"]))
def test_the_longest_draft_fits_every_question(
    said: tuple[str, str, str, str], description: str, locale: str
) -> None:
    """The product's card and the summary hold the longest answers."""
    title, person, address, comment = said
    speak = voice(locale)
    product = replace(PRODUCT, title=title, description=description, price=BIG)
    draft = shop.begin(product, begin().now, POLICY)
    for answer in ("999", f"x{person}"[:MAX_NAME], "+380671234567", f"x{address}"[:MAX_ADDRESS]):
        draft = _answered(draft, answer)
    draft = _answered(draft, f"x{comment}"[:MAX_COMMENT])
    _fits(buying.product_card(product, person, speak))
    _fits(buying.summary(draft, product, person, speak, price_changed=True))
    _fits(buying.choose_change(draft, product, person, speak))
    _fits(buying.ask_name(person, speak))
    _fits(buying.offer_draft(title, PRODUCT.code, speak))


def _answered(draft: Dialogue, value: str) -> Dialogue:
    return draft.answered(draft.step, value, _next(draft.step))


def _next(step: str) -> str:
    questions = (*shop.QUESTIONS, shop.SUMMARY)
    return questions[questions.index(step) + 1]
