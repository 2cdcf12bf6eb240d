"""A bot and a person talk through the simulated server."""

import aiohttp
import pytest

from simulator.world import World


async def test_a_tap_travels_to_the_bot_and_its_edit_back() -> None:
    """Start, card with a button, tap, toast and edit: each seen by the other side."""
    async with World.start() as world, aiohttp.ClientSession() as http:
        root = f"{world.telegram.api_url}/bot{world.telegram.token}"
        olena = world.person("Olena Koval", language="uk", username="olena")
        await olena.starts("abc")
        async with http.post(f"{root}/getUpdates", json={"timeout": 1}) as answer:
            (first,) = (await answer.json())["result"]
        assert first["message"]["text"] == "/start abc"
        keyboard = {"inline_keyboard": [[{"text": "✅ Approve", "callback_data": "a:1"}]]}
        card = {"chat_id": olena.id, "text": "<b>Order 17</b>", "parse_mode": "HTML"}
        async with http.post(
            f"{root}/sendMessage", json=card | {"reply_markup": keyboard}
        ) as answer:
            sent = (await answer.json())["result"]
        tap = await olena.taps("Approve")
        offset = {"offset": first["update_id"] + 1}
        async with http.post(f"{root}/getUpdates", data=offset) as answer:
            (second,) = (await answer.json())["result"]
        query = second["callback_query"]
        assert query["data"] == "a:1"
        toast = {"callback_query_id": query["id"], "text": "Approved"}
        async with http.post(f"{root}/answerCallbackQuery", json=toast) as answer:
            assert answer.status == 200
        assert (await tap.answered()).text == "Approved"
        edit = {"chat_id": olena.id, "message_id": sent["message_id"], "text": "Order 17: paid"}
        async with http.post(f"{root}/editMessageText", json=edit) as answer:
            assert answer.status == 200
        seen = await olena.sees("paid", within_s=1)
        assert seen.id == sent["message_id"]
        assert olena.rings == 1
        assert world.telegram.violations == []


async def test_unseen_message_fails_with_the_chat_drawn() -> None:
    """Waiting in vain raises an assertion that shows what was there."""
    async with World.start() as world:
        olena = world.person("Olena")
        await olena.starts()
        with pytest.raises(AssertionError, match="did not see 'Paid'"):
            await olena.sees("Paid", within_s=0.01)
