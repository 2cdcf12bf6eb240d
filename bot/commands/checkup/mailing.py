"""The mail server as seen from here, up to the point where a letter would follow. It sends none."""

import asyncio
import contextlib
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponseException,
)

from bot.commands.checkup.finding import Finding, fine, note, problem
from bot.settings import Settings

PART = "e-mail"
#: For each answer, and for the whole of it, seconds.
PATIENCE_S, WHOLE_S = 5.0, 20.0
#: Source: RFC 8314 (465, TLS from the start), RFC 6409 (587, submission).
_PORTS = {"smtp": 587, "smtps": 465}


class Unwell(Exception):
    """Something to be mended."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


@dataclass(frozen=True, slots=True)
class _Server:
    """Where letters are handed in, and by whom."""

    url: SplitResult
    host: str
    port: int
    sender: str

    @property
    def where(self) -> str:
        """Host and port, for people."""
        return f"{self.host}:{self.port}"

    @property
    def tls(self) -> bool:
        """Whether TLS is spoken from the first byte."""
        return self.url.scheme == "smtps"

    @property
    def is_here(self) -> bool:
        """Whether nobody on the way could listen."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


async def mailing(settings: Settings, patience_s: float = PATIENCE_S) -> AsyncIterator[Finding]:
    """One finding of what the server said, and what to look at besides. Nothing is looked up."""
    if settings.smtp_url is None or settings.mail_from is None:
        yield note(PART, "none: ORDERBELL_SMTP_URL is not set")
        return
    url = urlsplit(settings.smtp_url.get_secret_value())
    sender = parseaddr(settings.mail_from)[1]
    server = _Server(url, url.hostname or "", url.port or _PORTS[url.scheme], sender)
    try:
        async with asyncio.timeout(WHOLE_S):
            how = await _talk(server, patience_s)
        yield fine(PART, f"{server.where} takes letters from {sender} ({how})")
    except Unwell as error:
        yield problem(PART, error.what, error.fix)
    except TimeoutError:
        yield problem(PART, f"{server.where} does not answer in time", _reachable(server))
    domain = sender.rpartition("@")[2]
    fix = f"dig +short TXT {domain}; dig +short TXT _dmarc.{domain}"
    what = f"letters from {domain} are taken for spam unless its SPF, DKIM and DMARC name {server.host}"
    yield note(PART, what, f"{fix}  # and the key that your mail provider names for DKIM")
    if settings.mail_replies is None:
        what = "one-way: answers to letters do not arrive, ORDERBELL_MAIL_REPLIES is not set"
        yield note(PART, what, "see docs/guide/operators.md, E-mail")


async def _talk(server: _Server, patience_s: float) -> str:
    """Say what comes before a letter; how it went. Raises `Unwell`, `TimeoutError`."""
    smtp = SMTP(
        hostname=server.host,
        port=server.port,
        timeout=patience_s,
        use_tls=server.tls,
        start_tls=False,
        tls_context=ssl.create_default_context(),
    )
    try:
        await _connect(smtp, server)
        how = await _encrypt(smtp, server)
        how += await _log_in(smtp, server)
        await _offer(smtp, server)
    finally:
        with contextlib.suppress(SMTPException, OSError):
            if smtp.is_connected:
                await smtp.quit()
        smtp.close()
    return how


async def _connect(smtp: SMTP, server: _Server) -> None:
    try:
        await smtp.connect()
        await smtp.ehlo()
    except SMTPResponseException as error:
        what = f"{server.where} turns us away: {error.code} {error.message}"
        raise Unwell(what, "ask your mail provider what this answer means") from None
    except (SMTPException, OSError) as error:
        cause = error.__cause__ or error
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise _untrusted(server, cause) from None
        if isinstance(cause, ssl.SSLError):
            what = f"{server.where} speaks no TLS from the first byte"
            raise Unwell(what, "set ORDERBELL_SMTP_URL to smtp://… with port 587") from None
        what = f"{server.where} cannot be reached: {type(error).__name__}"
        raise Unwell(what, _reachable(server)) from None


async def _encrypt(smtp: SMTP, server: _Server) -> str:
    if server.tls:
        return "TLS"
    if not smtp.supports_extension("starttls"):
        if server.url.username is not None and not server.is_here:
            what = f"{server.where} offers no TLS: the password could be read on its way"
            raise Unwell(what, "set ORDERBELL_SMTP_URL to smtps://… with port 465")
        return "without TLS"
    try:
        await smtp.starttls()
        await smtp.ehlo()
    except (SMTPException, OSError) as error:
        cause = error.__cause__ or error
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise _untrusted(server, cause) from None
        what = f"{server.where} fails at STARTTLS: {type(error).__name__}"
        raise Unwell(what, f"openssl s_client -starttls smtp -connect {server.where}") from None
    return "TLS"


async def _log_in(smtp: SMTP, server: _Server) -> str:
    user, password = server.url.username, server.url.password
    if user is None:
        return ""
    fix = (
        "set user and password in ORDERBELL_SMTP_URL, percent-encoded  # many want an app password"
    )
    try:
        await smtp.login(unquote(user), unquote(password or ""))
    except SMTPAuthenticationError as error:
        raise Unwell(f"{server.where} refuses the log-in ({error.code})", fix) from None
    except (SMTPException, OSError) as error:
        raise Unwell(f"{server.where} takes no log-in: {type(error).__name__}", fix) from None
    return ", logged in"


async def _offer(smtp: SMTP, server: _Server) -> None:
    """Name the sender, and take it back."""
    try:
        await smtp.mail(server.sender)
        await smtp.rset()
    except SMTPResponseException as error:
        what = f"{server.where} refuses {server.sender}: {error.code} {error.message}"
        if error.code == 530:
            fix = "set user and password in ORDERBELL_SMTP_URL: smtp://user:password@host:port"
        else:
            fix = "set ORDERBELL_MAIL_FROM to an address that this account may send from"
        raise Unwell(what, fix) from None
    except (SMTPException, OSError) as error:
        what = f"{server.where} hangs up on {server.sender}: {type(error).__name__}"
        raise Unwell(what, _reachable(server)) from None


def _untrusted(server: _Server, error: ssl.SSLCertVerificationError) -> Unwell:
    what = f"the certificate of {server.where} is not trusted: {error.verify_message}"
    fix = f"openssl s_client -connect {server.where}  # or name the host as its certificate does"
    return Unwell(what, fix)


def _reachable(server: _Server) -> str:
    return (
        f"nc -vz {server.host} {server.port}  # then mend ORDERBELL_SMTP_URL, network or firewall"
    )
