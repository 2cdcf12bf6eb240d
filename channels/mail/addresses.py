"""E-mail addresses: what one comes to on the wire, and whether two are the same. It asks no name server."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr

from email_validator import EmailNotValidError, validate_email

from channels.texts.html import clean, shorten

#: Of a name beside an address; longer ones help nobody.
_NAME_UNITS = 80


class BadAddress(ValueError):
    """No letter can be sent there. The message says why, never the address."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address that can be written to."""

    #: As it was given, without quotes that it does not need.
    local: str
    #: ASCII: what mail servers look up (IDNA).
    domain: str

    @property
    def address(self) -> str:
        """As it stands in an envelope: quoted where it must be."""
        return self.header("").addr_spec

    @property
    def is_ascii(self) -> bool:
        """Whether every mail server can take it; others need SMTPUTF8."""
        return self.local.isascii()

    def header(self, name: str) -> Address:
        """As it stands in a header, beside a name."""
        display = shorten(" ".join(clean(name).split()), _NAME_UNITS)
        return Address(display, self.local, self.domain)

    def is_same(self, other: "Mailbox") -> bool:
        """Whether one person would say that it is the same: upper case and "+…" do not count."""
        return self._known == other._known

    @property
    def _known(self) -> tuple[str, str]:
        return self.local.partition("+")[0].casefold(), self.domain.casefold()


def mailbox(address: str) -> Mailbox:
    """The address, checked. Raises `BadAddress`."""
    try:
        found = validate_email(
            address.strip(" "), check_deliverability=False, allow_quoted_local=True, strict=True
        )
    except EmailNotValidError as error:
        raise BadAddress(type(error).__name__) from None
    local = found.local_part
    if local.startswith('"'):
        local = local[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return Mailbox(local, found.ascii_domain)


def sender_of(header: str) -> Mailbox:
    """Whom a From header names. Raises `BadAddress`."""
    return mailbox(parseaddr(header)[1])
