"""How a letter's headers become lines. It makes no header and sends nothing."""

from email.header import Header
from email.policy import EmailPolicy


class Folded(EmailPolicy):
    """The standard library's SMTP policy, but for the subject.

    That one loses the space between two words where the line breaks between them and neither is
    ASCII (CPython 3.11): one Ukrainian subject in ten. Here spaces are part of the encoded words.
    Source: RFC 2047, 6.2; RFC 5322, 2.1.1.
    """

    def fold(self, name: str, value: str) -> str:
        """The header as lines of at most 78 characters."""
        return _subject(name, value, self.linesep) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """The same as octets."""
        return _subject(name, value, self.linesep).encode("ascii") or super().fold_binary(
            name, value
        )


#: Every octet is ASCII: no server needs 8BITMIME.
LETTERS = Folded(linesep="\r\n", cte_type="7bit")


def _subject(name: str, value: str, linesep: str) -> str:
    """Empty: the library's lines will do."""
    if name.lower() != "subject" or value.isascii():
        return ""
    encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=linesep)
    return f"{name}: {encoded}{linesep}"
