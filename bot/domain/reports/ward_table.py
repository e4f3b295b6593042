"""The ward's table: its columns in the order officials read them, and its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.domain.attendance import attendance_rate
from bot.domain.people.person import OrganisationKind
from bot.domain.tallies import Helped
from bot.domain.topics import Topic

# None: nobody has counted; 0: counted, and there was none.
Count: TypeAlias = "int | float | None"


class Measure(StrEnum):
    """One column. Attendances (lượt) and people (người) are never added to each other."""

    CLASSES_OPENED = "classes_opened"
    SESSIONS_HELD = "sessions_held"
    SESSIONS_CALLED_OFF = "sessions_called_off"
    SESSIONS_UNMARKED = "sessions_unmarked"
    ATTENDANCES = "attendances"
    PEOPLE = "people"
    PEOPLE_FEMALE = "people_female"
    PEOPLE_60PLUS = "people_60plus"
    PEOPLE_WORKERS = "people_workers"
    PEOPLE_TRADERS = "people_traders"
    PEOPLE_STUDENTS = "people_students"
    ATTENDANCE_RATE = "attendance_rate"
    TOPIC_T01 = "topic_t01"
    TOPIC_T02 = "topic_t02"
    TOPIC_T03 = "topic_t03"
    TOPIC_T04 = "topic_t04"
    TOPIC_T05 = "topic_t05"
    TOPIC_T06 = "topic_t06"
    TOPIC_T07 = "topic_t07"
    TOPIC_T08 = "topic_t08"
    TOPIC_T09 = "topic_t09"
    TOPIC_T10 = "topic_t10"
    HELPED_VNEID = "helped_vneid"
    HELPED_SERVICES = "helped_services"
    HELPED_PAYMENTS = "helped_payments"
    HELPED_CITY_APP = "helped_city_app"
    HELPED_HEALTH = "helped_health"
    HELPED_QR_SHOPS = "helped_qr_shops"
    VNEID_SELF_REPORTED = "vneid_self_reported"
    VOLUNTEERS = "volunteers"
    VOLUNTEER_HOURS = "volunteer_hours"
    VOLUNTEERS_YOUTH = "volunteers_youth"
    VOLUNTEERS_WOMEN = "volunteers_women"
    VOLUNTEERS_TEAM = "volunteers_team"
    VOLUNTEERS_ENTERPRISE = "volunteers_enterprise"
    WAITING = "waiting"


OF_TOPIC: Mapping[Topic, Measure] = {topic: Measure(f"topic_{topic.lower()}") for topic in Topic}
OF_HELP: Mapping[Helped, Measure] = {kind: Measure(f"helped_{kind}") for kind in Helped}
OF_SENDER: Mapping[OrganisationKind, Measure] = {
    OrganisationKind.YOUTH_UNION: Measure.VOLUNTEERS_YOUTH,
    OrganisationKind.WOMENS_UNION: Measure.VOLUNTEERS_WOMEN,
    OrganisationKind.DIGITAL_TEAM: Measure.VOLUNTEERS_TEAM,
    OrganisationKind.ENTERPRISE: Measure.VOLUNTEERS_ENTERPRISE,
}

_SMALL = 5
OF_SESSIONS = (
    Measure.CLASSES_OPENED,
    Measure.SESSIONS_HELD,
    Measure.SESSIONS_CALLED_OFF,
    Measure.SESSIONS_UNMARKED,
)
_OF_VOLUNTEERS = (Measure.VOLUNTEERS, Measure.VOLUNTEER_HOURS, *OF_SENDER.values())


@dataclass(frozen=True)
class Row:
    """A residential group or a total: `counts` in the period, `so_far` until its end."""

    counts: Mapping[Measure, Count]
    so_far: Mapping[Measure, Count]


def complete(counts: Mapping[Measure, Count], *, known: bool) -> dict[Measure, Count]:
    """Fill in 0 where there certainly was none. `known`: the group has ever had a session.

    People and attendances of sessions without a roll call stay None until somebody has counted.
    """
    if not known:
        return dict(counts)
    sure = {*OF_SESSIONS, *_OF_VOLUNTEERS, Measure.WAITING}
    if counts[Measure.SESSIONS_HELD] or not counts[Measure.SESSIONS_UNMARKED]:
        sure |= {Measure.PEOPLE, Measure.ATTENDANCES, *OF_TOPIC.values()}
    return {measure: 0 if value is None and measure in sure else value for measure, value in counts.items()}


def rate(came: int, no_show: int) -> float | None:
    """Return whole per cent; None while nobody is marked."""
    share = attendance_rate(came, no_show)
    return None if share is None else round(100 * share)


def hide_small(counts: Mapping[Measure, Count]) -> dict[Measure, Count]:
    """Hide numbers of people below five, for readers above the ward: they could identify somebody."""
    return {
        measure: None if measure in _OF_PERSONS and value is not None and 0 < value < _SMALL else value
        for measure, value in counts.items()
    }


def used(rows: Iterable[Row]) -> list[Measure]:
    """Return the columns with any count; screens show only these, files show all."""
    counted = {measure for row in rows for measure, value in row.so_far.items() if value}
    return [measure for measure in Measure if measure in counted]


_OF_PERSONS = frozenset(
    measure
    for measure in Measure
    if measure.value.startswith("people") or measure in {Measure.VNEID_SELF_REPORTED, Measure.WAITING}
)
