"""The words of an SMS in every language, and which letters look alike. It reads no SMS (see `words`).

Letters of two alphabets that look alike are one letter here: a Ukrainian keyboard's "ОК" is "OK".
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from orders.states import Action


class Word(StrEnum):
    """What can be asked for. Source: CONTRACT, SMS words; Twilio, default opt-out words."""

    OK = "ok"
    APPROVE = "approve"
    PAID = "paid"
    SENT = "sent"
    CLOSE = "close"
    CANCEL = "cancel"
    MSG = "msg"
    NOTE = "note"
    ORDERS = "orders"
    HELP = "help"
    STOP = "stop"
    START = "start"
    YES = "yes"
    WRONG = "wrong"


#: Each language's own words; the first is the one that answers name. All are understood from everybody.
WORDS: Mapping[str, Mapping[Word, tuple[str, ...]]] = {
    "en": {
        Word.OK: ("OK", "OKAY"),
        Word.APPROVE: ("APPROVE", "APPROVED"),
        Word.PAID: ("PAID",),
        Word.SENT: ("SENT",),
        Word.CLOSE: ("CLOSE", "CLOSED"),
        Word.CANCEL: ("CANCEL",),
        Word.MSG: ("MSG", "MESSAGE"),
        Word.NOTE: ("NOTE",),
        Word.ORDERS: ("ORDERS",),
        Word.HELP: ("HELP", "INFO"),
        Word.STOP: ("STOP", "STOPALL", "UNSUBSCRIBE", "END", "QUIT"),
        Word.START: ("START", "UNSTOP"),
        Word.YES: ("YES",),
        Word.WRONG: ("WRONG", "MISTAKE"),
    },
    "uk": {
        Word.OK: ("OK", "ТАК", "ДОБРЕ"),
        Word.APPROVE: ("ПРИЙНЯТИ", "ПІДТВЕРДИТИ", "ПІДТВЕРДЖУЮ"),
        Word.PAID: ("ОПЛАЧЕНО",),
        Word.SENT: ("НАДІСЛАНО", "ВІДПРАВЛЕНО"),
        Word.CLOSE: ("ЗАКРИТИ", "ЗАКРИТО"),
        Word.CANCEL: ("СКАСУВАТИ", "СКАСОВАНО"),
        Word.MSG: ("НАПИСАТИ", "ПИСАТИ", "ПОВІДОМИТИ"),
        Word.NOTE: ("НОТАТКА",),
        Word.ORDERS: ("ЗАМОВЛЕННЯ",),
        Word.HELP: ("ДОПОМОГА",),
        Word.STOP: ("СТОП",),
        Word.START: ("СТАРТ",),
        Word.YES: (),
        Word.WRONG: ("ПОМИЛКА", "ПОМИЛКОВО"),
    },
}
ACTIONS: Mapping[Word, Action] = {
    Word.APPROVE: Action.APPROVE,
    Word.PAID: Action.MARK_PAID,
    Word.SENT: Action.MARK_SENT,
    Word.CLOSE: Action.CLOSE,
    Word.CANCEL: Action.CANCEL,
}


#: Letters of other alphabets, and figures, by the Latin capital that they look like.
_ALIKE = str.maketrans(
    "АВСЕНКМОРТХУІЇЈЅЁҐГЙΑΒΕΖΗΙΚΜΝΟΡΤΥΧ01L|",
    "ABCEHKMOPTXYIIJSEГГИABEZHIKMNOPTYXOIII",
)


def skeleton(word: str) -> str:
    """The word in capitals, each letter as the Latin one that it looks like."""
    folded = unicodedata.normalize("NFKC", word).casefold().upper()
    return "".join(s for s in folded.translate(_ALIKE) if not unicodedata.combining(s))


#: Every word by what it looks like.
BY_SKELETON = {
    skeleton(typed): word
    for words in WORDS.values()
    for word, spellings in words.items()
    for typed in spellings
}
