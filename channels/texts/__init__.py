"""Words, numbers and dates for people, in their language. Nothing here knows a channel or an order."""

from channels.texts.catalogues import Texts, UnknownText, choose
from channels.texts.html import Html
from channels.texts.voice import Voice

__all__ = ["Html", "Texts", "UnknownText", "Voice", "choose"]
