"""The REST API refuses what Twilio's specification refuses, and says so in Twilio's numbers."""

import re
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import pytest

from simulator.world import World
from tests.unit.simulator.conftest import HandClock
from tests.unit.simulator.twilio.conftest import OLENA, Account, basic

FROM = "+15005550006"
GOOD = {"To": OLENA, "From": FROM, "Body": "x"}


async def test_message_is_queued_and_arrives(world: World, account: Account) -> None:
    """The answer is the queued resource; the phone has the text, and the resource goes on."""
    olena = world.phone(OLENA)
    found = await account.sends("Order 1043: 450.00 UAH")
    assert re.fullmatch(r"SM[0-9a-f]{32}", found["sid"])
    assert (found["status"], found["direction"], found["num_segments"]) == (
        "queued",
        "outbound-api",
        "1",
    )
    assert parsedate_to_datetime(found["date_created"]) == world.twilio.now()
    assert (found["price"], found["date_sent"], found["error_code"]) == (None, None, None)
    text = await olena.sees("1043")
    assert (text.sid, text.sender, text.status, text.at) == (
        found["sid"],
        FROM,
        "delivered",
        world.twilio.now(),
    )
    status, now = await account.gets(f"/Messages/{found['sid']}.json")
    assert (status, now["status"]) == (200, "delivered")
    assert parsedate_to_datetime(now["date_sent"]) == world.twilio.now()
    assert world.twilio.violations == []


DEFECTS: dict[str, tuple[Any, int, int]] = {
    "nobody to send to": ({"From": FROM, "Body": "x"}, 400, 21604),
    "nobody who sends": ({"To": OLENA, "Body": "x"}, 400, 21603),
    "nothing to say": ({"To": OLENA, "From": FROM}, 400, 21619),
    "an empty text": ({"To": OLENA, "From": FROM, "Body": ""}, 400, 21602),
    "an unknown field": (GOOD | {"Colour": "red"}, 400, 20001),
    "a field in the wrong case": (GOOD | {"body": "x"}, 400, 20001),
    "two bodies": ([*GOOD.items(), ("Body", "y")], 400, 20001),
    "too long": (GOOD | {"Body": "x" * 1601}, 400, 21617),
    "a callback that is no URL": (GOOD | {"StatusCallback": "sms"}, 400, 21609),
    "a callback to a host with _": (GOOD | {"StatusCallback": "http://a_b/x"}, 400, 21609),
    "a flag that is none": (GOOD | {"SmartEncoded": "yes"}, 400, 20001),
    "a number that is none": (GOOD | {"Attempt": "one"}, 400, 20001),
    "a time that is none": (GOOD | {"SendAt": "soon"}, 400, 20001),
    "a choice that is none": (GOOD | {"ScheduleType": "loose"}, 400, 20001),
    "an identifier that is none": (GOOD | {"ApplicationSid": "AP1"}, 400, 20001),
    "media that is none": (GOOD | {"MediaUrl": ""}, 400, 21620),
}


@pytest.mark.parametrize(("form", "status", "code"), DEFECTS.values(), ids=DEFECTS.keys())
async def test_defect_is_refused_and_recorded(
    world: World, account: Account, form: Any, status: int, code: int
) -> None:
    """What no sound client sends: no message comes of it, and one violation."""
    assert await account.refused(form) == (status, code)
    assert world.twilio.messages == {}
    [violation] = world.twilio.violations
    assert str(code) in violation


PEOPLE = {
    "no number": ({"To": "12"}, 21211),
    "letters": ({"To": "Olena"}, 21211),
    "a number too short for its country": ({"To": "+3805011122"}, 21211),
    "no country": ({"To": "0501112233"}, 21211),
    "itself": ({"To": FROM}, 21266),
    "a sender of somebody else": ({"From": "+380441112233"}, 21659),
    "a name nobody registered": ({"From": "Orderbell"}, 21659),
}


@pytest.mark.parametrize(("change", "code"), PEOPLE.values(), ids=PEOPLE.keys())
async def test_what_people_bring_about_is_no_violation(
    world: World, account: Account, change: dict[str, str], code: int
) -> None:
    """Wrong numbers are refused; the client did nothing wrong."""
    assert await account.refused(GOOD | change) == (400, code)
    assert world.twilio.violations == []


@pytest.mark.parametrize("code", [21211, 21408, 21610, 21612, 21614, 21635])
async def test_phone_can_be_one_that_twilio_refuses(
    world: World, account: Account, code: int
) -> None:
    """Landlines, closed regions and the like, number by number."""
    world.phone(OLENA).refused_with = code
    assert await account.refused(GOOD) == (400, code)
    await account.sends(to="+380501112234")
    assert world.phone(OLENA).texts == []
    assert world.twilio.violations == []


async def test_senders_are_number_names_and_service(world: World, account: Account) -> None:
    """A registered name and the messaging service send; a number without SMS does not."""
    world.twilio.sender_names.add("Orderbell")
    assert (await account.sends(From="Orderbell"))["from"] == "Orderbell"
    service = {"MessagingServiceSid": world.twilio.messaging_service_sid}
    status, found = await account.posts({"To": OLENA, "Body": "x", **service})
    assert (status, found["from"]) == (201, FROM)
    service = {"MessagingServiceSid": "MG" + "0" * 32}
    assert await account.refused({"To": OLENA, "Body": "x", **service}) == (404, 20404)
    world.twilio.sms_capable = False
    assert await account.refused(GOOD) == (400, 21606)
    assert world.twilio.violations == []


async def test_media_alone_is_a_message(world: World, account: Account) -> None:
    """As MMS: its own kind of sid, and the count of media."""
    form = [("To", OLENA), ("From", FROM), *[("MediaUrl", f"https://x.example/{n}") for n in "12"]]
    status, found = await account.posts(form)
    assert (status, found["num_media"], found["sid"][:2]) == (201, "2", "MM")
    assert world.phone(OLENA).last_text.media == ["https://x.example/1", "https://x.example/2"]


@pytest.mark.parametrize(
    "auth",
    [
        None,
        basic("AC" + "0" * 32, "x"),
        basic("AC" + "5117a1c0" * 4, "wrong"),
    ],
)
async def test_wrong_authentication_is_401(
    world: World, account: Account, auth: dict[str, str] | None
) -> None:
    """Code 20003, whatever is asked."""
    async with account.http.get(f"{account.root}/Messages.json", headers=auth) as answer:
        assert answer.status == 401
        assert (await answer.json())["code"] == 20003
    assert len(world.twilio.violations) == 1


async def test_what_is_not_there_is_404(world: World, account: Account) -> None:
    """Another account, another path; a message that is not there is no violation."""
    status, found = await account.gets("/Messages/SM" + "0" * 32 + ".json")
    assert (status, found["code"]) == (404, 20404)
    assert world.twilio.violations == []
    assert (await account.gets("/Calls.json"))[0] == 404
    url = f"{world.twilio.api_url}/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
    async with account.http.get(url, headers=account.auth) as answer:
        assert answer.status == 404
    async with account.http.delete(f"{account.root}/Messages.json", headers=account.auth) as answer:
        assert answer.status == 405
    assert len(world.twilio.violations) == 3


async def test_only_readable_forms_are_taken(world: World, account: Account) -> None:
    """No JSON, no multipart, nothing that is not UTF-8, and no form in the query."""
    url = f"{account.root}/Messages.json"
    urlencoded = {"Content-Type": "application/x-www-form-urlencoded"}
    for status, body in (
        (415, {"json": GOOD}),
        (415, {"data": aiohttp.FormData(GOOD, default_to_multipart=True)}),
        (400, {"data": b"To=%FF", "headers": account.auth | urlencoded}),
        (400, {"data": b"To", "headers": account.auth | urlencoded}),
        (400, {"data": GOOD, "params": {"To": OLENA}}),
    ):
        async with account.http.post(url, **{"headers": account.auth, **body}) as answer:  # type: ignore[arg-type]
            assert answer.status == status
    assert len(world.twilio.violations) == 5
    assert world.twilio.messages == {}


async def test_messages_are_listed_newest_first(
    world: World, account: Account, clock: HandClock
) -> None:
    """By To and From, page by page; texts from phones are among them."""
    for number in range(3):
        await account.sends(f"to Olena {number}")
        clock.moves(minutes=1)
    await account.sends("to Taras", to="+380501112234")
    status, found = await account.gets("/Messages.json", {"To": OLENA, "PageSize": "2"})
    assert status == 200
    assert [text["body"] for text in found["messages"]] == ["to Olena 2", "to Olena 1"]
    assert (found["start"], found["end"], found["previous_page_uri"]) == (0, 1, None)
    rest = f"{world.twilio.api_url}{found['next_page_uri']}"
    async with account.http.get(rest, headers=account.auth) as answer:
        second = await answer.json()
    assert [text["body"] for text in second["messages"]] == ["to Olena 0"]
    assert second["next_page_uri"] is None
    assert second["previous_page_uri"].endswith("Page=0")
    _, none = await account.gets("/Messages.json", {"From": OLENA})
    assert none["messages"] == []
    assert (await account.gets("/Messages.json", {"PageSize": "many"}))[1]["code"] == 20001


async def test_messages_are_found_by_when_they_were_sent(
    world: World, account: Account, clock: HandClock
) -> None:
    """A day, from a moment on, up to one; what was never sent has no such date."""
    await account.sends("sunday")
    clock.moves(days=1)
    await account.sends("monday")
    world.phone(OLENA).next_meets("silent")
    await account.sends("never")

    async def found(**query: str) -> list[str]:
        query = {name.replace("_since", ">").replace("_until", "<"): v for name, v in query.items()}
        return [
            text["body"] for text in (await account.gets("/Messages.json", query))[1]["messages"]
        ]

    assert await found() == ["never", "monday", "sunday"]
    assert await found(DateSent="2026-11-22") == ["sunday"]
    assert await found(DateSent_since="2026-11-22T12:00:00Z") == ["monday", "sunday"]
    assert await found(DateSent_since="2026-11-22T12:00:01Z") == ["monday"]
    assert await found(DateSent_until="2026-11-22") == ["sunday"]
    assert await found(DateSent_since="2026-11-22", DateSent_until="2026-11-23") == [
        "monday",
        "sunday",
    ]


async def test_account_and_number_can_be_looked_at(world: World, account: Account) -> None:
    """What `doctor` asks: is the account active, and where do texts go."""
    world.twilio.sms_url = "https://shop.example/twilio/sms"
    status, found = await account.gets(".json")
    assert (status, found["status"], found["sid"]) == (200, "active", world.twilio.account_sid)
    assert world.twilio.auth_token not in str(found)
    _, numbers = await account.gets("/IncomingPhoneNumbers.json", {"PhoneNumber": FROM})
    [number] = numbers["incoming_phone_numbers"]
    assert number["sms_url"] == "https://shop.example/twilio/sms"
    assert number["capabilities"]["sms"] is True
    _, none = await account.gets("/IncomingPhoneNumbers.json", {"PhoneNumber": OLENA})
    assert none["incoming_phone_numbers"] == []


async def test_every_request_is_recorded_and_heard(world: World, account: Account) -> None:
    """Method, path, what was asked, how it was answered."""
    heard: list[object] = []
    world.twilio.listeners.append(heard.append)
    await account.sends("x")
    await account.refused(GOOD | {"To": "nobody"})
    sent, refused = world.twilio.requests
    assert heard == [sent, refused]
    assert (sent.method, sent.operation, sent.status, sent.ok) == (
        "POST",
        "CreateMessage",
        201,
        True,
    )
    assert sent.parameters["To"] == OLENA
    assert sent.at == world.twilio.now()
    assert (refused.status, refused.code, refused.ok) == (400, 21211, False)
