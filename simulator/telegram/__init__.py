"""A strict Telegram Bot API server. It knows nothing of the bot that talks to it."""
