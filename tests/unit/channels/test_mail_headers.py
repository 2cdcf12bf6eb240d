"""Headers as lines: what is read is what was written, in any script and length."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import example, given
from hypothesis import strategies as st

from channels.mail.headers import LETTERS

words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(st.lists(words, min_size=1, max_size=25).map(" ".join))
@example("Замовлення #1043: скаргу відкликано – Кухоль глиняний із синьою поливою")
@example("Order #1043: new - Clay mug, 900.00 UAH")
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    """With every space, in lines that any server takes, all of them ASCII."""
    letter = EmailMessage(LETTERS)
    letter["Subject"] = subject
    letter.set_content("Hello")
    for raw in (letter.as_bytes(), letter.as_string().encode("ascii")):
        assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
        assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject
    if not subject.isascii():
        head = letter.as_bytes().partition(b"\r\n\r\n")[0]
        assert all(len(line) <= 78 for line in head.split(b"\r\n"))
