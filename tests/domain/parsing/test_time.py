"""Days and hours as people type them, on a Wednesday morning: 25 November 2026, ten o'clock."""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.domain.parsing.new_time import read_new_time
from bot.domain.parsing.time import Either, SaidPart, Spoken, UnclearTime, find_when, read_when
from bot.domain.vietnamese import letters
from bot.i18n.when import report_when, say_day, say_time, say_when
from tests.tables import each_of

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=LOCAL)
MORNING, NOON, AFTERNOON, EVENING = SaidPart


def on(day: int, month: int = 11, hour: str | None = None) -> tuple[date, time | None]:
    """A day of this winter, and an hour."""
    return date(2026 if month > 10 else 2027, month, day), time.fromisoformat(hour) if hour else None


def at(hour: str) -> tuple[None, time]:
    """An hour without a day."""
    return None, time.fromisoformat(hour)


UNDERSTOOD = {
    # near days
    "hôm nay": on(25),
    "ngày mai": on(26),
    "ngay mai": on(26),
    "mai": on(26),
    "Mai nhé": on(26),
    "mốt": on(27),
    "mot": on(27),
    "ngày mốt": on(27),
    "ngày kia": on(27),
    "bữa mốt": on(27),
    "2 ngày nữa": on(27),
    "hai ngày nữa": on(27),
    "sau 2 ngày": on(27),
    "4 tuần nữa": on(23, 12),
    "hai tuần sau": on(9, 12),
    # weekdays
    "thứ bảy": on(28),
    "thứ 7": on(28),
    "thu bay": on(28),
    "T7": on(28),
    "t.7": on(28),
    "thứ bảy tới": on(28),
    "thứ bảy này": on(28),
    "thứ sáu": on(27),
    "chủ nhật": on(29),
    "chu nhat": on(29),
    "Chúa nhựt": on(29),
    "CN": on(29),
    "thứ tư": on(2, 12),
    "thứ tư này": on(25),
    "thứ hai tuần sau": on(30),
    "thu hai tuan sau": on(30),
    "tuần sau thứ hai": on(30),
    "thứ tư tuần tới": on(2, 12),
    "thứ sáu tuần sau nữa": on(11, 12),
    # dates
    "28/11": on(28),
    "28-11": on(28),
    "28.11.2026": on(28),
    "28/11/26": on(28),
    "2026-11-28": on(28),
    "ngày 28": on(28),
    "ngày 20": on(20, 12),
    "ngày 31": on(31, 12),
    "ngày 28 tháng 11": on(28),
    "28 tháng mười một": on(28),
    "28 thang 11 nam 2026": on(28),
    "mùng 5": on(5, 12),
    "mồng 5 tháng 12": on(5, 12),
    "mùng một tháng mười hai": on(1, 12),
    "ngày 5 tháng sau": on(5, 12),
    "8/3": on(8, 3),
    "ngày mười lăm tháng tư": on(15, 4),
    # hours
    "14:00": at("14:00"),
    "8g30": at("08:30"),
    "8h30": at("08:30"),
    "8 giờ rưỡi": at("08:30"),
    "8h": at("08:00"),
    "8 giờ 5 phút": at("08:05"),
    "9h kém 15": at("08:45"),
    "2 giờ chiều": at("14:00"),
    "2 giờ": at("14:00"),
    "02:00": at("02:00"),
    "12 giờ trưa": at("12:00"),
    "1 giờ trưa": at("13:00"),
    "mười chín giờ ba mươi": at("19:30"),
    # both
    "8h sáng thứ bảy": on(28, hour="08:00"),
    "8 giờ sáng thứ bảy": on(28, hour="08:00"),
    "8h sang thu bay": on(28, hour="08:00"),
    "8 sáng thứ bảy": on(28, hour="08:00"),
    "tám giờ sáng chủ nhật": on(29, hour="08:00"),
    "thứ sáu sáu giờ tối": on(27, hour="18:00"),
    "19h30 tối thứ 3": on(1, 12, "19:30"),
    "19h tối thứ tư": on(2, 12, "19:00"),
    "7 giờ tối mai": on(26, hour="19:00"),
    "bảy giờ rưỡi tối mai": on(26, hour="19:30"),
    "mai 7 tối": on(26, hour="19:00"),
    "7h tối nay": on(25, hour="19:00"),
    "7h toi mai": on(26, hour="19:00"),
    "đêm nay 8h": on(25, hour="20:00"),
    "ngày 28/11 lúc 8h": on(28, hour="08:00"),
    "8 giờ 28/11": on(28, hour="08:00"),
    "ngày 5 7h tối": on(5, 12, "19:00"),
    "19 giờ 30 ngày 1/12/2026": on(1, 12, "19:30"),
    "8.30 sáng mai": on(26, hour="08:30"),
    "2 giờ nữa": on(25, hour="12:00"),
    "bác đăng ký lớp 8h sáng thứ bảy nhé": on(28, hour="08:00"),
    "dời sang 19h tối thứ năm": on(26, hour="19:00"),
    "8 giờ sáng mai, thứ Năm 26/11": on(26, hour="08:00"),
    # from … to …: when it begins
    "8h-10h sáng thứ bảy": on(28, hour="08:00"),
    "từ 7 đến 9 giờ tối thứ 4": on(2, 12, "19:00"),
    "tối thứ 4, 7-9h": on(2, 12, "19:00"),
    "19h30 tới 21h thứ 3": on(1, 12, "19:30"),
    "8:00-10:00 28-11": on(28, hour="08:00"),
    # what a Telex keyboard leaves
    "thuws 7": on(28),
    "19h toois thws 4": on(2, 12, "19:00"),
    "8 giowf sasng chur nhaajt": on(29, hour="08:00"),
    # a weekday of a month
    "8h thứ hai đầu tháng 12": on(7, 12, "08:00"),
    "thứ 2 đầu tháng 12": on(7, 12),
    "chủ nhật cuối tháng": on(29),
    "tối thứ tư tuần đầu tháng 12": on(2, 12),
    "CN đầu tiên của tháng sau": on(6, 12),
    # after something, at no hour
    "sau giờ làm thứ sáu": on(27),
    "sau gio lam thu sau": on(27),
    "sau giờ tan ca chiều thứ bảy": on(28),
    "sau giờ cơm chiều thứ năm": on(26),
    "sáu giờ tối thứ sáu": on(27, hour="18:00"),
    # in English
    "Saturday 8am": on(28, hour="08:00"),
    "8 a.m. on Saturday": on(28, hour="08:00"),
    "tomorrow at 7pm": on(26, hour="19:00"),
    "tonight at 7": on(25, hour="19:00"),
    "Nov 28 at 8am": on(28, hour="08:00"),
    "28th of November, 8 pm": on(28, hour="20:00"),
    "half past 7 Friday evening": on(27, hour="19:30"),
    "at 7 in the evening on Thursday": on(26, hour="19:00"),
    "12 noon tomorrow": on(26, hour="12:00"),
    "half past seven tomorrow": on(26, hour="07:30"),
    "tomorrow at eight": on(26, hour="08:00"),
    "tomorrow at 8": on(26, hour="08:00"),
    "quarter to nine tomorrow": on(26, hour="08:45"),
    "at noon tomorrow": on(26, hour="12:00"),
    "in 2 days": on(27),
    # what only looks like a time
    "8h ngày 2/12 ở số 8/3 đường Lê Lợi": on(2, 12, "08:00"),
    "thứ 7 giờ nào": on(28),
    "tôi đi được thứ 7": on(28),
    "nhà bà Mai, 8h thứ bảy": on(28, hour="08:00"),
    "khu phố 3 - 8h sáng mai": on(26, hour="08:00"),
}


@each_of("typed", UNDERSTOOD)
def test_what_people_type_is_understood(typed: str) -> None:
    heard = read_when(typed, NOW)
    assert isinstance(heard, Spoken)
    assert (heard.day, heard.time) == UNDERSTOOD[typed]


@each_of("typed", UNDERSTOOD)
def test_decomposed_letters_and_capitals_say_the_same(typed: str) -> None:
    assert read_when(unicodedata.normalize("NFD", typed), NOW) == read_when(typed, NOW)
    assert read_when(typed.upper(), NOW) == read_when(typed, NOW)


@each_of(
    ("typed", "heard"),
    [
        ("19h tối thứ tư", Spoken(date(2026, 12, 2), time(19), 2, EVENING)),
        ("sáng mai", Spoken(date(2026, 11, 26), part=MORNING)),
        ("chiều thứ sáu", Spoken(date(2026, 11, 27), None, 4, AFTERNOON)),
        ("toi mai", Spoken(date(2026, 11, 26), part=EVENING)),
        ("trưa chủ nhật", Spoken(date(2026, 11, 29), None, 6, NOON)),
        ("buổi tối", Spoken(part=EVENING)),
        ("thu 7 toi 8h", Spoken(date(2026, 11, 28), time(20), 5, EVENING)),
        ("30 phút nữa", Spoken(date(2026, 11, 25), time(10, 30))),
    ],
)
def test_weekday_and_part_of_the_day_are_kept(typed: str, heard: Spoken) -> None:
    assert read_when(typed, NOW) == heard


@each_of(
    ("typed", "why"),
    [
        ("30/2", UnclearTime.NO_SUCH_DAY),
        ("thứ 9", UnclearTime.NO_SUCH_DAY),
        ("8h sáng thứ 8", UnclearTime.NO_SUCH_DAY),
        ("thứ chín", UnclearTime.NO_SUCH_DAY),
        ("thứ hai đầu tháng 11", UnclearTime.PAST),
        ("31/11", UnclearTime.NO_SUCH_DAY),
        ("32/13", UnclearTime.NO_SUCH_DAY),
        ("ngày 45", UnclearTime.NO_SUCH_DAY),
        ("29/2", UnclearTime.NO_SUCH_DAY),
        ("8h thứ 7 ngày 30/2", UnclearTime.NO_SUCH_DAY),
        ("25h", UnclearTime.NO_SUCH_HOUR),
        ("8h75", UnclearTime.NO_SUCH_HOUR),
        ("19h sáng mai", UnclearTime.NO_SUCH_HOUR),
        ("hôm qua", UnclearTime.PAST),
        ("tối qua", UnclearTime.PAST),
        ("3 giờ trước", UnclearTime.PAST),
        ("thứ hai tuần trước", UnclearTime.PAST),
        ("thứ hai tuần này", UnclearTime.PAST),
        ("20/11", UnclearTime.PAST),
        ("1/1/2026", UnclearTime.PAST),
        ("8h sáng nay", UnclearTime.PAST),
        ("rằm", UnclearTime.LUNAR),
        ("rằm tháng Chạp", UnclearTime.LUNAR),
        ("mùng 5 Tết", UnclearTime.LUNAR),
        ("mùng một", UnclearTime.LUNAR),
        ("tháng chạp", UnclearTime.LUNAR),
        ("15/10 âm lịch", UnclearTime.LUNAR),
    ],
)
def test_what_cannot_be_says_why(typed: str, why: UnclearTime) -> None:
    assert read_when(typed, NOW) is why


@each_of(
    ("typed", "days"),
    [
        ("thứ 7 hoặc chủ nhật", [28, 29]),
        ("thứ bảy hay chủ nhật", [28, 29]),
        ("thứ 7, CN", [28, 29]),
        ("cuối tuần", [28, 29]),
        ("Saturday or Sunday", [28, 29]),
        ("thứ 7 ngày 29/11", [28, 29]),
        ("8h sáng mai thứ 7", [26, 28]),
        ("mai mốt", [26, 27]),
        ("tối thứ 5 6", [26, 27]),
    ],
)
def test_several_days_are_offered_for_a_choice(typed: str, days: list[int]) -> None:
    heard = read_when(typed, NOW)
    assert isinstance(heard, Either)
    assert [choice.day for choice in heard.choices] == [date(2026, 11, day) for day in days]


@each_of(
    ("typed", "choices"),
    [
        ("8h sáng thứ 7 hoặc chủ nhật", [on(28, hour="08:00"), on(29, hour="08:00")]),
        ("7h hoặc 8h tối mai", [on(26, hour="19:00"), on(26, hour="20:00")]),
        ("8h ngày mai hoặc 9h thứ bảy", [on(26, hour="08:00"), on(28, hour="09:00")]),
        ("thứ bảy tuần này hoặc tuần sau", [on(28), on(5, 12)]),
        ("đầu tuần sau", [on(30), on(1, 12)]),
        ("tuần sau", [on(30), *(on(day, 12) for day in range(1, 7))]),
        ("next week", [on(30), *(on(day, 12) for day in range(1, 7))]),
        ("8h thứ hai tháng 12", [on(day, 12, "08:00") for day in (7, 14, 21, 28)]),
        ("next Saturday 8am", [on(28, hour="08:00"), on(5, 12, "08:00")]),
    ],
)
def test_what_one_side_leaves_out_the_other_says(typed: str, choices: list[tuple[date, time | None]]) -> None:
    heard = read_when(typed, NOW)
    assert isinstance(heard, Either)
    assert [(choice.day, choice.time) for choice in heard.choices] == choices


@each_of(
    "typed",
    [
        "",
        "xin chào",
        "8",
        "toi di duoc",
        "tôi đi được",
        "nhà bà Mai",
        "20 chỗ",
        "👍",
        "thứ nhất",
        "tôi tên Mai",
        "số 8/3 đường Lê Lợi",
        "đường 30/4",
        "hẻm 12/5",
        "chợ 30 tháng 4",
        "cuối tháng",
        "may be",
        "sun",
    ],
)
def test_what_is_no_time_is_nothing(typed: str) -> None:
    assert read_when(typed, NOW) is None


def test_what_is_not_about_time_is_left_over() -> None:
    heard, rest = find_when("Lớp ở nhà văn hóa 19h tối thứ tư cho bà con", NOW)
    assert isinstance(heard, Spoken)
    assert [words.strip() for words in rest.split("|") if words.strip()] == ["Lớp ở nhà văn hóa", "cho bà con"]


HALF_HOURS = st.integers(1, 13 * 48).map(lambda n: timedelta(minutes=30 * n))
# Any minute of two years, as the present moment.
NOWS = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 7, 1, tzinfo=UTC) + timedelta(minutes=n))


@given(NOWS, HALF_HOURS)
@example(datetime(2026, 12, 31, 16, 59, tzinfo=UTC), timedelta(days=1))
def test_what_we_say_is_understood_when_typed_back(now: datetime, ahead: timedelta) -> None:
    local = now.astimezone(LOCAL)
    meant = local.replace(minute=local.minute // 30 * 30) + ahead
    for said in (say_when(meant, now, "vi"), report_when(meant)):
        for typed in (said, letters(said), said.upper(), unicodedata.normalize("NFD", said)):
            heard = read_when(typed, local)
            assert isinstance(heard, Spoken), typed
            assert (heard.day, heard.time) == (meant.date(), meant.time()), typed


@given(NOWS, st.integers(0, 183))
def test_a_day_we_say_is_understood_when_typed_back(now: datetime, ahead: int) -> None:
    today = now.astimezone(LOCAL).date()
    said = say_day(today + timedelta(days=ahead), today, "vi")
    for typed in (said, letters(said)):
        heard = read_when(typed, now.astimezone(LOCAL))
        assert isinstance(heard, Spoken), typed
        assert heard.day == today + timedelta(days=ahead), typed


@given(st.times().map(lambda hour: hour.replace(second=0, microsecond=0)))
def test_an_hour_we_say_is_understood_when_typed_back(hour: time) -> None:
    for typed in (say_time(hour, "vi"), letters(say_time(hour, "vi"))):
        heard = read_when(typed, NOW)
        assert isinstance(heard, Spoken), typed
        assert heard.time == hour, typed


@given(NOWS, HALF_HOURS)
def test_what_we_say_in_english_is_understood_when_typed_back(now: datetime, ahead: timedelta) -> None:
    local = now.astimezone(LOCAL)
    meant = local.replace(minute=local.minute // 30 * 30) + ahead
    typed = say_when(meant, now, "en")
    heard = read_when(typed, local)
    assert isinstance(heard, Spoken), typed
    assert (heard.day, heard.time) == (meant.date(), meant.time()), typed


@each_of(
    ("typed", "day", "hour"),
    [
        ("dời qua 8h tối", 25, "20:00"),
        ("trễ hơn 1 tiếng", 25, "20:00"),
        ("sớm hơn 30 phút", 25, "18:30"),
        ("muộn hơn nửa tiếng", 25, "19:30"),
        ("1 hour later", 25, "20:00"),
        ("dời sang 8h sáng thứ bảy", 28, "08:00"),
        ("qua thứ năm cùng giờ", 26, "19:00"),
        ("thứ sáu", 27, None),
    ],
)
def test_a_new_time_keeps_what_is_not_said(typed: str, day: int, hour: str | None) -> None:
    old = datetime(2026, 11, 25, 19, 0, tzinfo=LOCAL)
    heard = read_new_time(typed, old, NOW)
    assert isinstance(heard, Spoken)
    assert (heard.day, heard.time) == on(day, hour=hour)


@each_of(
    ("typed", "day", "hour"),
    [
        ("qua tuần sau cùng giờ", on(2, 12), "19:00"),
        ("tuần sau giờ cũ", on(2, 12), "19:00"),
        ("dời qua tuần sau", on(2, 12), None),
        ("tuần sau 8h tối", on(2, 12), "20:00"),
    ],
)
def test_next_week_is_the_same_day_of_it(typed: str, day: tuple[date, time | None], hour: str | None) -> None:
    heard = read_new_time(typed, datetime(2026, 11, 25, 19, 0, tzinfo=LOCAL), NOW)
    assert heard == Spoken(day[0], time.fromisoformat(hour) if hour else None)


SCRAPS = [
    "8",
    "19h",
    "thứ",
    "tư",
    "tối",
    "sang",
    "hoặc",
    "30/2",
    "31/12/2020",
    "-",
    ":",
    "|",
    ",",
    "tuần",
    "sau",
    "nữa",
    "ngày",
]
PHRASES = st.lists(st.sampled_from([*UNDERSTOOD, *SCRAPS])).map(" ".join)


@given(st.text(max_size=10_000) | PHRASES, NOWS)
@example("8 " * 5_000, NOW)
@example("thứ 7 ngày 30 tháng " * 500, NOW)
def test_no_text_breaks_it_and_no_day_or_hour_is_over(text: str, now: datetime) -> None:
    local = now.astimezone(LOCAL)
    heard = read_when(text, local)
    choices = heard.choices if isinstance(heard, Either) else [heard] if isinstance(heard, Spoken) else []
    for choice in choices:
        if choice.day is not None:
            latest = choice.time or time.max
            assert datetime.combine(choice.day, latest, LOCAL) >= local.replace(second=0, microsecond=0)


@given(PHRASES)
def test_a_choice_is_between_different_things(text: str) -> None:
    heard = read_when(text, NOW)
    if isinstance(heard, Either):
        assert len(set(heard.choices)) == len(heard.choices) > 1
