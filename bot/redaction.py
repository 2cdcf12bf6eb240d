"""Takes secrets out of text before anybody sees it. It knows patterns and a list, no settings."""

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

#: A bot token anywhere, also behind `bot` in a URL, also with its colon percent-encoded.
_TOKEN = r"\d{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}"
#: User and password in a URL: database, SMTP server, proxy.
_CREDENTIALS = r"(?<=://)[^\s/@\"'<>]+(?=@)"
HIDDEN = "<hidden>"

#: Shorter ones are found in innocent words; a secret that short protects nothing.
_SHORTEST = 5


class Redactor:
    """Replaces every bot token, every URL's credentials and the given secrets by `<hidden>`."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        faces = {face for secret in secrets if len(secret) >= _SHORTEST for face in _faces(secret)}
        # Longest first: a whole URL before the password in it.
        known = [re.escape(face) for face in sorted(faces, key=len, reverse=True)]
        self._pattern = re.compile("|".join([*known, _TOKEN, _CREDENTIALS]))

    def text(self, text: str) -> str:
        """`text` without secrets."""
        return self._pattern.sub(HIDDEN, text)

    def value(self, value: object) -> object:
        """A logged value without secrets; what is not plain data becomes its redacted `repr`."""
        match value:
            case str():
                return self.text(value)
            case bool() | int() | float() | None:
                return value
            case Mapping():
                return {self.text(str(key)): self.value(item) for key, item in value.items()}
            case list() | tuple():
                return [self.value(item) for item in value]
            case _:
                return self.text(repr(value))


def _faces(secret: str) -> Iterable[str]:
    """How a secret may look once something has quoted it."""
    yield secret
    yield quote(secret)
    yield quote(secret, safe="")
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
