"""Telegram's documented limits. They are numbers only; the methods enforce them."""

# core.telegram.org/bots/api, also python-telegram-bot's telegram.constants.
MAX_TEXT_UNITS = 4096
MAX_CAPTION_UNITS = 1024
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_TOAST_CHARS = 200
MAX_COPY_TEXT = 256
MAX_PLACEHOLDER = 64
MAX_ENTITIES = 100
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
MAX_TOPIC_NAME = 128
MAX_ALBUM = 10
MIN_ALBUM = 2
MAX_BULK_MESSAGES = 100
MAX_UPLOAD_BYTES = 50_000_000
MAX_PHOTO_BYTES = 10_000_000
MAX_DOWNLOAD_BYTES = 20_000_000
MAX_INLINE_RESULTS = 50
MAX_UPDATES = 100
MAX_POLL_S = 50

#: A tap can be answered this long.
TAP_LIFETIME_S = 150
#: An unfetched update is kept this long.
UPDATE_LIFETIME_S = 86_400
#: A bot may delete a message this long after it was sent.
DELETE_WITHIN_S = 172_800
