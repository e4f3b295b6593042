"""What a week came to, when it is sent, what comes next."""

from datetime import date, datetime, time

from bot import clock
from bot.domain.reports.weekly import (
    SUNDAY_EVENING,
    Figures,
    GroupStatus,
    LeaderTask,
    Sending,
    Thing,
    read_sending,
    things_to_do,
)
from tests.tables import each_of


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=clock.LOCAL)


@each_of(
    ("now", "monday"),
    [
        ("2026-11-29 19:29", None),
        ("2026-11-29 19:30", date(2026, 11, 23)),
        ("2026-11-29 23:59", date(2026, 11, 23)),
        ("2026-11-30 00:00", date(2026, 11, 23)),
        ("2026-11-30 11:59", date(2026, 11, 23)),
        ("2026-11-30 12:00", None),
        ("2026-12-02 20:00", None),
    ],
)
def test_the_week_is_sent_from_sunday_evening_until_monday_noon(now: str, monday: date | None) -> None:
    assert SUNDAY_EVENING.week(at(now)) == monday


@each_of(
    ("now", "then"),
    [
        ("2026-11-23 09:00", "2026-11-29 19:30"),
        ("2026-11-29 19:29", "2026-11-29 19:30"),
        ("2026-11-29 19:30", "2026-12-06 19:30"),
    ],
)
def test_the_next_sending(now: str, then: str) -> None:
    assert SUNDAY_EVENING.next(at(now)) == at(then)


def test_the_hour_is_a_setting() -> None:
    friday = read_sending("fri 15:00")
    assert friday == Sending(4, time(15))
    assert friday.week(at("2026-11-27 15:00")) == date(2026, 11, 23)
    assert friday.week(at("2026-11-27 14:59")) is None
    assert friday.next(at("2026-11-27 15:00")) == at("2026-12-04 15:00")
    assert read_sending("Sun 19:30") == SUNDAY_EVENING


@each_of("words", ["", "19:30", "sun", "sunday evening", "xyz 19:30", "sun 25:00"])
def test_another_setting_is_refused(words: str) -> None:
    assert read_sending(words) is None


def test_what_was_not_counted_is_not_zero() -> None:
    nothing_marked = Figures(unmarked=2)

    assert not nothing_marked.is_empty
    assert not nothing_marked.is_counted
    assert nothing_marked.rate is None
    assert Figures().is_empty
    assert Figures(held=1).is_counted


def test_the_rate_leaves_out_who_had_said_so() -> None:
    assert Figures(held=1, came=7, no_show=1).rate == 7 / 8


def test_three_things_the_most_urgent_first() -> None:
    everything = GroupStatus(unmarked=(8, 9), requests=1, short=((5, 2), (6, 1)), to_call=(5, 5), waiting=4, planned=2)

    assert things_to_do(everything) == [
        Thing(LeaderTask.CLOSE_ROLL, 2, 8),
        Thing(LeaderTask.DECIDE, 1),
        Thing(LeaderTask.FIND_HELPERS, 3, 5),
    ]
    assert [thing.task for thing in things_to_do(GroupStatus(to_call=(5,), waiting=4, planned=1))] == [
        LeaderTask.CALL,
        LeaderTask.OPEN_A_CLASS,
    ]


def test_an_empty_calendar_is_a_thing_only_if_nobody_waits() -> None:
    assert [thing.task for thing in things_to_do(GroupStatus())] == [LeaderTask.PLAN]
    assert [thing.task for thing in things_to_do(GroupStatus(waiting=2))] == [LeaderTask.OPEN_A_CLASS]
    assert things_to_do(GroupStatus(planned=1)) == []
