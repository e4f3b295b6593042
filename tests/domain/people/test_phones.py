"""Telephone numbers in what people type."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.phones import masked, phone, shown
from tests.tables import each_of


@each_of(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "091.234.5678",
        "(0912) 345-678",
        "+84912345678",
        "+84 (0) 912 345 678",
        "84912345678",
        "0084 912 345 678",
        "912345678",
        "o912345678",
        "O912 345 678",
        "０９１２３４５６７８",
        "số 0912 345 678 nhé",
        "tổ 4 0912345678",
        "0912345678 0987654321",
        "0912345678, hoặc 02743822222",
        "sinh 1950, 0912345678",
    ],
)
def test_a_mobile_number_is_read(typed: str) -> None:
    assert phone(typed) == "+84912345678"


@each_of(
    ("former", "present"),
    [
        ("0168 123 4567", "+84381234567"),
        ("01621234567", "+84321234567"),
        ("01201234567", "+84701234567"),
        ("01211234567", "+84791234567"),
        ("0123 456 7890", "+84834567890"),
        ("+84 127 123 4567", "+84811234567"),
        ("01881234567", "+84581234567"),
        ("01991234567", "+84591234567"),
    ],
)
def test_numbers_of_before_2018_are_read_as_they_are_now(former: str, present: str) -> None:
    assert phone(former) == present


def test_a_landline_is_a_number_too() -> None:
    assert phone("0274 3822 222") == "+842743822222"


@each_of(
    "typed",
    [
        "",
        "không có",
        "091234567",
        "0912 345 6789",
        "0612345678",
        "01301234567",
        "079185012345",
        "079 185 012 345",
        "+1 202 555 0100",
        "28/11/2026",
        "19h30",
        "KV-4827",
        "9704 3612 3456 7890",
    ],
)
def test_other_numbers_are_none(typed: str) -> None:
    assert phone(typed) is None


def test_a_number_is_shown_in_three_groups_and_masked_in_public() -> None:
    assert shown("+84912345678") == "0912 345 678"
    assert masked("+84912345678") == "0912 *** 678"
    assert shown("+842743822222") == "0274 382 2222"
    assert masked("+842743822222") == "0274 *** 222"


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.text(max_size=200))
def test_what_is_shown_is_read_back(local: str, around: str) -> None:
    number = f"+84{local[1:]}"
    assert phone(local) == number
    assert phone(shown(number)) == number
    assert phone(f"{shown(number)}\n{around}") == number
    assert phone(masked(number)) is None


@given(st.text(max_size=10_000) | st.text("0123456789+ .-()oO84", max_size=10_000))
def test_any_text_can_be_read(text: str) -> None:
    number = phone(text)
    assert number is None or (number.startswith("+84") and number[1:].isdigit() and len(number) in {12, 13})
