"""Calendar files, read back by another library, and against what calendar programs are known to want."""

from datetime import UTC, datetime, timedelta

from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from bot import clock
from bot.documents.calendars import Event, written

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=clock.LOCAL)
PLANNED = Event(
    uid="session-7@hoc-vu-so",
    title="Chống lừa đảo; phần 1, cho bà con \\ khu phố",
    starts_at=EVENING.astimezone(UTC),
    length=timedelta(minutes=150),
    place="Nhà văn hóa khu phố 3, cạnh chợ " * 4,
)
CALLED_OFF = Event("lesson-2@hoc-vu-so", "Kèm riêng", EVENING, timedelta(hours=1), sequence=3, is_called_off=True)


def test_another_library_reads_what_was_written() -> None:
    file = written("Bình dân học vụ số: Khu phố 3", [PLANNED, CALLED_OFF], NOW)

    read = IcsCalendarStream.calendar_from_ics(file.decode())

    first, second = read.events
    assert (first.uid, first.summary, first.location) == (PLANNED.uid, PLANNED.title, PLANNED.place)
    assert (first.dtstart, first.dtend) == (EVENING, EVENING + timedelta(minutes=150))
    assert (first.sequence, first.status, first.dtstamp) == (0, EventStatus.CONFIRMED, NOW)
    assert (second.sequence, second.status, second.location) == (3, EventStatus.CANCELLED, None)
    (zone,) = read.timezones
    assert zone.tz_id == "Asia/Ho_Chi_Minh"


def test_it_is_as_google_apple_and_outlook_want_it() -> None:
    file = written("Lịch", [PLANNED], NOW)
    lines = file.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in (
        b"VERSION:2.0",
        b"METHOD:PUBLISH",
        "X-WR-CALNAME:Lịch".encode(),
        b"REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        b"X-PUBLISHED-TTL:PT6H",
    ):
        assert line in lines
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20261125T190000" in lines
    assert lines.count(b"BEGIN:VTIMEZONE") == 1


def test_an_empty_one_is_a_calendar_too() -> None:
    assert IcsCalendarStream.calendar_from_ics(written("Lịch", [], NOW).decode()).events == []
