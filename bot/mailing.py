"""The e-mail side, from the settings: what letters are written on, who carries them, and the pages they lead to.

It holds no rule and no text; without ORDERBELL_SMTP_URL there is none of it.
"""

from dataclasses import dataclass
from email.utils import parseaddr

from bot.secrets import MAIL_TOKENS, derive
from bot.settings import Settings
from channels.mail.addresses import mailbox
from channels.mail.client import MailClient, MailServer
from channels.mail.courier import MailCourier
from channels.mail.stationery import Stationery
from channels.mail.tokens import Tokens
from channels.telegram.links import Links
from channels.texts import Texts
from handlers.mail.desk import MailDesk
from orders.ports import Office

#: Connections to the mail server at the same time: small ones take no more.
PARALLEL = 4
#: A server that greylists, or is out of order, is tried again for about a day (see `scheduler.backoff`).
TRIES = 300


@dataclass(frozen=True, slots=True)
class MailSide:
    """Letters out, and what reads the links and addresses in them."""

    courier: MailCourier
    desk: MailDesk


def mail_side(
    settings: Settings, office: Office, texts: Texts, links: Links, key: bytes
) -> MailSide | None:
    """The e-mail side, if there is a mail server."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    name, address = parseaddr(settings.mail_from)
    tokens = Tokens(derive(key, MAIL_TOKENS))
    replies, key_of_posts = settings.mail_replies, settings.mail_webhook_key
    paper = Stationery(
        mailbox(address),
        tokens,
        links,
        office.sign,
        name,
        settings.public_url,
        None if replies is None else mailbox(replies),
    )
    client = MailClient(MailServer.read(settings.smtp_url.get_secret_value()))
    courier = MailCourier(office, client, paper, texts, settings.timezone)
    signed_with = None if key_of_posts is None else key_of_posts.get_secret_value().encode()
    return MailSide(courier, MailDesk(office, texts, paper, settings.timezone, signed_with))
