"""Vietnamese words: folded, named, ordered."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import NAME_LIMIT, fold, given_name, letters, sort_key, tidy_name, untelex


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đông Hòa!", "dong hoa"),
        ("  Được   rồi, ạ ", "duoc roi a"),
        (normalize("NFD", "Khu phố Bình Đường 2"), "khu pho binh duong 2"),
        ("👍", ""),
    ],
)
def test_marks_capitals_and_signs_are_ignored(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("dduowcj", "duoc"), ("mootj", "mot"), ("thuws bayr", "thu bay"), ("khoong", "khong"), ("dong hoa", "dong hoa")],
)
def test_what_telex_left_is_read(typed: str, meant: str) -> None:
    assert untelex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("nguyễn thị tư", "Nguyễn Thị Tư"),
        ("TRẦN VĂN ĐỨC", "Trần Văn Đức"),
        ("H'Hen Niê", "H'Hen Niê"),
        (" bà   Tư (tổ 6) ", "Bà Tư Tổ 6"),
        (normalize("NFD", "lê thị bé"), "Lê Thị Bé"),
    ],
)
def test_a_name_is_tidied(typed: str, stored: str) -> None:
    assert tidy_name(typed) == stored


@pytest.mark.parametrize("typed", ["", "  ", "12", "...", "Tư 0912345678", "a" * (NAME_LIMIT + 1)])
def test_what_cannot_be_a_name_is_refused(typed: str) -> None:
    assert tidy_name(typed) is None


def test_people_are_addressed_by_the_last_word() -> None:
    assert given_name("Nguyễn Thị Tư") == "Tư"
    assert given_name("  ") == ""


def test_lists_of_people_go_by_given_name_then_family_name() -> None:
    people = ["Nguyễn Thị Em", "Trần Văn An", "Võ Đạt", "Phạm Ánh", "Lê Văn An", "Bùi Thị Ba"]
    assert sorted(people, key=sort_key) == [
        "Lê Văn An",
        "Trần Văn An",
        "Phạm Ánh",
        "Bùi Thị Ba",
        "Võ Đạt",
        "Nguyễn Thị Em",
    ]


def test_letters_decide_before_tones() -> None:
    assert sorted(["Má", "Mạ", "Ma", "Mà", "Mã", "Mả", "Man"], key=sort_key) == [
        "Ma",
        "Mà",
        "Mả",
        "Mã",
        "Má",
        "Mạ",
        "Man",
    ]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert len(letters(text)) == len(normalize("NFC", text))
    untelex(fold(text))
    given_name(text)
    sort_key(text)
    name = tidy_name(text)
    assert name is None or tidy_name(name) == name
