"""What the account answers to a webhook: TwiML with messages, or nothing. It sends nothing."""

from xml.etree import ElementTree

from simulator.posting import Answered

_XML = frozenset({"text/xml", "application/xml"})


class NoTwiML(Exception):
    """An answer that Twilio cannot use; it would note error 12300 or 12100."""


def replies(answered: Answered) -> list[str]:
    """Bodies of the `<Message>`s in a good answer; raises `NoTwiML`."""
    if not 200 <= answered.status < 300 or not answered.body.strip():
        return []
    if answered.content_type not in _XML:
        raise NoTwiML(f"12300: the webhook answered with {answered.content_type}")
    try:
        root = ElementTree.fromstring(answered.body)
    except ElementTree.ParseError as wrong:
        raise NoTwiML(f"12100: the webhook's answer is no XML: {wrong}") from None
    if root.tag != "Response":
        raise NoTwiML(f"12200: the webhook answered with <{root.tag}>")
    return [_body(message) for message in root.findall("Message")]


def _body(message: ElementTree.Element) -> str:
    body = message.find("Body")
    return "".join((message if body is None else body).itertext()).strip()
