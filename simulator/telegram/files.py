"""Files that people and the bot uploaded. It does not look inside them."""

from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file Telegram keeps."""

    id: str
    unique_id: str
    #: photo, document, voice, …: a file_id may be sent again only as the same kind.
    kind: str
    body: bytes
    name: str = ""
    mime: str = ""
    #: Where `/file/bot<token>/<path>` serves it.
    path: str = ""


class Files:
    """Every stored file, by id and by download path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, body: bytes, name: str = "", mime: str = "") -> StoredFile:
        """Keep a new file."""
        number = len(self._by_id) + 1
        digest = blake2b(body, digest_size=9).hexdigest()
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        stored = StoredFile(
            id=f"AgAC{kind[:2].upper()}{digest}{number:06d}",
            unique_id=f"AQAD{digest[:10]}",
            kind=kind,
            body=body,
            name=name,
            mime=mime,
            path=f"{kind}s/file_{number}.{suffix}",
        )
        self._by_id[stored.id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file behind a download path."""
        return self._by_path.get(path)
