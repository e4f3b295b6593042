"""Amounts as they are typed where one is asked for; a time, a date, another unit or a sentence is none."""

import csv
from pathlib import Path

from bot.domain.understanding.amount import Counted, read_amount
from tests.tables import each_of

with (Path(__file__).parent / "amounts.tsv").open(encoding="utf-8") as _file:
    AMOUNTS = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))
_LINES = {f"{row['counted']}: {row['text']}": (row["counted"], row["text"], row["amount"]) for row in AMOUNTS}


@each_of("line", _LINES)
def test_an_amount_is_read_or_it_is_none(line: str) -> None:
    counted, text, amount = _LINES[line]
    assert read_amount(text, Counted(counted)) == (None if amount == "-" else int(amount))
