"""`python -m bot …` is `orderbell …`."""

from bot.cli import main

main()
