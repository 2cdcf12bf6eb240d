"""The settings: environment variables, a `.env` file, and NAME_FILE for secrets.

A wrong or missing one stops the start with one line: which, what was found, what is wanted. It
opens nothing that a setting names, and shows no secret.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.channel_checks import SmsLimits, is_sms_number
from bot.setting_checks import Bind, region_of
from bot.setting_faults import complaints, missing, misspelt
from bot.setting_rules import PREFIX, RULES
from orders.policy import Policy
from orders.work import Kind


class SettingsError(Exception):
    """The start is stopped. `str()` has one line for each thing that is wrong."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """All settings, checked. Source: the contract's table of settings."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    #: Empty: not set. A start that needs it says so, see `required`.
    telegram_token: SecretStr = SecretStr("")
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///orderbell.db")
    #: Set: webhooks. None: polling.
    public_url: str | None = None
    http_bind: Annotated[Bind, NoDecode] = Bind("127.0.0.1", 8080)
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_from: str | None = None
    twilio_api_url: str = "https://api.twilio.com"
    #: ISO 3166 codes; empty: see `sms_regions`.
    sms_countries: Annotated[tuple[str, ...], NoDecode] = ()
    sms_limits: Annotated[SmsLimits, NoDecode] = SmsLimits(40, 80, 5000)
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    #: Replies come to this address with "+" and a word of ours before its "@"; None: none are taken.
    mail_replies: str | None = None
    #: What the mail provider signs with that posts them to us.
    mail_webhook_key: SecretStr | None = None
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    currency: str = "UAH"
    locale: str = "en"
    timezone: str = "UTC"
    #: 32 bytes in base64; None: generated, see `bot.secrets`.
    encryption_key: SecretStr | None = None
    rate_per_s: float = 30.0

    @field_validator("*", mode="before")
    @classmethod
    def _checked(cls, value: object, info: ValidationInfo) -> object:
        assert info.field_name is not None
        return RULES[info.field_name].check(value.strip()) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The process's environment wins over `.env`; a secret may be in a file for either."""
        files = _SecretFiles(settings_cls, env_settings, dotenv_settings)
        return init_settings, files, env_settings, dotenv_settings

    @property
    def http_address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        return self.http_bind.host, self.http_bind.port

    @property
    def region(self) -> str:
        """Whose phone numbers may come without "+": ISO 3166, by time zone, else by currency.

        Empty where neither tells, as with UTC and EUR: then every number needs its "+".
        """
        return region_of(self.timezone, self.currency)

    @property
    def sms_regions(self) -> frozenset[str]:
        """Countries whose numbers get SMS: those that were set, else the marketplace's own.

        Empty where nothing was set and `region` tells none: then nobody gets an SMS.
        """
        return frozenset(self.sms_countries or filter(None, (self.region,)))

    @property
    def sms_one_way(self) -> bool:
        """Whether SMS go out under a name, to which nobody can answer."""
        return self.twilio_from is not None and not is_sms_number(self.twilio_from)

    @property
    def ways(self) -> frozenset[Kind]:
        """The ways out that are set up besides Telegram."""
        channels = ((Kind.SMS, self.twilio_from), (Kind.MAIL, self.smtp_url))
        return frozenset(kind for kind, configured in channels if configured is not None)

    @property
    def policy(self) -> Policy:
        """The marketplace's policy as far as it is a matter of settings."""
        limits = self.sms_limits
        return Policy(
            ways=self.ways,
            sms_per_order=limits.per_order,
            sms_per_person=limits.per_person,
            sms_per_day=limits.per_day,
        )

    def secret_values(self) -> tuple[str, ...]:
        """Everything that must never be seen, for the log to hide."""
        values = [value for _, value in self if isinstance(value, SecretStr) and value]
        return tuple(part for value in values for part in _secret_parts(value.get_secret_value()))


def load_settings(
    *, required: Collection[str] = (), env_file: Path | None = Path(".env")
) -> Settings:
    """The settings of this process. Raises `SettingsError`.

    `required` names fields that this start cannot do without, e.g. `telegram_token`.
    """
    try:
        given = _given(env_file)
        lines = [*missing(given, required), *misspelt(given)]
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # a name of pydantic's
    except ValidationError as error:
        # `from None`: pydantic's text quotes the values, secrets among them.
        raise SettingsError(*sorted(complaints(error)), *lines) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file}: not UTF-8, wanted lines such as NAME=value") from None
    except OSError as error:
        raise SettingsError(f"{env_file}: {error.strerror}, wanted a readable file") from None
    if lines:
        raise SettingsError(*lines)
    return settings


class _SecretFiles(PydanticBaseSettingsSource):
    """NAME_FILE: the secret is the content of that file, as container platforms mount it."""

    def __init__(
        self,
        settings_cls: type[BaseSettings],
        env: PydanticBaseSettingsSource,
        dotenv: PydanticBaseSettingsSource,
    ) -> None:
        super().__init__(settings_cls)
        self._sources = [
            source.env_vars
            for source in (env, dotenv)
            if isinstance(source, EnvSettingsSource | DotEnvSettingsSource)
        ]

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[str | None, str, bool]:
        """The content of the field's file, if it has one."""
        name = f"{PREFIX}{field_name}".lower()
        for variables in self._sources:
            if path := variables.get(f"{name}_file"):
                if variables.get(name):
                    raise SettingsError(
                        f"{name.upper()}: found it and {name.upper()}_FILE, wanted one of them"
                    )
                return _content(f"{name.upper()}_FILE", Path(path)), field_name, False
            if variables.get(name):
                break
        return None, field_name, False

    def __call__(self) -> dict[str, str]:
        """The fields that come from files."""
        found: dict[str, str] = {}
        for field_name, field in self.settings_cls.model_fields.items():
            if RULES[field_name].secret:
                value, _, _ = self.get_field_value(field, field_name)
                if value is not None:
                    found[field_name] = value
        return found


def _content(name: str, path: Path) -> str:
    try:
        content = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not text"
        raise SettingsError(
            f"{name}: found {str(path)!r} ({why}), wanted a readable file"
        ) from None
    if not content:
        raise SettingsError(f"{name}: found {str(path)!r} (empty), wanted the secret in it")
    return content


def _given(env_file: Path | None) -> frozenset[str]:
    """Names, in capitals, that have a value in the environment or in `.env`."""
    given: dict[str, str | None] = dict(os.environ)
    if env_file is not None:
        given |= DotEnvSettingsSource(Settings, env_file).env_vars
    return frozenset(name.upper() for name, value in given.items() if value)


def _secret_parts(secret: str) -> Iterator[str]:
    if "://" not in secret:
        yield secret
    elif password := urlsplit(secret).password:
        yield password
        yield unquote(password)
