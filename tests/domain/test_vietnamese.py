"""Words: folded, as names, in the order of a Vietnamese list."""

import unicodedata
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.vietnamese import (
    LONGEST,
    NAME_LIMIT,
    fold,
    given_name,
    letters,
    normal,
    sort_key,
    tidy_name,
    untelex,
)
from tests.tables import each_of

ANY_TEXT = st.text(max_size=LONGEST)


@each_of(
    ("text", "folded"),
    [
        ("Đông Hòa", "dong hoa"),
        ("ĐỨC", "duc"),
        ("Thới Hoà", "thoi hoa"),
        ("  P.Thủ   Dầu-Một! ", "p thu dau mot"),
        ("19h30 😊", "19h30"),
        ("", ""),
        ("…", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_what_is_folded_is_plain_and_stays_so(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(ANY_TEXT)
def test_letters_keep_their_places(text: str) -> None:
    assert len(letters(text)) == len(unicodedata.normalize("NFC", text))


@each_of(
    ("left_over", "meant"),
    [
        ("dduowcj", "duoc"),
        ("thur daauf mootj", "thu dau mot"),
        ("muwowif", "muoi"),
        ("tw", "tu"),
        ("sasng", "sang"),
        ("khoong dif dduwowcj", "khong di duoc"),
        ("toi di duoc thu sau", "toi di duoc thu sau"),
    ],
)
def test_telex_is_read(left_over: str, meant: str) -> None:
    assert untelex(left_over) == meant


@each_of(
    ("typed", "stored"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn  văn\tan ", "Nguyễn Văn An"),
        ("Nguyễn văn An", "Nguyễn Văn An"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Y Blim", "Y Blim"),
        (unicodedata.normalize("NFD", "ĐẶNG THỊ HÀ"), "Đặng Thị Hà"),
        ("An 😊", "An"),
        ("An\u202egnp", "An Gnp"),
        ("Bà Tư 2", "Bà Tư 2"),
        ("Ý", "Ý"),
    ],
)
def test_names_are_tidied(typed: str, stored: str) -> None:
    assert tidy_name(typed) == stored


@each_of("typed", ["", "   ", "12", "0912345678", "An 0912345678", "👍", "…", "a" * 61])
def test_nonsense_is_no_name(typed: str) -> None:
    assert tidy_name(typed) is None


@given(ANY_TEXT)
def test_a_stored_name_is_short_one_line_and_stays_as_it_is(text: str) -> None:
    name = tidy_name(text)
    if name is not None:
        assert 0 < len(name) <= NAME_LIMIT
        assert name == " ".join(name.split())
        assert tidy_name(name) == name


def test_the_given_name_comes_last() -> None:
    assert [given_name(name) for name in ("Nguyễn Thị Thu Hà", "Tư", " ", "")] == ["Hà", "Tư", "", ""]


def test_people_are_listed_by_given_name_then_family_then_middle() -> None:
    listed = ["Lê An", "Lê Văn An", "Nguyễn An", "Trần Thị Ánh", "Ân", "Võ Bảo", "Lê Dũng", "Lê Đông", "Lê Đức", "Lê Ý"]
    assert sorted(sorted(listed), key=sort_key) == listed


def test_letters_and_tones_are_in_the_order_of_the_alphabet() -> None:
    # The order of ICU's Vietnamese collation.
    listed = ["ha", "hà", "hả", "hã", "há", "hạ", "hằng", "hân", "ôn", "ơn", "u", "ung", "út", "ư", "ứng", "y", "ý"]
    assert sorted(sorted(listed), key=sort_key) == listed


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_names_can_be_listed(names: list[str]) -> None:
    assert sorted(sorted(names, key=sort_key)) == sorted(names)


@each_of("sign", ["ﷺ", "ệ", "\u1f82", "x"])
@each_of("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_no_text_grows_without_end(form: Literal["NFC", "NFD", "NFKC", "NFKD"], sign: str) -> None:
    assert len(normal(form, sign * 100_000)) <= 4 * LONGEST
    # What people write to us is all there.
    if sign != "ﷺ":
        assert normal(form, sign * LONGEST) == unicodedata.normalize(form, sign * LONGEST)


def test_what_is_longer_than_any_message_is_cut_off() -> None:
    assert fold("x" * 100_000) == "x" * LONGEST
    assert len(letters("ệ" * 100_000)) == LONGEST
