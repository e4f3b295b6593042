"""What the rows about people say unsealed stands in one table, with its reason."""

import re
from pathlib import Path

from sqlalchemy import Column, Table

from bot.storage.base import Utc
from bot.storage.encryption import EncryptedBytes, EncryptedJson, EncryptedText
from bot.storage.tables import Base

LISTED = Path(__file__).parents[2] / "docs" / "not-sealed.md"


def test_each_unsealed_column_about_people_is_justified() -> None:
    text = LISTED.read_text(encoding="utf-8")
    listed = re.findall(r"`([a-z_]+\.[a-z_]+)`", text)
    unsealed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if _is_about_people(table)
        for column in table.columns
        if _tells(column)
    }
    assert sorted(listed) == sorted(unsealed)


def _is_about_people(table: Table) -> bool:
    return table.name == "person" or any(key.column.table.name == "person" for key in table.foreign_keys)


def _tells(column: Column[object]) -> bool:
    is_sealed = isinstance(column.type, EncryptedText | EncryptedJson | EncryptedBytes)
    return not (is_sealed or column.foreign_keys or column.name == "id" or isinstance(column.type, Utc))
