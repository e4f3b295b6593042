"""Reads a small file of tables as rows of text, its kind told by its bytes; large or malicious files are refused."""

from pathlib import PurePath

from bot.documents import plain_tables, workbooks
from bot.documents.cells import Book, NoTable, NoTableReason, within_limits
from bot.documents.plain_tables import Legible

LARGEST = 1_000_000  # bytes
_READ = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml"})
_BY_NAME = {
    ".pdf": NoTableReason.PDF,
    ".doc": NoTableReason.WORD,
    ".docx": NoTableReason.WORD,
    ".odt": NoTableReason.WORD,
    ".rtf": NoTableReason.WORD,
}
_BY_NAME |= dict.fromkeys((".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif"), NoTableReason.PICTURE)
_BY_BYTES = {
    b"%PDF": NoTableReason.PDF,
    b"\x89PNG": NoTableReason.PICTURE,
    b"\xff\xd8\xff": NoTableReason.PICTURE,
    b"{\\rtf": NoTableReason.WORD,
}
_ARCHIVE, _OLE, _TAG = b"PK", b"\xd0\xcf\x11\xe0", b"<"
# Names within old Office files, in UTF-16.
_ENCRYPTED, _WORD_DOCUMENT = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))


def refused(name: str, size: int) -> NoTableReason | None:
    """Return why a file of this name and size need not be fetched; None if it may be a table."""
    ending = PurePath(name.lower()).suffix
    if ending not in _READ:
        return _BY_NAME.get(ending, NoTableReason.OTHER_KIND)
    if size == 0:
        return NoTableReason.EMPTY
    return NoTableReason.TOO_LARGE if size > LARGEST else None


def is_table(name: str, size: int) -> bool:
    return refused(name, size) is None


def read(content: bytes, is_legible: Legible) -> Book:
    """Return all pages without empty rows; `is_legible` says if bytes were decoded well. Raises NoTable."""
    if len(content) > LARGEST:
        raise NoTable(NoTableReason.TOO_LARGE)
    try:
        book = _read(content, is_legible)
    except NoTable:
        raise
    except Exception as error:
        # Whatever a library raises is caused by the file somebody sent.
        raise NoTable(NoTableReason.BROKEN) from error
    return Book(within_limits(book.pages), book.sees_all, book.is_legible)


def _read(content: bytes, is_legible: Legible) -> Book:
    why = next((why for start, why in _BY_BYTES.items() if content.startswith(start)), None)
    if why is not None:
        raise NoTable(why)
    if content.startswith(_ARCHIVE):
        return _archive(content)
    if content.startswith(_OLE):
        return _old_office(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_TAG):
        return plain_tables.html_table(content, is_legible)
    return plain_tables.csv_table(content, is_legible)


def _archive(content: bytes) -> Book:
    parts = workbooks.parts(content)
    if "xl/workbook.xml" in parts:
        return workbooks.xlsx(content)
    if any(part.startswith("word/") for part in parts):
        raise NoTable(NoTableReason.WORD)
    if parts & {"xl/workbook.bin", "content.xml"}:
        return workbooks.other(content)
    raise NoTable(NoTableReason.OTHER_KIND)


def _old_office(content: bytes) -> Book:
    if _ENCRYPTED in content:
        raise NoTable(NoTableReason.LOCKED)
    if _WORD_DOCUMENT in content:
        raise NoTable(NoTableReason.WORD)
    return workbooks.other(content)
