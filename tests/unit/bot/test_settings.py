"""Settings: what is right is taken, what is wrong stops the start with one clear line."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channel_checks import SmsLimits
from bot.setting_checks import Bind
from bot.setting_rules import RULES
from bot.settings import Settings, SettingsError, load_settings
from orders.policy import Policy
from orders.work import Kind

TOKEN = "7654321:CANARY-canary-CANARY-canary-CANARY-x"
KEY = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="

GOOD = {
    "TELEGRAM_TOKEN": [TOKEN, f"  {TOKEN}\n"],
    "TELEGRAM_API_URL": ["http://127.0.0.1:8081", "https://bots.example.com/root/"],
    "DATABASE_URL": [
        "sqlite+aiosqlite:///orderbell.db",
        "sqlite+aiosqlite:////var/lib/orderbell/orders.db",
        "postgresql+psycopg://user:password@db:5432/orderbell",
        "postgresql+psycopg:///orderbell?host=/run/postgresql",
    ],
    "PUBLIC_URL": [
        "https://bell.example.com",
        "https://example.com/bell/",
        "http://127.0.0.1:8080",
    ],
    "HTTP_BIND": ["0.0.0.0:80", "localhost:0", "[::1]:8080"],
    "TWILIO_API_URL": ["http://127.0.0.1:9"],
    "SMS_COUNTRIES": ["UA", "ua, PL,GB", " DE "],
    "SMS_LIMITS": ["40,80,5000", " 1, 2 ,3 "],
    "ADMINS": ["1001", "1001,1002", " 1001, 1002 ", "[1001, 1002]"],
    "CURRENCY": ["EUR", "uah"],
    "LOCALE": ["uk"],
    "TIMEZONE": ["Europe/Kyiv", "UTC"],
    "ENCRYPTION_KEY": [KEY, KEY.rstrip("=")],
    "RATE_PER_S": ["0.5", "1000"],
}

TWILIO = {"TWILIO_ACCOUNT_SID": "AC" + "0a" * 16, "TWILIO_AUTH_TOKEN": "CANARYtwilio"}
MAIL = {"SMTP_URL": "smtp://mail.example.com", "MAIL_FROM": "orders@example.com"}

BAD = {
    "TELEGRAM_TOKEN": ["token", "123:short", f"bot{TOKEN}", f"{TOKEN} x", "1234567:" + "я" * 35],
    "TELEGRAM_API_URL": [
        "api.telegram.org",
        "ftp://x",
        "https://",
        "https://x:99999",
        "https://x?y",
    ],
    "DATABASE_URL": [
        "orderbell.db",
        "sqlite:///orderbell.db",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///",
        "sqlite+aiosqlite:///:memory:",
        "postgresql://user@host/db",
        "postgresql+psycopg://host",
        "mysql://host/db",
    ],
    "PUBLIC_URL": [
        "example.com",
        "http://example.com",
        "https://",
        "https://user:pw@example.com",
        "https://example.com?x=1",
        "https://exa mple.com",
    ],
    "HTTP_BIND": [
        "8080",
        ":8080",
        "localhost",
        "localhost:http",
        "localhost:70000",
        "localhost:-1",
        "::1:8080",
        "http://localhost:8080",
        "[localhost]:80",
    ],
    "TWILIO_ACCOUNT_SID": ["AC123", "SK" + "0" * 32],
    "TWILIO_AUTH_TOKEN": ["short", "has white space"],
    "TWILIO_FROM": ["12345", "+0123", "A name that is too long"],
    "TWILIO_API_URL": ["twilio"],
    "SMTP_URL": ["mail.example.com", "http://mail.example.com", "smtp://"],
    "MAIL_FROM": ["nobody", "a@b@c", "@x"],
    "SMS_COUNTRIES": ["Ukraine", "UA;PL", "EU", "001", ",", "UA,XX"],
    "SMS_LIMITS": ["40", "40,80", "40,80,0", "40,80,-1", "40,80,5000,1", "a,b,c", "1,2,3.5"],
    "MAIL_REPLIES": [
        "replies",
        "Shop <replies@example.com>",
        "re+plies@example.com",
        "a" * 25 + "@example.com",
        "replies@example.com, other@example.com",
        "відповіді@example.com",
    ],
    "MAIL_WEBHOOK_KEY": ["short", "has white space in the middle"],
    "ADMINS": ["olena", "-5", "0", "1001;1002", "1.5", str(1 << 52)],
    "CURRENCY": ["UAX", "грн", "DEM", "XAU", "₴"],
    "LOCALE": ["de", "EN_us", "ukr"],
    "TIMEZONE": ["Kyiv", "Europe", "../etc/passwd", "+02:00"],
    "ENCRYPTION_KEY": ["secret", KEY[:-4], KEY + "AAAA", "*" * 43],
    "RATE_PER_S": ["0", "-1", "fast", "nan", "inf", "1001"],
}


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("ORDERBELL_"):
            monkeypatch.delenv(name)


def load(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"ORDERBELL_{name}", value)
    return load_settings(env_file=None)


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in table.items() for value in values]


def test_nothing_is_needed_to_begin() -> None:
    """The defaults are those of the contract."""
    assert dict(load_settings(env_file=None)) == {
        "telegram_token": SecretStr(""),
        "telegram_api_url": "https://api.telegram.org",
        "database_url": SecretStr("sqlite+aiosqlite:///orderbell.db"),
        "public_url": None,
        "http_bind": Bind("127.0.0.1", 8080),
        "twilio_account_sid": None,
        "twilio_auth_token": None,
        "twilio_from": None,
        "twilio_api_url": "https://api.twilio.com",
        "sms_countries": (),
        "sms_limits": SmsLimits(40, 80, 5000),
        "smtp_url": None,
        "mail_from": None,
        "mail_replies": None,
        "mail_webhook_key": None,
        "admins": (),
        "currency": "UAH",
        "locale": "en",
        "timezone": "UTC",
        "encryption_key": None,
        "rate_per_s": 30.0,
    }


def test_every_setting_has_a_rule_and_a_bad_example() -> None:
    """No setting goes unchecked, in the code or here."""
    assert set(Settings.model_fields) == set(RULES) == {name.lower() for name in BAD}


@pytest.mark.parametrize(("name", "value"), pairs(GOOD))
def test_good_values_are_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the contract allows starts."""
    load(monkeypatch, **{name: value})


@pytest.mark.parametrize(("name", "value"), pairs(BAD))
def test_a_bad_value_is_one_line(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which, what was found, what is wanted; a secret is never shown."""
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **{name: value})
    line = next(line for line in caught.value.lines if line.startswith(f"ORDERBELL_{name}:"))
    assert "\n" not in line
    assert f", wanted {RULES[name.lower()].wanted}" in line
    assert ("found " + repr(value) in line) or RULES[name.lower()].secret or "@" in value
    assert "CANARY" not in line
    assert "pw" not in line
    assert caught.value.__cause__ is None


def test_values_get_their_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rest of the house relies on."""
    settings = load(
        monkeypatch,
        HTTP_BIND="[::1]:8080",
        ADMINS="1002, 1001,1002",
        CURRENCY="eur",
        RATE_PER_S="29.5",
        PUBLIC_URL="https://example.com/",
    )
    assert settings.http_bind == Bind("::1", 8080)
    assert str(settings.http_bind) == "[::1]:8080"
    assert settings.http_address == ("::1", 8080)
    assert settings.admins == (1002, 1001)
    assert (settings.currency, settings.rate_per_s) == ("EUR", 29.5)
    assert settings.public_url == "https://example.com"


@pytest.mark.parametrize(
    ("timezone", "currency", "region"),
    [
        ("UTC", "UAH", "UA"),
        ("Europe/Warsaw", "UAH", "PL"),
        ("UTC", "GBP", "GB"),
        ("UTC", "EUR", ""),
        ("Europe/Kyiv", "EUR", "UA"),
    ],
)
def test_whose_phone_numbers_these_are(
    timezone: str, currency: str, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time zone first, then currency; where neither tells, nothing is guessed."""
    assert load(monkeypatch, TIMEZONE=timezone, CURRENCY=currency).region == region


def test_an_empty_value_is_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NAME=` in an environment file means: not set."""
    settings = load(monkeypatch, PUBLIC_URL="", TELEGRAM_TOKEN="", RATE_PER_S="")
    assert (settings.public_url, bool(settings.telegram_token)) == (None, False)
    assert settings.rate_per_s == 30.0


def test_several_problems_are_several_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to start five times to learn of five mistakes."""
    monkeypatch.setenv("ORDERBELL_CURRENCY", "UAX")
    monkeypatch.setenv("ORDERBELL_LOCALE", "de")
    with pytest.raises(SettingsError) as caught:
        load_settings(required=["telegram_token"], env_file=None)
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "ORDERBELL_CURRENCY",
        "ORDERBELL_LOCALE",
        "ORDERBELL_TELEGRAM_TOKEN",
    ]


def test_what_this_start_needs_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running needs a token, migrating does not."""
    with pytest.raises(SettingsError, match=r"^ORDERBELL_TELEGRAM_TOKEN: missing, wanted the tok"):
        load_settings(required=["telegram_token"], env_file=None)
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", TOKEN)
    settings = load_settings(required=["telegram_token"], env_file=None)
    assert settings.telegram_token.get_secret_value() == TOKEN


@pytest.mark.parametrize(
    ("given", "value", "missing"),
    [
        ("TWILIO_FROM", "+15005550006", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"]),
        ("SMTP_URL", "smtp://mail.example.com", ["MAIL_FROM"]),
        ("MAIL_FROM", "orders@example.com", ["SMTP_URL"]),
        ("MAIL_WEBHOOK_KEY", "a-key-of-22-characters", ["MAIL_REPLIES"]),
        (
            "MAIL_REPLIES",
            "replies@example.com",
            ["MAIL_WEBHOOK_KEY", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM"],
        ),
    ],
)
def test_half_a_channel_is_refused(
    given: str, value: str, missing: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel is set up whole or not at all."""
    with pytest.raises(SettingsError) as caught:
        load(monkeypatch, **{given: value})
    assert sorted(line.split(": ")[0] for line in caught.value.lines) == sorted(
        f"ORDERBELL_{name}" for name in missing
    )


def test_what_another_setting_needs_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    """That polling would do is no help to somebody who wants replies by e-mail."""
    with pytest.raises(
        SettingsError, match=r"ORDERBELL_PUBLIC_URL: missing, .*; ORDERBELL_MAIL_REPLIES needs it"
    ):
        load(monkeypatch, MAIL_REPLIES="replies@example.com", **MAIL)
    load(
        monkeypatch,
        MAIL_REPLIES="replies@example.com",
        MAIL_WEBHOOK_KEY="a-key-of-22-characters",
        PUBLIC_URL="https://bell.example.com",
        **MAIL,
    )


@pytest.mark.parametrize(
    ("given", "regions"),
    [
        ({}, {"UA"}),
        ({"SMS_COUNTRIES": "pl,DE,PL"}, {"PL", "DE"}),
        ({"CURRENCY": "EUR"}, set()),
        ({"CURRENCY": "EUR", "SMS_COUNTRIES": "PL"}, {"PL"}),
    ],
)
def test_sms_go_to_the_own_country_unless_others_are_named(
    given: dict[str, str], regions: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can have us text an expensive country that nobody has named."""
    assert load(monkeypatch, **given).sms_regions == regions


@pytest.mark.parametrize(
    ("given", "ways", "one_way"),
    [
        ({}, set(), False),
        (MAIL, {Kind.MAIL}, False),
        (TWILIO | {"TWILIO_FROM": "+15005550006"}, {Kind.SMS}, False),
        (TWILIO | {"TWILIO_FROM": "MG" + "0a" * 16}, {Kind.SMS}, False),
        (TWILIO | MAIL | {"TWILIO_FROM": "Orderbell"}, {Kind.SMS, Kind.MAIL}, True),
    ],
)
def test_which_ways_out_are_set_up(
    given: dict[str, str], ways: set[Kind], one_way: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel is there when it is configured; a name as the sender takes no answers."""
    settings = load(monkeypatch, **given)
    assert settings.ways == ways
    assert settings.sms_one_way is one_way
    assert settings.policy == Policy(ways=frozenset(ways))


def test_the_limits_of_sms_are_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody has set is what the policy has by itself."""
    assert load(monkeypatch).policy == Policy()
    policy = load(monkeypatch, SMS_LIMITS="6, 12,300").policy
    assert policy == Policy(sms_per_order=6, sms_per_person=12, sms_per_day=300)


def test_a_slip_of_the_pen_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt name would silently be no setting at all."""
    with pytest.raises(
        SettingsError, match=r"ORDERBELL_TELEGRAM_TOEKN: .* ORDERBELL_TELEGRAM_TOKEN"
    ):
        load(monkeypatch, TELEGRAM_TOEKN=TOKEN)


def test_other_names_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment may keep its own variables beside ours."""
    load(monkeypatch, IMAGE_VERSION="1.2.3")


def test_a_file_of_settings_is_read_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`.env` holds what is usual; the environment overrides it for one start."""
    env = tmp_path / ".env"
    env.write_text("ORDERBELL_LOCALE=uk\nORDERBELL_CURRENCY=EUR\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("ORDERBELL_CURRENCY", "USD")
    settings = load_settings(env_file=env)
    assert (settings.locale, settings.currency) == ("uk", "USD")
    assert load_settings(env_file=tmp_path / "none").locale == "en"


def test_a_file_of_settings_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """A binary file in the place of `.env` is named."""
    env = tmp_path / ".env"
    env.write_bytes(b"ORDERBELL_LOCALE=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env: not UTF-8, wanted"):
        load_settings(env_file=env)


@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_secret_may_be_in_a_file(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NAME_FILE works for every secret, from the environment and from `.env`."""
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n", "utf-8")
    env = tmp_path / ".env"
    line = f"ORDERBELL_TELEGRAM_TOKEN_FILE={secret}"
    if place == "file":
        env.write_text(line, "utf-8")
    else:
        monkeypatch.setenv(*line.split("="))
    settings = load_settings(required=["telegram_token"], env_file=env)
    assert settings.telegram_token.get_secret_value() == TOKEN


def test_a_secret_file_that_is_wrong_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing, empty, or given twice: said plainly, without its content."""
    path = tmp_path / "token"
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN_FILE", str(path))
    with pytest.raises(SettingsError, match=r"TOKEN_FILE: found .*No such file.*, wanted a readab"):
        load_settings(env_file=None)
    path.write_text("\n", "utf-8")
    with pytest.raises(SettingsError, match=r"TOKEN_FILE: found .*\(empty\), wanted"):
        load_settings(env_file=None)
    path.write_text("CANARY of a token", "utf-8")
    with pytest.raises(SettingsError, match=r"^ORDERBELL_TELEGRAM_TOKEN: found 17 characters"):
        load_settings(env_file=None)
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", TOKEN)
    with pytest.raises(SettingsError, match="wanted one of them"):
        load_settings(env_file=None)


def test_the_environment_wins_over_a_secret_file_of_the_env_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One start may use another token than the usual one."""
    env = tmp_path / ".env"
    env.write_text("ORDERBELL_TELEGRAM_TOKEN_FILE=/nowhere/at/all", "utf-8")
    monkeypatch.setenv("ORDERBELL_TELEGRAM_TOKEN", TOKEN)
    assert load_settings(env_file=env).telegram_token.get_secret_value() == TOKEN


def test_secrets_are_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by `str`, not by `repr`; `secret_values` knows them all for the log to hide."""
    settings = load(
        monkeypatch,
        TELEGRAM_TOKEN=TOKEN,
        DATABASE_URL="postgresql+psycopg://user:CANARY%40db@host/name",
        SMTP_URL="smtp://user:CANARYmail@host",
        MAIL_FROM="orders@example.com",
        MAIL_REPLIES="replies@example.com",
        MAIL_WEBHOOK_KEY="CANARY-of-a-webhook",
        PUBLIC_URL="https://bell.example.com",
        ENCRYPTION_KEY=KEY,
    )
    assert "CANARY" not in f"{settings} {settings!r}"
    assert "" not in settings.secret_values()
    assert KEY not in f"{settings} {settings!r}"
    assert set(settings.secret_values()) == {
        TOKEN,
        "CANARY%40db",
        "CANARY@db",
        "CANARYmail",
        "CANARY-of-a-webhook",
        KEY,
    }
