"""SMS as the rows and the texts know them: what is spent today, whom none reach, what each text costs."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.settings import Settings
from channels.sms.prices import Price, prices
from channels.texts import Texts
from channels.texts.catalogues import LOCALES
from orders.model import Party
from orders.ports import UnitOfWork
from orders.states import Actor
from orders.work import Kind

PART = "sms"
#: Anybody: only what is spent in all is looked at.
_NOBODY = Party(Actor.CUSTOMER, 0)
_NO_SMS = {
    "opted_out": "want none",
    "landline": "are landlines",
    "premium": "are premium numbers",
    "invalid": "do not exist",
}


async def spending(uow: UnitOfWork, settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Nothing where SMS are not set up."""
    if Kind.SMS not in settings.ways:
        return
    limits = settings.sms_limits
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    spent = (await uow.sendings.spent(_NOBODY, None, today)).day
    what = f"{spent} of today's {limits.per_day} segments are spent"
    kept = f"at most {limits.per_order} about one order, {limits.per_person} to one person a day"
    if spent >= limits.per_day:
        more = f"{limits.per_order},{limits.per_person},{2 * limits.per_day}"
        fix = f"echo ORDERBELL_SMS_LIMITS={more} >> .env  # if these were no fraud"
        yield problem(PART, f"{what}: no more go out until midnight UTC", fix)
    else:
        yield fine(PART, f"{what}; {kept}")
    closed = await uow.reaches.closed()
    if closed:
        counted = ", ".join(
            f"{closed[why]} {words}" for why, words in _NO_SMS.items() if why in closed
        )
        what = f"numbers that get no SMS: {counted}"
        yield note(PART, what, "their people see it in /settings; e-mail reaches them")


def costs(settings: Settings) -> Iterator[Finding]:
    """How many segments each text takes, in each language. Nothing where SMS are not set up."""
    if Kind.SMS not in settings.ways:
        return
    found = list(prices(Texts.load()))
    for locale in LOCALES:
        yield _cost(locale, [price for price in found if price.locale == locale])


def _cost(locale: str, found: list[Price]) -> Finding:
    counted = sorted(Counter(price.segments for price in found).items())
    parts = [f"{texts} of {count} segment{'s' * (count > 1)}" for count, texts in counted]
    what = f"texts in {locale}: {', '.join(parts)}"
    dear = [f"{price.key} {price.segments}" for price in found if price.segments > 1]
    return note(PART, f"{what} ({', '.join(dear)})") if dear else fine(PART, what)
