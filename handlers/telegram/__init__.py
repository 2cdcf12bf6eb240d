"""Telegram's way in: updates are stored, then worked in order per chat; handlers translate."""
