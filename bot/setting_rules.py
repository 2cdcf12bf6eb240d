"""What every setting must be, in one table. It reads no setting and shows none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import channel_checks
from bot import setting_checks as checks

#: Stands before every name in the environment.
PREFIX = "ORDERBELL_"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a setting must be."""

    check: Callable[[str], object]
    #: Completes "wanted …".
    wanted: str
    secret: bool = False


RULES: Mapping[str, Rule] = {
    "telegram_token": Rule(
        checks.token, "the token that @BotFather gave you: digits, a colon, 35 characters", True
    ),
    "telegram_api_url": Rule(checks.api_url, "the root of a Bot API server, https://host[:port]"),
    "database_url": Rule(
        checks.database_url,
        "sqlite+aiosqlite:///FILE or postgresql+psycopg://user:password@host/name",
        True,
    ),
    "public_url": Rule(
        checks.public_url, "https://host (http only for this machine), or unset for polling"
    ),
    "http_bind": Rule(checks.bind, "host:port, such as 127.0.0.1:8080 or [::1]:8080"),
    "twilio_account_sid": Rule(channel_checks.twilio_account, "AC and 32 hexadecimal digits"),
    "twilio_auth_token": Rule(channel_checks.word, "the auth token of the Twilio account", True),
    "twilio_from": Rule(
        channel_checks.twilio_sender,
        "a number such as +15005550006, a name of up to 11 letters, or MG…",
    ),
    "twilio_api_url": Rule(checks.api_url, "the root of Twilio's API, https://host[:port]"),
    "sms_countries": Rule(
        channel_checks.countries, "ISO 3166 codes of countries separated by commas, such as UA,PL"
    ),
    "sms_limits": Rule(
        channel_checks.sms_limits,
        "segments per order, per person a day and in all a day, such as 40,80,5000",
    ),
    "smtp_url": Rule(
        channel_checks.smtp_url, "smtp://user:password@host:port, or smtps://… for TLS", True
    ),
    "mail_from": Rule(channel_checks.mail_address, "an e-mail address, such as orders@example.com"),
    "mail_replies": Rule(
        channel_checks.reply_address, "a bare address that takes +tags, such as replies@example.com"
    ),
    "mail_webhook_key": Rule(
        channel_checks.long_word,
        "16 or more characters without white space; make them with: openssl rand -hex 32",
        True,
    ),
    "admins": Rule(checks.telegram_ids, "Telegram ids separated by commas, such as 1001,1002"),
    "currency": Rule(checks.currency, "the ISO 4217 code of a currency in use, such as UAH"),
    "locale": Rule(checks.locale, "en or uk"),
    "timezone": Rule(checks.timezone, "a name of the time zone database, such as Europe/Kyiv"),
    "encryption_key": Rule(
        checks.key_text, "32 random bytes in base64; make them with: openssl rand -base64 32", True
    ),
    "rate_per_s": Rule(checks.rate, "messages a second, above 0, at most 1000"),
}

#: Set one of these and the others are wanted too.
TOGETHER = (
    ("twilio_account_sid", "twilio_auth_token", "twilio_from"),
    ("smtp_url", "mail_from"),
    ("mail_replies", "mail_webhook_key"),
)

#: Set one of these and those are wanted too, but not the other way round.
NEEDS: Mapping[str, tuple[str, ...]] = {"mail_replies": ("public_url", "smtp_url", "mail_from")}
