"""Secrets are known however they are spelled; phones, days, class codes, roll calls and counts are none."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import process_time

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.access.codes import check_in_code, class_code, invitation_code
from bot.domain.parsing.numbers import passes_luhn, plain_digits
from bot.domain.parsing.secrets import announces_secret, has_secret, may_be_announced, may_be_code
from bot.domain.vietnamese import LONGEST, letters
from bot.flows import FLOWS
from tests.tables import each_of

ANY_TEXT = st.text(max_size=2_000)
# Nothing in it stands for a digit or belongs to a number.
WORDS = st.lists(
    st.sampled_from(["con ơi", "bác gửi nè", "giùm tôi", "thẻ của ông", "nhé", "xem lại", "được chưa"]), max_size=4
)

SECRETS = [
    "1459232241454765289:kY3tPqLm0ZzXcVbNaSdF",
    "mã bot nè em 1459232241454765289:kY3tPqLm0ZzXcVbNaSdF nha",
    "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "mã là 482913",
    "Mã OTP của tôi là 4829",
    "OTP4829",
    "OTP 48 29 13",
    "Mã OTP:\n482913",
    "Ma xac thuc VCB: 482913, hieu luc 5 phut",
    "mã xác nhận Zalo 4829",
    "482913 là mã OTP của bạn",
    "4829 là mã xác minh",
    "4️⃣8️⃣2️⃣9️⃣1️⃣3️⃣ là mã OTP",
    "G-482913 is your Google verification code",
    "mã OTP là bốn tám hai chín một ba",
    "mã pin 1234",
    "VNeID passcode 123456",
    "thẻ tôi có cvv 123",
    "mật khẩu của tôi là Abc@123",
    "mat khau zalo: hoahong99",
    "mật khẩu hoahong99",
    "mật khẩu là hoasen",
    "mật khẩu 123456",
    "mk: 123456",
    "pass = hoahong",
    "maatj khaaur laf hoasen123",
    "my password is hoahong",
    "079185012345",
    "012345678901",
    "CCCD 079 185 012 345",
    "cccd079185012345",
    "số căn cước của bác là 0791 8501 2345",
    "079-185-012-345 nhé con",
    "0 7 9 1 8 5 0 1 2 3 4 5",
    "079 306 012 345",
    "không bảy chín một tám lăm không một hai ba bốn năm",
    "０７９１８５０１２３４５",
    "٠٧٩١٨٥٠١٢٣٤٥",
    "O79185O12345",
    "079l85o12345",
    "079\u200b185\u200b012\u200b345",
    "cmnd 280123456",
    "chứng minh nhân dân số 280 123 456",
    "9704 3612 3456 7890",
    "9704361234567890123",
    "thẻ 4111111111111111 nhé",
    "4111-1111-1111-1111",
    "3782 822463 10005",
    "stk 0071001234567 Vietcombank",
    "số tài khoản 1012345678",
    "pin: 204857",
    "mã vneid 204857",
    "mã 6 số là 204857",
    "nó gửi mã 204857",
    "hộ chiếu C1234567",
    "so cccd 07418300 6251",
    "cmt 28-123-4567",
    "cmnd 385123456",
    "tk 1023456789",
    "9704 36 0011223344",
    "mật khẩu zalo của tôi hoa1957",
    "pw hoa1957",
    "m.k: hoa1957",
    "hoa1957 là mật khẩu của tôi",
]
EVERY_DAY = [
    "",
    "0912345678",
    "0912 345 678",
    "+84 912 345 678",
    "+84912345678",
    "84912345678",
    "0084 912 345 678",
    "084 912 345 678",
    "912345678",
    "02743822222",
    "01681234567",
    "0912345678 0987654321",
    "0912 345 678 0987 654 321",
    "385 123 456 372 345 678",
    "số 0912.345.678, tổ 6",
    "đừng đưa mã OTP, gọi 0912 345 678",
    "căn cước công dân, liên hệ +84 912 345 678",
    "tài khoản Zalo 0912345678",
    "KV-4827",
    "mã KV-4827",
    "mã lớp 4827",
    "mã OTP lớp KV-4827",
    "MOI-7K3A-Q2LD",
    "MOI-2345-6789",
    "DEN-23456",
    "TRE-27",
    "19h30",
    "28/11/2026",
    "28112026",
    "28/11/2026 19h30",
    "28.11.2026 19.30",
    "19 giờ 30 ngày 1/12/2026",
    "1930 2000 1945 2030",
    "2025 2026 2027 2028",
    "Phòng lừa đảo mã OTP 19h30 ngày 28/11/2026, 20 chỗ",
    "Lớp mật khẩu 28/11 8h sáng",
    "đặt mật khẩu 19h30 thứ bảy",
    "mã OTP t4 28/11",
    "mã OTP năm 2026",
    "thanh toán mã QR 20 chỗ",
    "quên mật khẩu",
    "mật khẩu là gì",
    "mật khẩu 2 lớp",
    "mật khẩu là chìa khóa của mình",
    "không cho ai mã OTP 6 số",
    "nó đòi mã OTP rồi trừ 2.000.000",
    "đã dạy 1200 người về mã OTP",
    "vắng 3 7 9, muộn 2",
    "vắng 01 02 03 04 05 06",
    "vắng 3 4 5 6 7 8 9 10 11 12 13 14",
    "1 2 3 4 5 6",
    "125.430 người",
    "1234",
    "tổ một hai ba bốn năm",
    "200000 đồng",
]


@each_of("typed", SECRETS)
def test_secrets_are_noticed(typed: str) -> None:
    assert has_secret(typed)
    assert has_secret(letters(typed).upper())
    assert has_secret(f"Bác gửi con nè\n{typed}\ncảm ơn con")


@each_of("typed", EVERY_DAY)
def test_numbers_of_every_day_are_no_secrets(typed: str) -> None:
    assert not has_secret(typed)
    assert not may_be_code(typed)


CODES_ALONE = ["(204857)", "204.857", "hai không bốn tám năm bảy nha", "Con ơi\n204857\nlà gì"]


@each_of("typed", ["482913", "482 913", "dạ 482913", "Đây: 482913", "482913 nhé con", " 482-913 ạ.", *CODES_ALONE])
def test_six_digits_alone_look_like_a_code(typed: str) -> None:
    assert may_be_code(typed)


@each_of("typed", ["200000", "125.430", "4829", "48291", "4829130", "1 2 3 4 5 6", "kp 482913"])
def test_other_numbers_alone_do_not(typed: str) -> None:
    assert not may_be_code(typed)


def _identity(year: int, of: tuple[int, int, int]) -> str:
    """Province, century and gender, year of birth, and the rest."""
    province, century, rest = of
    return f"{province:03d}{century}{year:02d}{rest:06d}"


@each_of("typed", ["3 7 9 1 6 4", "Ba bảy chín một sáu bốn"])
def test_in_a_roll_call_single_digits_are_people(typed: str) -> None:
    assert may_be_code(typed)
    assert not may_be_code(typed, is_roll=True)
    assert may_be_code("482913", is_roll=True)


@each_of("said", ["Mã OTP của tôi là", "mật khẩu zalo:", "maatj khaaur laf", "số tài khoản của bác là..."])
def test_a_secret_is_announced(said: str) -> None:
    assert announces_secret(said)


@each_of("said", ["mã OTP là gì", "quên mật khẩu", "mã lớp là", "tôi tên là", "lớp mật khẩu"])
def test_most_unfinished_words_announce_none(said: str) -> None:
    assert not announces_secret(said)


def test_what_follows_is_digits_or_one_word_with_a_digit() -> None:
    assert all(may_be_announced(said) for said in ("7391", "73 91 64", "hoa1957", "bảy ba chín một"))
    assert not any(may_be_announced(said) for said in ("bận", "12", "KV-4827", "tôi 65 tuổi", "0912 345 678"))


IDENTITY = st.builds(
    _identity,
    st.integers(0, 99),
    st.tuples(st.integers(1, 96), st.integers(0, 3), st.integers(0, 999_999)),
)
LOOK_ALIKES = {**{str(n): str(n) + chr(0xFF10 + n) for n in range(10)}, "0": "0Oo０", "1": "1lI１"}
SEPARATORS = st.sampled_from(["", " ", ".", "-", " - ", "\u00a0", "·", "–"])


@st.composite
def disguised(draw: st.DrawFn, number: str) -> str:
    """The number in groups, with letters and wide digits for some of its digits; the first and last stay digits."""
    separator = draw(SEPARATORS)
    cuts = {3, 6, 9} if len(number) == 12 else {4, 8, 12, 16}
    shown = [
        (separator if n in cuts else "") + (draw(st.sampled_from(LOOK_ALIKES[c])) if 0 < n < len(number) - 1 else c)
        for n, c in enumerate(number)
    ]
    return "".join(shown)


@given(st.data(), IDENTITY, WORDS, WORDS)
def test_an_identity_number_is_noticed_however_it_looks(
    data: st.DataObject, number: str, before: Sequence[str], after: Sequence[str]
) -> None:
    assert has_secret(" ".join([*before, data.draw(disguised(number)), *after]))


IN_GROUPS = [(3, 3, 3, 3), (4, 4, 4), (6, 6), (3, 4, 5), (5, 4, 3), (3, 3, 6), (3, 6, 3), (6, 3, 3), (5, 7), (7, 5)]


@given(IDENTITY, st.sampled_from(IN_GROUPS))
def test_it_is_noticed_in_any_groups(number: str, sizes: tuple[int, ...]) -> None:
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    assert has_secret(" ".join(number[start : start + size] for start, size in zip(starts, sizes, strict=True)))


@given(ANY_TEXT, ANY_TEXT)
def test_an_identity_number_on_its_own_line_is_noticed_in_any_text(before: str, after: str) -> None:
    assert has_secret(f"{before}\n079185012345\n{after}")


@st.composite
def cards(draw: st.DrawFn) -> str:
    """13 to 19 digits whose last one is the check digit."""
    first = draw(st.sampled_from(["34", "37", "4", "51", "55", "62", "35", "2221", "2720"]))
    size = draw(st.integers(13, 19))
    digits = first + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=size, max_size=size)))
    digits = digits[: size - 1]
    return next(digits + str(check) for check in range(10) if passes_luhn(digits + str(check)))


@example(number="3400840300000006")
@given(number=cards())
def test_a_card_that_ends_like_a_telephone_number_is_one(number: str) -> None:
    assert has_secret(" ".join(re.findall(r"\d{1,4}", number))) or len(number) not in {16, 19}


@given(st.data(), cards(), WORDS, WORDS)
def test_a_card_number_is_noticed_however_it_looks(
    data: st.DataObject, number: str, before: Sequence[str], after: Sequence[str]
) -> None:
    shown = data.draw(disguised(number)) if len(number) == 16 else number
    assert has_secret(" ".join([*before, shown, *after]))


@given(st.integers(0, 999_999), st.sampled_from(["mã OTP", "ma xac thuc", "Mã PIN:", "otp la", "mã kích hoạt VNeID"]))
def test_a_code_is_noticed_beside_its_name(code: int, called: str) -> None:
    assert has_secret(f"{called} {code:06d}") or f"{code:06d}".endswith("000")


MOBILE = st.builds(lambda first, rest: f"{first}{rest:08d}", st.sampled_from("35789"), st.integers(0, 99_999_999))
PREFIXES = st.sampled_from(["0", "+84", "84", "0084", "+84 ", "(+84) ", "+84 (0)", "0084 "])


def _grouped(number: str, cuts: Sequence[int], separator: str) -> str:
    return "".join((separator if n in cuts else "") + c for n, c in enumerate(number))


@given(
    st.lists(st.tuples(PREFIXES, MOBILE), min_size=1, max_size=3),
    st.sampled_from([(), (3, 6), (2, 5), (3,), (1, 4, 7), (2, 4, 6, 8)]),
    st.sampled_from([" ", ".", "-", ""]),
    st.sampled_from(
        ["{}", "sđt {}", "Tổ 6, {}", "gọi cô Tư {} nhé", "CCCD làm rồi, sđt {}", "không đưa mã OTP, gọi {}"]
    ),
)
def test_a_telephone_number_in_any_spelling_is_no_secret(
    numbers: list[tuple[str, str]], cuts: tuple[int, ...], separator: str, said: str
) -> None:
    shown = ", ".join(prefix + _grouped(number, cuts, separator) for prefix, number in numbers)
    assert not has_secret(said.format(shown))
    assert not may_be_code(said.format(shown))


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.times(),
    st.sampled_from(["", "mã OTP, ", "lớp căn cước ", "Lớp mật khẩu "]),
    st.integers(1, 99),
)
def test_a_day_and_an_hour_are_no_secret(day: object, hour: object, of: str, seats: int) -> None:
    for when in (f"{hour:%Hh%M} {day:%d/%m/%Y}", f"{day:%d.%m.%Y} {hour:%H:%M}", f"{hour:%H:%M}, {day:%d-%m}"):
        assert not has_secret(f"{of}{when}, {seats} chỗ")


@given(st.integers(1, 5_000_000), st.randoms(use_true_random=False))
def test_our_own_codes_are_no_secrets(course: int, chance: object) -> None:
    pick = chance.choice  # type: ignore[attr-defined]
    for code in (class_code(course), invitation_code(pick), check_in_code(pick)):
        for said in (code, code.lower(), f"mã lớp {code}", f"mã mời {code} nhé"):
            assert not has_secret(said)
            assert not may_be_code(said)


@given(st.sets(st.integers(1, 40), min_size=1, max_size=12), st.sampled_from([" ", ", ", ",", " và "]), st.booleans())
def test_a_roll_call_line_is_no_secret(numbers: set[int], between: str, padded: bool) -> None:  # noqa: FBT001 drawn
    listed = between.join(f"{n:02d}" if padded else str(n) for n in sorted(numbers))
    for said in (listed, f"vắng {listed}", f"vắng {listed}, muộn 2, thêm bà Tư"):
        assert not has_secret(said)
        assert not may_be_code(said)


@given(st.integers(1, 99_999), st.sampled_from(["{} người", "{} chỗ", "đã dạy {} lượt mã OTP", "{}"]))
def test_a_count_is_no_secret(count: int, said: str) -> None:
    assert not has_secret(said.format(count))
    assert not may_be_code(said.format(count))


@given(ANY_TEXT)
def test_any_text_can_be_read(text: str) -> None:
    assert has_secret(text) in {True, False}
    assert may_be_code(text) in {True, False}


@each_of("sign", ["ﷺ", "1 ", "mk ", "ma 1 ", "\n"])
def test_of_what_is_longer_than_any_message_the_beginning_is_searched(sign: str) -> None:
    assert len(plain_digits(sign * 100_000)) <= 4 * LONGEST
    assert has_secret("otp 204857\n" + sign * 100_000)


def _table(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [(kind, said.replace("\\n", "\n")) for kind, said in (line.split("\t") for line in lines)]


HELD_OUT = _table("secrets_held_out.tsv")
KINDS = {"one-time code", "pin", "password", "identity", "passport", "card", "account"}
MISSED, FALSE_ALARMS = 0.03, 0.01
NEW_KINDS_MISSED = 17
LONGEST_SEARCH = 5.0  # milliseconds


def test_of_a_table_written_before_the_recogniser_nearly_all_is_told_apart() -> None:
    """Do not teach the recogniser these lines: add what is found in use to SECRETS and EVERY_DAY instead.

    When first measured 5 of 206 secrets were missed and 2 of 283 harmless lines taken for one; before, 97 and 1.
    """
    taken = {(kind, said): has_secret(said) or may_be_code(said) for kind, said in HELD_OUT}
    missed = [one for one, noticed in taken.items() if one[0] in KINDS and not noticed]
    alarms = [one for one, noticed in taken.items() if one[0] not in KINDS and noticed]
    secrets = sum(kind in KINDS for kind, _said in taken)
    assert secrets >= 150
    assert len(taken) - secrets >= 250
    assert len(missed) <= MISSED * secrets, missed
    assert len(alarms) <= FALSE_ALARMS * (len(taken) - secrets), alarms


def _is_noticed(said: str) -> bool:
    """Of two messages, «mã OTP là || 482913», the first may announce what the second holds."""
    *first, last = said.split("||")
    announced = any(announces_secret(one) for one in first) and may_be_announced(last)
    return announced or any(has_secret(one) or may_be_code(one) for one in (*first, last))


def test_twelve_more_tables_stay_told_apart() -> None:
    """Each was new to the recogniser once, and then taught to it; what it noticed before is in docs/adr/0016."""
    taken = {said: kind == "secret" for kind, said in _table("secrets_taught.tsv")}
    assert [said for said, is_secret in taken.items() if _is_noticed(said) is not is_secret] == []


def test_of_kinds_it_was_never_taught_eleven_in_twelve_are_noticed() -> None:
    """Written before the rules were changed, with the last that was taught; not to be taught: 17 of 210 are missed."""
    table = _table("secrets_newest.tsv")
    missed = [said for kind, said in table if kind == "secret" and not _is_noticed(said)]
    assert len(missed) <= NEW_KINDS_MISSED, missed
    assert [said for kind, said in table if kind != "secret" and _is_noticed(said)] == []


def test_of_the_last_table_nearly_all_is_told_apart() -> None:
    """Two, each written when the others had been taught, and measured once: they are not to be taught."""
    table = _table("secrets_unseen.tsv")
    secrets = [said for kind, said in table if kind == "secret"]
    harmless = [said for kind, said in table if kind != "secret"]
    assert len(secrets) >= 150
    assert len(harmless) >= 250
    missed = [said for said in secrets if not _is_noticed(said)]
    assert len(missed) <= MISSED * len(secrets), missed
    assert [said for said in harmless if _is_noticed(said)] == []


def test_of_a_table_by_somebody_else_nearly_all_is_told_apart() -> None:
    """Written by one who had not read the rules, measured once; not to be taught: 4 of 158 are missed."""
    table = _table("secrets_fresh.tsv")
    secrets = [said for kind, said in table if kind == "secret"]
    assert len(secrets) >= 150
    missed = [said for said in secrets if not _is_noticed(said)]
    assert len(missed) <= MISSED * len(secrets), missed
    assert [said for kind, said in table if kind != "secret" and _is_noticed(said)] == []


def test_each_message_is_searched_in_five_milliseconds() -> None:
    """Processor time, the least of three: what else runs on the machine does not count."""
    said = [said for name in Path(__file__).parent.glob("secrets_*.tsv") for _kind, said in _table(name.name)]
    slow = [
        one
        for one in said
        if _milliseconds(one) > LONGEST_SEARCH and min(map(_milliseconds, [one] * 3)) > LONGEST_SEARCH
    ]
    assert slow == []


def _milliseconds(said: str) -> float:
    began = process_time()
    _is_noticed(said)
    return 1000 * (process_time() - began)


@each_of("said", ["Nó kêu bác điền 847062", "máy hiện 847062 hoài", "VNeID 847062"])
def test_six_digits_that_nothing_explains_are_a_code(said: str) -> None:
    assert may_be_code(said)


@each_of("said", ["tài khoản bị trừ 618305", "số nhà 618305", "mã hồ sơ 618305", "618305 lượt", "biên nhận 618305"])
def test_what_a_word_explains_is_none(said: str) -> None:
    assert not _is_noticed(said)


def test_no_sentence_that_begins_a_conversation_looks_like_a_secret() -> None:
    begins = [said.strip() for flow in FLOWS.values() for said in re.split(r"[·\n]", flow.phrases)]
    assert len(begins) > 3_000
    assert [said for said in begins if has_secret(said) or may_be_code(said)] == []
