"""A mailer that has no rules: the real aiosmtplib at the simulated mail server."""

import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any

import aiosmtplib
import pytest
import trustme

from simulator.world import World

OLENA = "olena@example.org"


def letter(
    world: World, to: str = OLENA, subject: str = "Order 1043", **headers: str
) -> EmailMessage:
    """A sound letter with text and HTML."""
    message = EmailMessage()
    message["From"] = "Orderbell <orders@orderbell.example>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(world.post.clock.now())
    message["Message-ID"] = make_msgid(domain="orderbell.example")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("New order: 450.00 грн\nhttps://shop.example/a/1?x=1&y=2.\n")
    message.add_alternative(
        '<p>New order: 450.00 грн <a href="https://shop.example/a/1?x=1&amp;y=2">Approve</a></p>',
        subtype="html",
    )
    return message


async def send(world: World, message: EmailMessage, **how: Any) -> Any:
    """Send it, logged in, without TLS unless `how` says so."""
    return await aiosmtplib.send(
        message,
        **{
            "hostname": "127.0.0.1",
            "port": world.post.port,
            "username": world.post.user,
            "password": world.post.password,
            "start_tls": False,
            "timeout": 5,
            **how,
        },
    )


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who signs certificates here."""
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    """The mail server's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """A client that trusts the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context
