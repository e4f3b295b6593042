"""Days as they are said: of a report, of a pause, of the half-days of a week."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.domain.parsing.half_days import read_half_days
from bot.domain.parsing.helper_request import read_need
from bot.domain.parsing.pause import read_away_until
from bot.domain.parsing.standing import read_weekly
from bot.domain.reports.date_range import Span
from bot.domain.reports.report_range import read_range
from bot.domain.shifts import DayPart
from tests.tables import each_of

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=LOCAL)  # a Wednesday
TODAY = NOW.date()
M, A, E = DayPart.MORNING, DayPart.AFTERNOON, DayPart.EVENING


@each_of(
    ("said", "first", "last"),
    [
        ("báo cáo tháng 11", "2026-11-01", "2026-11-30"),
        ("bao cao thang 12", "2025-12-01", "2025-12-31"),
        ("báo cáo tháng 2/2026", "2026-02-01", "2026-02-28"),
        ("từ 1/11 đến 30/11", "2026-11-01", "2026-11-30"),
        ("từ ngày 1/10/2026 tới ngày 15/11/2026", "2026-10-01", "2026-11-15"),
        ("báo cáo tuần rồi", "2026-11-16", "2026-11-22"),
        ("tuần này", "2026-11-23", "2026-11-29"),
        ("số liệu tháng trước", "2026-10-01", "2026-10-31"),
        ("báo cáo quý 4", "2026-10-01", "2026-12-31"),
        ("báo cáo quý III", "2026-07-01", "2026-09-30"),
        ("tổng kết từ đầu năm", "2026-01-01", "2026-11-25"),
        ("báo cáo hôm nay", "2026-11-25", "2026-11-25"),
        ("report for last week", "2026-11-16", "2026-11-22"),
    ],
)
def test_the_days_of_a_report(said: str, first: str, last: str) -> None:
    assert read_range(said, TODAY) == Span(date.fromisoformat(first), date.fromisoformat(last))


@each_of("said", ["báo cáo", "từ 31/2 đến 30/11", "từ 30/11 đến 1/11", "báo cáo tháng 13", "quý 9", ""])
def test_days_that_are_not_named_or_cannot_be_are_not_guessed(said: str) -> None:
    assert read_range(said, TODAY) is None


@each_of(
    ("said", "last"),
    [
        ("cho em nghỉ 2 tuần", "2026-12-09"),
        ("tạm nghỉ một tháng", "2026-12-25"),
        ("em nghỉ phép 10 ngày", "2026-12-05"),
        ("tuần này em bận thi", "2026-11-29"),
        ("tuần sau em thi đừng xếp lớp", "2026-12-06"),
        ("em bận thi tới hết tháng", "2026-11-30"),
        ("em nghỉ tới ngày 15/12", "2026-12-15"),
        ("pause for two weeks", None),
        ("pause for 2 weeks", "2026-12-09"),
        ("em nghỉ 900 ngày", None),
        ("cho em nghỉ", None),
    ],
)
def test_the_end_of_a_pause(said: str, last: str | None) -> None:
    assert read_away_until(said, NOW) == (date.fromisoformat(last) if last else None)


@each_of(
    ("said", "half_days"),
    [
        ("em rảnh tối 3 5 7", {(1, E), (3, E), (5, E)}),
        ("em rảnh sáng chủ nhật", {(6, M)}),
        ("sáng thứ 7 và tối t3 t5", {(5, M), (1, E), (3, E)}),
        ("thứ tư buổi chiều", {(2, A)}),
        ("em ranh toi thu hai", {(0, E)}),
        ("I am free on Monday evenings", {(0, E)}),
        ("tôi muốn đổi lịch rảnh", set()),
        ("em dạy 8 giờ", set()),
    ],
)
def test_free_half_days(said: str, half_days: set[tuple[int, DayPart]]) -> None:
    assert read_half_days(said) == half_days


def test_a_day_without_a_part_is_all_of_it_and_a_part_alone_every_day() -> None:
    assert read_half_days("em chỉ rảnh cuối tuần") == {(day, part) for day in (5, 6) for part in DayPart}
    assert read_half_days("em chỉ rảnh buổi tối") == {(day, E) for day in range(7)}


@given(st.text(max_size=200))
def test_any_text_can_be_read(said: str) -> None:
    read_range(said, TODAY)
    read_away_until(said, NOW)
    read_half_days(said)


@each_of(
    ("said", "extent", "rest"),
    [
        ("cần 3 bạn tối thứ Tư", None, "tối thứ Tư"),
        ("cần 3 bạn tối thứ Tư cả khóa", "all", "tối thứ Tư"),
        ("cần 3 bạn cả khóa tối thứ Tư", "all", "tối thứ Tư"),
        ("xin 2 bạn tất cả các buổi", "all", ""),
        ("cần 3 bạn mọi buổi", "all", ""),
        ("cần 2 người buổi này thôi", "one", ""),
        ("cần 2 người tối thứ tư, một buổi thôi", "one", "tối thứ tư"),
        ("need 3 volunteers for every session", "all", "for"),
    ],
)
def test_for_how_many_sessions_people_are_wanted(said: str, extent: str | None, rest: str) -> None:
    need = read_need(said, NOW)
    assert need is not None
    assert (need.whole, need.rest) == ({"all": True, "one": False}.get(extent or ""), rest)


@each_of(
    ("said", "half_days", "until", "kind"),
    [
        ("mỗi tối thứ Tư", {(2, E)}, None, "promise"),
        ("moi toi thu tu", {(2, E)}, None, "promise"),
        ("em rảnh mỗi sáng thứ bảy tới hết năm", {(5, M)}, "2026-12-31", "promise"),
        ("em ranh moi sang thu bay toi het nam", {(5, M)}, "2026-12-31", "promise"),
        ("em hứa tối thứ tư tới hết tháng 3", {(2, E)}, "2027-03-31", "promise"),
        ("mỗi tối thứ 3 thứ 5 cho tới cuối năm", {(1, E), (3, E)}, "2026-12-31", "promise"),
        ("tối thứ tư tuần nào em cũng đi được", {(2, E)}, None, "promise"),
        ("mỗi tối thứ năm", {(3, E)}, None, "promise"),
        ("mọi chiều chủ nhật đến 15/2", {(6, A)}, "2027-02-15", "promise"),
        ("every Wednesday evening until the end of the year", {(2, E)}, "2026-12-31", "promise"),
        ("lịch rảnh mới sáng thứ ba", {(1, M)}, None, "free"),
        ("em rảnh tối 3 5 7", {(1, E), (3, E), (5, E)}, None, "free"),
        ("em rảnh tối thứ tư trong 2 tháng", {(2, E)}, "2027-01-24", "free"),
        ("tới hết năm", set(), "2026-12-31", "free"),
    ],
)
def test_what_is_said_of_every_week(
    said: str, half_days: set[tuple[int, DayPart]], until: str | None, kind: str
) -> None:
    found = read_weekly(said, NOW)
    last = None if until is None else date.fromisoformat(until)
    assert set(found.half_days) == half_days
    assert found.until == last
    assert found.every_week is (kind == "promise")
