"""The outside world for tests and the demo: a strict Telegram and people who use it.

It knows nothing of the product, which meets it over real HTTP:

    async with World.start() as world:
        olena = world.person("Olena Koval", language="uk")
        await olena.starts("payload")
        await olena.sees("Welcome")
        tap = await olena.taps("Approve")
        assert (await tap.answered()).text == "Approved"
        assert world.telegram.violations == []

`python -m simulator` runs it alone, with levers under /control/.
"""
