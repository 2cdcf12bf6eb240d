"""The outside world for tests and the demo: a strict Telegram, a strict Twilio, mail, and people.

It knows nothing of the product, which meets it over real HTTP:

    async with World.start() as world:
        olena = world.person("Olena Koval", language="uk")
        await olena.starts("payload")
        await olena.sees("Welcome")
        tap = await olena.taps("Approve")
        assert (await tap.answered()).text == "Approved"
        assert world.telegram.violations == []
        nina = world.phone("+380501112233")
        await nina.sends("1043 OK")
        await nina.sees("confirmed")
        letter = await world.mailbox("nina@example.org").sees("New order")

`python -m simulator` runs it alone, with levers under /control/.
"""
