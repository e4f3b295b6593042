"""Times typed in English, on a Wednesday morning: the right day and hour, or asked about."""

import csv
from pathlib import Path

from bot.domain.parsing.time import Spoken, read_when
from tests.domain.parsing.test_time import NOW
from tests.tables import each_of

with (Path(__file__).parent / "english_times.tsv").open(encoding="utf-8") as _file:
    _LINES = {row["text"]: row["right"] for row in csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE)}


@each_of("text", _LINES)
def test_an_english_time_is_right_or_asked(text: str) -> None:
    when = read_when(text, NOW)
    read = "ask"
    if isinstance(when, Spoken) and when.day is not None and when.time is not None:
        read = f"{when.day.day}/{when.day.month} {when.time:%H:%M}"
    assert read == _LINES[text]
