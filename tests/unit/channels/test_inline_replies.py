"""Replies as results of an inline query: what is offered fits what Telegram takes, and is whole."""

from telegram import InputTextMessageContent
from telegram.constants import InlineQueryLimit, MessageLimit

from channels.telegram import replies
from channels.texts.html import units
from orders.templates import MAX_TEMPLATES, MAX_TEXT, Template
from tests.unit.channels.samples import NEW, voice


def test_results_are_few_enough_and_have_ids_of_their_own() -> None:
    """Twenty templates for three orders are more than Telegram takes."""
    own = [Template(n, f"Reply {n}", "For {customer}") for n in range(1, MAX_TEMPLATES + 1)]
    views = [NEW.with_order(number=number).view() for number in (1, 2, 3)]
    found = replies.inline(views, own, "", voice())
    assert len({one.id for one in found}) == len(found) == InlineQueryLimit.RESULTS


def test_what_is_too_long_for_one_message_is_not_offered_rather_than_cut() -> None:
    """A long value in many places; the same text without it is offered whole."""
    long = Template(1, "Long", "{number}" * (MAX_TEXT // 8))
    views = [NEW.with_order(number=10**40).view()]
    assert replies.inline(views, [long], "", voice()) == []
    plain = Template(2, "Plain", "🐝" * MAX_TEXT)
    [one] = replies.inline(views, [plain], "", voice())
    content = one.input_message_content
    assert isinstance(content, InputTextMessageContent)
    assert units(content.message_text) == 2 * MAX_TEXT <= MessageLimit.MAX_TEXT_LENGTH
