"""What the API answers of feedback: a part of an order's answer. It reads nothing."""

from datetime import datetime

from typing_extensions import TypedDict

from orders.ratings import Feedback


class FeedbackAnswer(TypedDict):
    """What the customer thinks of the order, as it reads now."""

    #: 1 to 5.
    product_stars: int
    seller_stars: int
    comment: str
    given_at: datetime
    edited_at: datetime | None
    #: The seller's one answer; empty: none.
    answer: str
    answered_at: datetime | None


def feedback_answer(given: Feedback) -> FeedbackAnswer:
    """It as it reads now."""
    return {
        "product_stars": given.opinion.product,
        "seller_stars": given.opinion.seller,
        "comment": given.opinion.comment,
        "given_at": given.given_at,
        "edited_at": given.edited_at,
        "answer": given.answer,
        "answered_at": given.answered_at,
    }
