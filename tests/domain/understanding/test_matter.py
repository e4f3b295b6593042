"""An answer that names another day, class or person than the card is never taken as an answer to it."""

import csv
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.domain.topics import Topic
from bot.domain.understanding.matter import Matter, is_of, matter_of, named_in
from bot.domain.understanding.yes_no import in_whose_name, yes_no
from bot.i18n.text import units
from tests.tables import each_of

# Tuesday, half past five in the afternoon; the class is on Thursday at seven in the evening.
NOW = datetime(2026, 11, 24, 17, 31, tzinfo=LOCAL)
CARD = Matter((datetime(2026, 11, 26, 19, 0, tzinfo=LOCAL),), Topic.T03)

with (Path(__file__).parent / "answers.tsv").open(encoding="utf-8") as file:
    LINES = [(row["text"], row["answer"], row["of"]) for row in csv.DictReader(file, delimiter="\t")]
ANSWERS = [line for line in LINES if line[1] != "-"]


def _is_of_the_card(text: str) -> bool:
    named = named_in(text, NOW)
    return is_of(named, CARD) and not named.people and in_whose_name(text) is None


def _acts(text: str) -> str | None:
    """What would be done of itself; swaying and speaking of something else are asked back."""
    said = yes_no(text)
    return said.value if said is not None and said.value != "sways" and _is_of_the_card(text) else None


@each_of(("text", "answer", "of"), ANSWERS)
def test_what_an_answer_says_and_of_what(text: str, answer: str, of: str) -> None:
    assert yes_no(text) == answer
    assert _is_of_the_card(text) == (of == "same")


@each_of("text", [text for text, answer, _of in LINES if answer == "-"])
def test_what_is_no_answer_does_nothing(text: str) -> None:
    assert yes_no(text) is None


@each_of("form", ["NFC", "NFD"])
def test_never_the_opposite_however_it_is_typed(form: Literal["NFC", "NFD"]) -> None:
    """In capitals, in pieces, with courtesy around it or without marks: it may be asked back, but is never turned."""
    opposite = {"yes": "no", "no": "yes"}
    for text, answer, _of in ANSWERS:
        plain = unicodedata.normalize("NFD", text).replace("đ", "d")
        bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
        for typed in (text.upper(), f"dạ {text} nha con", f"Con ơi, {text} ạ!", bare):
            assert _acts(unicodedata.normalize(form, typed)) != opposite.get(answer, "nothing"), typed


@each_of("day", ["mai", "thứ bảy", "chủ nhật", "thứ tư", "sáng", "hôm nay", "27/11", "lớp zalo"])
@each_of("answer", ["bà bận", "bà đi được", "không đi được", "tui tới", "em mắc việc rồi"])
def test_another_day_is_never_acted_on(day: str, answer: str) -> None:
    assert _acts(f"{day} {answer}") is None
    assert _acts(f"{answer} {day} nha con") is None


@each_of(
    ("text", "moments", "when"),
    [
        ("📅 7 giờ tối thứ Năm\nCon giữ đến 9 giờ sáng mai.", [("7 giờ", 26, 19), ("9 giờ", 25, 9)], (26, 19)),
        ("Lớp lúc 7 giờ tối thứ Năm, con giữ đến 9 giờ.", [("7 giờ", 26, 19), ("9 giờ", 25, 9)], (26, 19)),
        ("Lớp của thứ Tư dời sang thứ Năm.", [("thứ Tư", 25, 19), ("thứ Năm", 26, 19)], (26, 19)),
        ("Đi được không ạ?", [], None),
        ("📅 7 giờ tối thứ Năm, ngày 26/11", [], (26, 19)),
    ],
)
def test_what_a_card_speaks_of(text: str, moments: list[tuple[str, int, int]], when: tuple[int, int] | None) -> None:
    named = [(units(text[: text.index(at)]), datetime(2026, 11, day, hour, tzinfo=LOCAL)) for at, day, hour in moments]
    expected = () if when is None else (datetime(2026, 11, when[0], when[1], tzinfo=LOCAL),)
    assert matter_of(text, named, NOW).when == expected


@given(st.text(max_size=300))
def test_any_text_can_be_compared(text: str) -> None:
    assert is_of(named_in(text, NOW), CARD) in {True, False}
    assert matter_of(text, [(3, NOW)], NOW).when
