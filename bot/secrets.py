"""The key that personal data and derived secrets hang on: found, or made once, and split by use.

It encrypts nothing. Losing the key makes what it protects unreadable: back it up elsewhere.
"""

import base64
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from bot.setting_checks import KEY_BYTES, key
from bot.settings import Settings, SettingsError

#: What a derived secret is for. To change a word here makes all earlier ones of that use void.
CUSTOMER_LINKS = "customer-links"
WEBHOOK_SECRET = "webhook-secret"
MAIL_TOKENS = "mail-tokens"

_NAME = "ORDERBELL_ENCRYPTION_KEY"
_HOW = "make one with: openssl rand -base64 32"
_SALT = b"orderbell"


def master_key(settings: Settings) -> bytes:
    """The 32 bytes of the setting, or of the key file, which is made if there is none.

    Raises `SettingsError`: the file cannot be made or read, or the database is not a file here,
    so that other replicas could not share a generated key.
    """
    if settings.encryption_key is not None:
        return key(settings.encryption_key.get_secret_value())
    url = settings.database_url.get_secret_value()
    if not url.startswith("sqlite"):
        raise SettingsError(
            f"{_NAME}: missing, wanted the same key for all who share a PostgreSQL; {_HOW}"
        )
    database = Path(url.partition(":///")[2].partition("?")[0])
    return load_or_make(key_file(database.resolve().parent))


def key_file(data_folder: Path) -> Path:
    """Where the key of a data folder is kept: beside it, so that no copy of the folder has it."""
    folder = data_folder.resolve()
    if folder == folder.parent:
        raise SettingsError(
            f"{_NAME}: missing, and there is no place beside {folder}; wanted the database in a "
            f"folder of its own, or the key; {_HOW}"
        )
    return folder.with_name(f"{folder.name}.key")


def load_or_make(path: Path) -> bytes:
    """The key in `path`; made if there is none, by exactly one of several who try at once."""
    try:
        if not path.exists():
            _make(path)
        return key(path.read_text("ascii").strip())
    except OSError as error:
        raise SettingsError(
            f"{_NAME}: missing, and {path} cannot be used ({error.strerror}); wanted write access "
            f"to {path.parent}, or the key; {_HOW}"
        ) from None
    except ValueError:
        raise SettingsError(
            f"{_NAME}: missing, and {path} holds no key; wanted {KEY_BYTES} bytes in base64: "
            "restore that file, without it the data is unreadable"
        ) from None


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte secret for one purpose; it tells nothing of the key or of other secrets."""
    return _hkdf(master, _SALT, purpose.encode(), KEY_BYTES)


def _make(path: Path) -> None:
    made = base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES))
    # mkstemp gives mode 0600 from the first moment on.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made + b"\n")
            file.flush()
            os.fsync(file.fileno())
        # A link, unlike a rename, never replaces what somebody else has just made.
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        Path(name).unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256. Source: RFC 5869, sections 2.2 and 2.3."""
    extracted = hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")
    block, out = b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(extracted, block + info + bytes([number]), "sha256")
        out += block
    return out[:length]
