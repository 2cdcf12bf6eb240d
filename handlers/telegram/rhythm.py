"""The buttons of /settings about time: when a person is written to, and where they live."""

from dataclasses import replace

from channels.telegram import rhythm as faces
from channels.telegram.faces import Face
from channels.telegram.time_taps import NEVER, Part, RhythmTap
from channels.texts import Voice
from handlers.telegram.front import Front
from handlers.telegram.tapped import Tapped
from orders import rounds
from orders.errors import UnknownParty
from orders.model import Account
from orders.rhythm import Hours, Rhythm, listeners
from orders.states import Actor


async def tap(tap: RhythmTap, tapped: Tapped) -> None:
    """Show the page or a part's choices, or take a choice. Raises `UnknownParty`."""
    front, account, voice = tapped.front, tapped.account, tapped.voice
    known = await _known(front, account)
    if tap.value is not None:
        known = _chosen(tap.part, tap.value, known)
        await rounds.choose(front.office, listeners(account), known)
        voice = front.texts.voice(voice.locale, known.timezone or voice.timezone)
    elif tap.part is not Part.PAGE:
        now = front.office.clock.now()
        await tapped.show(faces.choices(tap.part, known, voice, now))
        await tapped.answer()
        return
    await tapped.show(_page(known, front, account, voice))
    await tapped.answer()


async def page(front: Front, account: Account, voice: Voice) -> Face:
    """The page of a person's own choices. Raises `UnknownParty`."""
    return _page(await _known(front, account), front, account, voice)


async def _known(front: Front, account: Account) -> Rhythm:
    """The person's choices; as seller and customer they are kept alike."""
    parties = listeners(account)
    if not parties:
        raise UnknownParty(f"account {account.telegram_id}")
    async with front.office.store.read() as uow:
        return await uow.rhythms.of(parties[0])


def _page(known: Rhythm, front: Front, account: Account, voice: Voice) -> Face:
    sells = any(party.actor is Actor.SELLER for party in listeners(account))
    return faces.page(known, voice, front.office.clock.now(), sells=sells)


def _chosen(part: Part, value: int, known: Rhythm) -> Rhythm:
    quiet = known.quiet or Rhythm().quiet
    assert quiet is not None
    match part:
        case Part.QUIET:
            return replace(known, quiet=quiet if value else None)
        case Part.FROM:
            return replace(known, quiet=Hours(value, quiet.ends))
        case Part.UNTIL:
            return replace(known, quiet=Hours(quiet.begins, value))
        case Part.RINGS:
            return replace(known, rings=bool(value))
        case Part.DIGEST:
            return replace(known, digest_at=None if value == NEVER else value)
        case Part.WEEKLY:
            return replace(known, weekly=bool(value))
        case _:
            place = min(value, len(faces.ZONES) - 1)
            return replace(known, timezone=faces.ZONES[place])
