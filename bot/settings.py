"""The settings: environment variables, a `.env` file, and NAME_FILE for secrets.

A wrong or missing one stops the start with one line: which, what was found, what is wanted. It
opens nothing that a setting names, and shows no secret.
"""

import difflib
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

from bot.redaction import Redactor
from bot.setting_checks import Bind, region_of
from bot.setting_rules import RULES, TOGETHER

PREFIX = "ORDERBELL_"
_SHOWN = 60  # characters of a wrong value


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
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
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
        lines = [*_missing(given, required), *_misspelt(given)]
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]  # a name of pydantic's
    except ValidationError as error:
        # `from None`: pydantic's text quotes the values, secrets among them.
        raise SettingsError(*sorted(_complaints(error)), *lines) from None
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


def _complaints(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False, include_context=False):
        name = str(problem["loc"][0])
        found = _found(str(problem["input"]), secret=RULES[name].secret)
        yield f"{PREFIX}{name.upper()}: found {found}, wanted {RULES[name].wanted}"


def _found(value: str, *, secret: bool) -> str:
    scheme, is_url, _ = value.partition("://")
    if secret and not is_url:
        return f"{len(value)} characters (not shown)"
    shown = Redactor().text(f"{scheme}://…" if secret else value)
    return repr(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")


def _given(env_file: Path | None) -> frozenset[str]:
    """Names, in capitals, that have a value in the environment or in `.env`."""
    given: dict[str, str | None] = dict(os.environ)
    if env_file is not None:
        given |= DotEnvSettingsSource(Settings, env_file).env_vars
    return frozenset(name.upper() for name, value in given.items() if value)


def _missing(given: frozenset[str], required: Collection[str]) -> Iterator[str]:
    def has(name: str) -> bool:
        return not given.isdisjoint((f"{PREFIX}{name.upper()}", f"{PREFIX}{name.upper()}_FILE"))

    wanted = dict.fromkeys(required)
    for group in TOGETHER:
        if any(map(has, group)):
            wanted |= dict.fromkeys(group)
    for name in wanted:
        if not has(name):
            yield f"{PREFIX}{name.upper()}: missing, wanted {RULES[name].wanted}"


def _misspelt(given: frozenset[str]) -> Iterator[str]:
    names = {f"{PREFIX}{name.upper()}" for name in RULES}
    names |= {f"{PREFIX}{name.upper()}_FILE" for name, rule in RULES.items() if rule.secret}
    for name in sorted(given - names):
        # Only what is nearly a name: a deployment may keep variables of its own beside ours.
        if name.startswith(PREFIX) and (
            near := difflib.get_close_matches(name, names - given, n=1, cutoff=0.9)
        ):
            yield f"{name}: found a setting nobody knows, wanted {near[0]} perhaps"


def _secret_parts(secret: str) -> Iterator[str]:
    if "://" not in secret:
        yield secret
    elif password := urlsplit(secret).password:
        yield password
        yield unquote(password)
