"""Files by their ids: uploaded once, sent again by id, downloaded by path."""

import hashlib
import struct
from dataclasses import dataclass

from tests.fake_telegram.parameters import Json, Upload
from tests.fake_telegram.refusals import Refusal, bad

_MEGABYTE = 1024 * 1024
UPLOAD_LIMIT, PHOTO_LIMIT, DOWNLOAD_LIMIT, SIDES_LIMIT, RATIO_LIMIT = 50, 10, 20, 10_000, 20
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


@dataclass(frozen=True)
class File:
    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    content: bytes
    width: int = 0
    height: int = 0

    def as_json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    @property
    def path(self) -> str:
        return f"{self.kind}s/{self.unique_id}"


class Files:
    """`kind` is photo, document, voice or sticker."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}

    def taken(self, kind: str, given: Upload | str) -> File:
        """An upload, or what was uploaded before under this id."""
        if isinstance(given, Upload):
            return self.add(kind, given)
        if "://" in given:
            raise bad("failed to get HTTP URL content")
        file = self.known(given)
        if file.kind != kind:
            raise bad(f"can't use file of type {file.kind.title()} as {kind.title()}")
        return file

    def add(self, kind: str, upload: Upload) -> File:
        _check_size(kind, len(upload.content))
        width, height = _size(upload.content) if kind == "photo" else (0, 0)
        digest = hashlib.sha256(upload.content + kind.encode()).hexdigest()
        file = File(f"{kind}-{digest}", digest[:16], kind, upload.name, upload.mime, upload.content, width, height)
        return self._by_id.setdefault(file.id, file)

    def known(self, file_id: str) -> File:
        if file_id not in self._by_id:
            raise bad("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def download(self, path: str) -> File | None:
        return next((file for file in self._by_id.values() if file.path == path), None)


def _check_size(kind: str, size: int) -> None:
    if not size:
        raise bad("file must be non-empty")
    if size > UPLOAD_LIMIT * _MEGABYTE:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and size > PHOTO_LIMIT * _MEGABYTE:
        most = PHOTO_LIMIT * _MEGABYTE
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {most} bytes")


def _size(picture: bytes) -> tuple[int, int]:
    """Its sides; those of a JPEG are not looked up."""
    if picture.startswith(_JPEG):
        return 1280, 960
    if not picture.startswith(_PNG) or picture[12:16] != b"IHDR":
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", picture[16:24])
    if width + height > SIDES_LIMIT or max(width, height) > RATIO_LIMIT * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return width, height
