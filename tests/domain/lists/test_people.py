"""A list of people, one a line, as it is written in a chat."""

import re
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.people import (
    MOST_LINES,
    Doubt,
    Left,
    ListedPerson,
    band,
    is_next_part,
    of_age,
    read_line,
    read_lines,
)
from bot.domain.people.person import AgeBand
from bot.domain.people.phones import phone
from tests.tables import each_of

YEAR = 2026
NAMES = st.sampled_from(["Bà Tư", "ông Bảy", "Nguyễn Văn An", "chú Sáu", "Trần Thị Ngọc Lan", "H'Hen Niê", "Bá Đạt"])
MOBILES = st.from_regex(r"\A0[35789][0-9]{8}\Z")
SEPARATORS = st.sampled_from([" - ", ", ", " ", ": ", "\t", " – ", "; ", " | "])
NUMBERINGS = st.sampled_from(["", "1. ", "12) ", "3- ", "4 ", "- ", "• ", "5️⃣ ", "🌸 "])


def facts(line: ListedPerson) -> tuple[object, ...]:
    return line.form, line.name, line.phone and line.phone.replace("+84", "0"), line.age, line.left or line.doubts


@each_of(
    ("words", "read"),
    [
        ("1. Bà Tư - 0912345678 - 72t", ("ba", "Tư", "0912345678", AgeBand.FROM_60, ())),
        ("Nguyễn Văn Bảy, 1954, tổ 6", (None, "Nguyễn Văn Bảy", None, AgeBand.FROM_60, ())),
        ("3) ông Sáu 0912.345.679 (nam)", ("ong", "Sáu", "0912345679", None, ())),
        ("🌸 Trần Thị Lan - chưa có sđt", (None, "Trần Thị Lan", None, None, ())),
        ("- cô Ba: 0168 123 4567 - sinh 1960", ("co", "Ba", "0381234567", AgeBand.FROM_60, ())),
        ("10. Phạm Văn Đức\t15/03/1949\t84912345680\tNam", (None, "Phạm Văn Đức", "0912345680", AgeBand.FROM_75, ())),
        ("091.234.5678 chú Bảy", ("chu", "Bảy", "0912345678", None, ())),
        ("13. NGUYỄN THỊ MƯỜI SN 52 KP3 dt 0912 345 683", (None, "Nguyễn Thị Mười", "0912345683", AgeBand.FROM_60, ())),
        ("14 Bà Chín 0274 3822 333", ("ba", "Chín", "02743822333", None, ())),
        ("17. Cô Năm 1970", ("co", "Năm", None, AgeBand.FROM_36, ())),
        ("Bá Đạt 35 tuổi", (None, "Bá Đạt", None, AgeBand.FROM_18, ())),
        ("bác Ba nhà số 12/3 hẻm 45", ("bac", "Ba", None, None, ())),
        ("Bà Út 0912345", ("ba", "Út", None, None, (Doubt.NO_NUMBER,))),
        ("12. Hai 0912345682 / 0987654321", (None, "Hai", "0912345682", None, (Doubt.ONE_WORD,))),
        ("bà 2 Lúa", ("ba", "Hai Lúa", None, None, ())),
        ("bà 2 0912345678", ("ba", "Hai", "0912345678", None, ())),
        ("chú 3 Thêm - 72t", ("chu", "Ba Thêm", None, AgeBand.FROM_60, ())),
        ("Bác sĩ Hùng", (None, "Hùng", None, None, (Doubt.ONE_WORD,))),
        ("Bác sĩ Nguyễn Văn Hùng", (None, "Nguyễn Văn Hùng", None, None, ())),
        ("Cô giáo Lan 1960", ("co", "Lan", None, AgeBand.FROM_60, ())),
        ("chị tổ trưởng Hoa", ("chi", "Hoa", None, None, ())),
        ("đ/c Nguyễn Văn Bảy", (None, "Nguyễn Văn Bảy", None, None, ())),
        ("3 – 7", (None, None, None, None, (Doubt.NO_NAME,))),
        ("3 – Bà Tư", ("ba", "Tư", None, None, ())),
        ("vợ chồng ông Sáu", (None, None, None, None, (Doubt.TWO_PEOPLE,))),
        ("chị Hoa và mẹ", (None, None, None, None, (Doubt.TWO_PEOPLE,))),
        ("chi Hoa va me", (None, None, None, None, (Doubt.TWO_PEOPLE,))),
        ("2 mẹ con bà Tư", (None, None, None, None, (Doubt.TWO_PEOPLE,))),
        ("Bà Lê Thị Và 1950", ("ba", "Lê Thị Và", None, AgeBand.FROM_75, ())),
        ("Nguyễn Văn An (Trần Thị Bình)", (None, "Nguyễn Văn An", None, None, (Doubt.TWO_PEOPLE,))),
        ("Bà Tư đã mất sim", ("ba", "Tư Đã Mất Sim", None, None, (Doubt.WORDS_BESIDE,))),
        ("ông Cường đã mất", (None, None, None, None, Left.GONE)),
        ("Lan Nguyễn, [30.11.2026 10:15]", (None, None, None, None, Left.HEADING)),
        ("[10:15, 30/11/2026] Chị Lan: Bà Tư 0912345678", ("ba", "Tư", "0912345678", None, ())),
        ("Cộng: 3 người", (None, None, None, None, Left.HEADING)),
        ("Tống Thị Hai 1950", (None, "Tống Thị Hai", None, AgeBand.FROM_75, ())),
        ("11. Bà Năm, ông Sáu 0912345681", ("ba", "Năm", "0912345681", None, (Doubt.TWO_PEOPLE,))),
        ("0912345678", (None, None, "0912345678", None, (Doubt.NO_NAME,))),
        ("Danh sách lớp VNeID khu phố 3", (None, None, None, None, Left.HEADING)),
        ("STT Họ tên Số điện thoại", (None, None, None, None, Left.HEADING)),
        ("7. Lê Thị Hoa, CCCD 074160001234", (None, None, None, None, Left.SECRET)),
        ("7. Lê Thị Hoa 174 160 001 234", (None, None, None, None, Left.SECRET)),
    ],
)
def test_reads_lines_as_people_write_them(words: str, read: tuple[object, ...]) -> None:
    assert facts(read_line(words, YEAR)) == read


@each_of("words", ["Bà Tư, 72", "Bà Tư 72", "Bà Tư - 0912345678 - 72", "Bà Tư, tổ 6, kp 3, 72"])
def test_a_bare_number_is_an_age_or_a_year_of_birth(words: str) -> None:
    line = read_line(words, YEAR)
    assert (line.name, line.age, line.bare) == ("Tư", None, 72)
    assert of_age(line, YEAR, is_year=False).age is AgeBand.FROM_60
    assert of_age(line, YEAR, is_year=True).age is AgeBand.FROM_36


def test_of_two_numbers_the_first_is_taken_and_the_second_said() -> None:
    line = read_line("Hai Lúa 0912345682 / 0987654321", YEAR)
    assert (line.phone, line.second, line.doubts) == ("+84912345682", "+84987654321", ())


def test_a_list_in_two_messages_may_be_cut_in_the_middle_of_a_line() -> None:
    so_far = read_lines("1. Bà Tư 0912345678\n2. Nguyễn Thị", YEAR)
    assert is_next_part(so_far, read_line("Hoa 0912345679", YEAR))
    assert not is_next_part(so_far, read_line("3. Bà Năm", YEAR))
    assert not is_next_part(so_far[:1], read_line("2. Nguyễn Thị", YEAR))


def test_a_line_with_a_secret_keeps_not_a_word_of_it() -> None:
    assert read_line("Lê Thị Hoa 074160001234 0912345678", YEAR, 4) == ListedPerson(4, left=Left.SECRET)


def test_a_birth_date_leaves_nothing_but_the_age_band() -> None:
    line = read_line("Nguyễn Văn Bảy 02/09/1954", YEAR)
    assert line.age is AgeBand.FROM_60
    assert "54" not in repr((line.name, line.phone, line.age, line.gender))


@each_of(("age", "of"), [(17, "under_18"), (18, "18_35"), (59, "36_59"), (60, "60_74"), (75, "75_plus")])
def test_age_bands(age: int, of: str) -> None:
    assert band(age) == of


@given(st.text(max_size=400))
def test_reads_anything_without_failing_and_keeps_no_long_number(text: str) -> None:
    for line in read_lines(text, YEAR):
        assert not re.search(r"\d{3}", line.name or "")
        assert line.phone is None or phone(line.phone) == line.phone
        assert line.left is None or line.name is None


@given(NUMBERINGS, NAMES, SEPARATORS, MOBILES)
def test_a_number_is_never_an_age_and_a_name_never_a_number(numbering: str, name: str, cut: str, number: str) -> None:
    line = read_line(f"{numbering}{name}{cut}{number}", YEAR)
    assert line.phone == f"+84{number[1:]}"
    assert line.age is None
    assert line.name is not None
    assert normalize("NFC", name).endswith(line.name)
    assert line.doubts == ()


@given(NAMES, SEPARATORS, MOBILES, st.integers(16, 115))
def test_age_and_number_are_told_apart_in_either_order(name: str, cut: str, number: str, age: int) -> None:
    for words in (f"{name}{cut}{number}{cut}{age} tuổi", f"{name}{cut}{age}t{cut}{number}"):
        line = read_line(words, YEAR)
        assert (line.phone, line.age) == (f"+84{number[1:]}", band(age)), words


@given(NAMES, st.from_regex(r"\A0[0-9]{11}\Z"))
def test_numbers_of_identity_cards_are_refused(name: str, number: str) -> None:
    assert read_line(f"{name} {number}", YEAR).left is Left.SECRET


def test_a_list_has_its_end() -> None:
    assert len(read_lines("Bà Tư\n" * 2_500, YEAR)) == MOST_LINES


def test_nothing_is_kept_of_a_child() -> None:
    born_and_aged = "Nguyễn Văn An, sinh 2014\nbé Bo 9 tuổi 0912345678\nTrần Thị Na 15 tuổi\nLê Tí, 01/02/2012"
    assert read_lines(born_and_aged, 2026) == [ListedPerson(n, left=Left.CHILD) for n in range(1, 5)]


def test_from_sixteen_on_somebody_is_named() -> None:
    (read,) = read_lines("Trần Thị Na 16 tuổi", 2026)
    assert (read.name, read.age, read.left) == ("Trần Thị Na", AgeBand.UNDER_18, None)


def test_a_bare_number_that_is_an_age_tells_a_child() -> None:
    (read,) = read_lines("Trần Thị Na, 12", 2026)
    assert of_age(read, 2026, is_year=False) == ListedPerson(1, left=Left.CHILD)
