"""Looks for words in everything that is kept: each column of each table, the files in it, and the bytes on the disk."""

import json
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.vietnamese import fold
from bot.storage.tables import Base

# Names of places, which nobody has given us about themselves.
_PLACES = {"ward", "ward_alias", "residential_group", "organisation"}


def forms_of(name: str) -> tuple[str, ...]:
    """How others may write of somebody: in full, the last two words, the given name behind any form of address.

    Whatever looks for them looks with marks and without.
    """
    words = name.split()
    forms = ("ông", "bà", "bác", "cô", "chú", "anh", "chị", "dì", "em", "cháu", "bạn")
    return (name, " ".join(words[-2:]), *(f"{form} {words[-1]}" for form in forms))


async def found_in_tables(db: AsyncSession, words: Sequence[str]) -> list[str]:
    """«table.column: value» for every value in which one of these words stands, with its marks or without."""
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name not in _PLACES:
            found += [where async for where in _found_in(db, table, words)]
    return found


def found_on_disk(file: Path, words: Sequence[str]) -> list[str]:
    """The words that stand anywhere in the file of a database or its journal, also in pages that are free."""
    disk = b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return [word for word in words for way in _written(word) if way in disk]


async def _found_in(db: AsyncSession, table: Table, words: Sequence[str]) -> Any:  # noqa: ANN401 an async iterator
    for row in (await db.execute(select(table))).mappings():
        for column, value in row.items():
            for text in _texts(value):
                if any(word in text or fold(word) in f" {fold(text)} " for word in words):
                    yield f"{table.name}.{column}: {text[:200]}"


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 any column's value
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, bytes):
        yield value.decode("latin-1")
        if value.startswith(b"%PDF"):
            yield " ".join(page.extract_text() for page in PdfReader(BytesIO(value)).pages)
    elif isinstance(value, dict | list):
        yield json.dumps(value, ensure_ascii=False)
    else:
        yield str(value)


def _written(word: str) -> set[bytes]:
    return {word.encode(), json.dumps(word)[1:-1].encode(), fold(word).encode()}
