"""The HTTP API, the webhook that Telegram calls, and what operators look at. It decides nothing."""
