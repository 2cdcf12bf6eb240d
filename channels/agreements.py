"""Which days in a message sound like a term that two people agree on. It knows no order, and offers nothing.

A day is taken with the words around it: "will be ready by", "can you wait until", "ok, then". Whatever they
do not say clearly is no agreement: an offer too many is a nuisance, and the card's own button is always there.
"""

import re
from collections.abc import Iterator

from channels.day_names import Named, folded, may_name_day, named

_SENTENCE = re.compile(r"[!?;…\n]+|\.(?=\s|$)")
_CLAUSE = re.compile(r",|:\s|\s[-–—]\s|\sbut\s|\sале\s")


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


#: These settle it, wherever they stand in the sentence.
_AGREED = _any(
    "agreed?", "deal", "settled", r"домов\w+", r"погодж\w+", r"погодил\w+", r"узгод\w+",
    r"згод(?:ен|на|ні|а)", r"умовил\w+",
)  # fmt: skip
#: What a day may be the term of, in the same clause.
_TERM = _any(
    "ready", "done", r"finish\w*", r"complet\w+", "make it", "be made", r"deliver\w*", r"ship\w*", "send",
    "sent", "post", "posted", "wait", r"delay\w*", r"postpone\w*", "deadline", "due", "later than",
    "at the latest", "promise", "earliest", r"pick (?:it |them )?up", "collect", r"extend\w*", "have it",
    "(?:need|take|takes|takes me|take me) (?:it )?until", "more time", "arrive", r"dispatch\w*",
    r"(?:move|push) (?:it |this )?(?:back )?to", "hand it over",
    r"готов\w+", r"зробл\w+", "зробимо", "зробити", r"закінч\w+", r"заверш\w+", r"доробл\w+", r"встиг\w+",
    r"відправ(?:л|ит)\w+", "надіслати", r"надішл\w+", r"вишл\w+", r"по?чека\w+", r"зачека\w+", r"термін\w*", r"строк\w*",
    r"дедлайн\w*", r"перенес\w+", r"перенос\w+", r"відклад\w+", r"відтерм\w+", r"затрим\w+",
    r"продовж\w+", "пізніше", "раніше", "обіцяю", "обіцяємо", r"забер\w+", "забрати", r"доставл\w+",
    r"привез\w+", "віддам", "віддамо",
)  # fmt: skip
#: A day in the same clause as these is the day of something else.
_ELSE = _any(
    r"birthday\w*", r"anniversar\w+", r"wedding\w*", r"holidays?", r"vacation\w*", "christmas", "born",
    "party", "exam", "fair", "exhibition", "ordered", "bought", "purchased", r"pa(?:y|id)\w*",
    r"transfer\w*", "said", "told", "promised", "was", "were", "did", "had", "last", "since", r"call\w*",
    "phoned?", r"meet\w*", "closed", "open", "except", "received", "arrived", "visit", "expires?", "valid",
    "sale", "discount", "(?:can't|cannot|can not) wait",
    "(?<!be )(?<!get )(?:sent|shipped|finished|delivered|posted|completed|dispatched)",
    r"народ\w+", r"ювіле\w+", r"весіл\w+", r"свят\w+", r"іменин\w*", r"річниц\w+", r"замови(?:в|ла|ли)",
    r"замовля(?:в|ла|ли)", r"купи(?:в|ла|ли)", r"опла[тч]\w+", r"заплат\w+", r"перека[зж]\w+",
    r"(?:с)?каза(?:в|ла|ли)", r"обіця(?:в|ла|ли)", "був", "була", "було(?! б)", "були", r"минул\w+",
    r"подзвон\w+", r"зателефон\w+", r"зустрі\w+", r"вихідн\w+", r"відпуст\w+", r"виставк\w+",
    r"ярмар\w+", r"знижк\w+", r"акці[яюї]", "діє", r"отрима(?:в|ла|ли)", r"приїха\w+", r"іспит\w*",
    r"(?:відправи|надісла|зроби|закінчи)(?:в|ла|ли)", r"не можу (?:до)?чекат\w+",
)  # fmt: skip
#: With these words alone, a day is an answer to "until when?".
_YES = _any(
    "ok", "okay", "fine", "sure", "yes", "yeah", "good", "great", "works", "perfect", "alright", "suits",
    "let's", "then", "ок", "окей", "добре", "гаразд", "так", "підходить", "влаштовує", "чудово", "супер",
    "давайте", "давай", "нехай", "хай", "тоді", "прийнято", "by", "until", "till", "до",
)  # fmt: skip
_FILLERS = frozenset(
    (
        "ok okay fine sure yes yeah good great works perfect alright suits let's let it be so make that on by "
        "until till for please the at is then thanks thank you me us we say i can wait agreed deal maybe it's "
        "that's a no problem ок окей добре гаразд так підходить влаштовує чудово супер давайте давай нехай хай "
        "тоді прийнято на до в у то це дякую ну буде можна мене нам мені вас вам може домовились домовилися"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_NOT = re.compile(r"\b(?:not|never|cannot|не)\b|n't\b")
#: Not a no: what is not before a day is after it; and questions that are polite.
_NOT_BEFORE = re.compile(r"\b(?:until|till|before|earlier|sooner|later|раніше|пізніше)\b")
_POLITE = re.compile(
    r"\b(?:can|could|would|wo)(?:n't|not) (?:you|it|we)\b|\bне (?:мог\w+|міг|проти|запереч\w+|турбуй\w+"
    r"|хвилюй\w+)\b|\b(?:don't|not) mind\b|\bdon't worry\b"
)


def terms(text: str) -> list[str]:
    """The days that sound like an agreed term, as `channels.days.parse` reads them, in order.

    Empty for nearly every message, after about a microsecond.
    """
    text = folded(text)
    if not may_name_day(text):
        return []
    found = [words for sentence in _SENTENCE.split(text) for words in _agreed_in(sentence)]
    if not found and len(days := list(named(text))) == 1 and _answers(text, days[0], text):
        # "OK. Friday." is one answer, in two sentences.
        return [days[0].words]
    return found


def _agreed_in(sentence: str) -> Iterator[str]:
    days = list(named(sentence))
    cuts = [match.span() for match in _CLAUSE.finditer(sentence)]
    for place, day in enumerate(days):
        begins = max([0, *(end for _, end in cuts if end <= day.start)])
        ends = min([len(sentence), *(start for start, _ in cuts if start >= day.end)])
        before = max([begins, *(other.end for other in days[:place])])
        after = min([ends, *(other.start for other in days[place + 1 :])])
        around = f"{sentence[before : day.start]} {sentence[day.end : after]}"
        clause = sentence[begins:ends]
        if _ELSE.search(around) or _denied(sentence[before : day.start], day, sentence):
            continue
        if _AGREED.search(sentence) or _TERM.search(clause) or _answers(clause, day, sentence):
            yield day.words


def _denied(before: str, day: Named, sentence: str) -> bool:
    """Whether it is said of the day that it will not do."""
    before += sentence[day.start : day.end]
    rest = _POLITE.sub("", before)
    return _NOT.search(rest) is not None and _NOT_BEFORE.search(rest) is None


def _answers(said: str, day: Named, around: str) -> bool:
    """Whether nothing is said but the day and a yes to it."""
    words = _WORD.findall(said.replace(around[day.start : day.end], " "))
    until = around[day.start : day.end].startswith(("by ", "until ", "till ", "до "))
    return all(word in _FILLERS for word in words) and (until or _YES.search(around) is not None)
