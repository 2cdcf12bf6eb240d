"""SMS as a way out, and the words that come back. Telegram is `channels.telegram`."""
