"""The columns of the ward's table in the order officials read them, their words, and what one row holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from bot.chat import labels
from bot.domain.attendance import attendance_rate
from bot.domain.people.person import OrganisationKind
from bot.domain.tallies import Helped
from bot.domain.topics import Topic
from bot.i18n import Text, _

# Missing is missing: None is «nobody counted», 0 is «counted, and there was none».
Count: TypeAlias = "int | float | None"


class Measure(StrEnum):
    """A column. Attendances count visits (lượt), people count persons (người): the two are never added."""

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
    PEOPLE_ENTERPRISE = "people_enterprise"
    PEOPLE_PUBLIC = "people_public"
    PEOPLE_STUDENTS = "people_students"
    PEOPLE_FAMILIES = "people_families"
    PEOPLE_HARDSHIP = "people_hardship"
    PEOPLE_UNDER_18 = "people_under_18"
    PUPILS = "people_under_16"
    ATTENDANCE_RATE = "attendance_rate"
    VNEID_SELF_REPORTED = "vneid_self_reported"
    PEOPLE_TAUGHT_AT_HOME = "people_taught_at_home"
    VOLUNTEERS = "volunteers"
    VOLUNTEER_HOURS = "volunteer_hours"
    VOLUNTEERS_YOUTH = "volunteers_youth"
    VOLUNTEERS_WOMEN = "volunteers_women"
    VOLUNTEERS_TEAM = "volunteers_team"
    VOLUNTEERS_ENTERPRISE = "volunteers_enterprise"
    WAITING = "waiting"


# Each topic and each kind of help is a column too.
Column: TypeAlias = Measure | Topic | Helped


class Words(NamedTuple):
    """The head of a column, and how it is counted."""

    head: Text
    how: Text


_AS_TOLD = _("As people said it themselves; blank if nobody has said it.")
_TOLD_FROM_FIVE_ON = _("As people said it themselves; told from five people on, so that nobody is known by it.")
_OF_TOPIC = _("Present and late marks at sessions of this topic.")
_OF_HELP = _("Times, as tallied at the roll call; blank if nobody has tallied.")
_OF_SENDER = _("Volunteers whom this organisation has sent.")

COLUMNS: Mapping[Column, Words] = {
    Measure.CLASSES_OPENED: Words(_("New classes"), _("Classes whose first session lies in the period.")),
    Measure.SESSIONS_HELD: Words(_("Sessions held"), _("Sessions whose roll call is closed.")),
    Measure.SESSIONS_CALLED_OFF: Words(_("Sessions called off"), _("Sessions that were called off.")),
    Measure.SESSIONS_UNMARKED: Words(
        _("Sessions without a roll call"),
        _("Sessions that are over and have no closed roll call: not counted, which is not 0."),
    ),
    Measure.ATTENDANCES: Words(
        _("Attendances"), _("Present and late marks: somebody who came three times counts three times.")
    ),
    Measure.PEOPLE: Words(_("People who came"), _("Different people: somebody who came three times counts once.")),
    Measure.PEOPLE_FEMALE: Words(_("of them women"), _AS_TOLD),
    Measure.PEOPLE_60PLUS: Words(_("of them elderly (60 and over)"), _AS_TOLD),
    Measure.PEOPLE_WORKERS: Words(_("of them manual workers"), _AS_TOLD),
    Measure.PEOPLE_TRADERS: Words(_("of them traders"), _AS_TOLD),
    Measure.PEOPLE_ENTERPRISE: Words(_("of them workers of enterprises and cooperatives"), _AS_TOLD),
    Measure.PEOPLE_PUBLIC: Words(_("of them cadres and public employees"), _AS_TOLD),
    Measure.PEOPLE_STUDENTS: Words(_("of them pupils and students"), _AS_TOLD),
    Measure.PEOPLE_FAMILIES: Words(_("of them families of volunteers"), _AS_TOLD),
    Measure.PEOPLE_HARDSHIP: Words(_("of them in hard circumstances"), _TOLD_FROM_FIVE_ON),
    Measure.PEOPLE_UNDER_18: Words(_("of them under 18"), _TOLD_FROM_FIVE_ON),
    Measure.PUPILS: Words(
        _("Pupils under 16 (told by their schools)"),
        _(
            "Of each class the largest of the months that the period touches, as the school tells; never added to"
            " the people who came, and told from five on."
        ),
    ),
    Measure.ATTENDANCE_RATE: Words(
        _("Attendance rate (%)"),
        _("Present and late over present, late and absent without notice; excused counts in neither."),
    ),
    **{topic: Words(_("Attendances: {topic}", topic=labels.topic(topic)), _OF_TOPIC) for topic in Topic},
    **{kind: Words(_("Helped: {what}", what=labels.HELPED[kind]), _OF_HELP) for kind in Helped},
    Measure.VNEID_SELF_REPORTED: Words(
        _("People who say they are confirmed on VNeID (self-reported)"),
        _("As people said it themselves; never a proof, and never added to official figures."),
    ),
    Measure.PEOPLE_TAUGHT_AT_HOME: Words(
        _("People taught at home by their family (self-reported)"),
        _("Different people who said so themselves; neither classes nor hours, and in none of the other numbers."),
    ),
    Measure.VOLUNTEERS: Words(
        _("Volunteers who helped"), _("Different volunteers who had accepted a session that was held.")
    ),
    Measure.VOLUNTEER_HOURS: Words(_("Hours of volunteers"), _("As long as each session lasted to which they came.")),
    Measure.VOLUNTEERS_YOUTH: Words(_("of them Youth Union"), _OF_SENDER),
    Measure.VOLUNTEERS_WOMEN: Words(_("of them women's union"), _OF_SENDER),
    Measure.VOLUNTEERS_TEAM: Words(_("of them community digital team"), _OF_SENDER),
    Measure.VOLUNTEERS_ENTERPRISE: Words(_("of them digital enterprises"), _OF_SENDER),
    Measure.WAITING: Words(_("Waiting for a class"), _("People on a waiting list on the day of the report.")),
}

OF_SENDER: Mapping[OrganisationKind, Measure] = {
    OrganisationKind.YOUTH_UNION: Measure.VOLUNTEERS_YOUTH,
    OrganisationKind.WOMENS_UNION: Measure.VOLUNTEERS_WOMEN,
    OrganisationKind.DIGITAL_TEAM: Measure.VOLUNTEERS_TEAM,
    OrganisationKind.ENTERPRISE: Measure.VOLUNTEERS_ENTERPRISE,
}

OF_SESSIONS = (
    Measure.CLASSES_OPENED,
    Measure.SESSIONS_HELD,
    Measure.SESSIONS_CALLED_OFF,
    Measure.SESSIONS_UNMARKED,
)
_OF_VOLUNTEERS = (Measure.VOLUNTEERS, Measure.VOLUNTEER_HOURS, *OF_SENDER.values())


@dataclass(frozen=True)
class WardRow:
    """One residential group, ward or total: in the period, and so far, until its end."""

    counts: Mapping[Column, Count]
    so_far: Mapping[Column, Count]


def complete(counts: Mapping[Column, Count], *, known: bool) -> dict[Column, Count]:
    """Put 0 where it is sure that there was none; a group we have never heard of stays blank.

    `known`: the group has had a session at some time. Sessions without a roll call leave people and attendances blank
    until somebody has counted.
    """
    if not known:
        return dict(counts)
    sure = {*OF_SESSIONS, *_OF_VOLUNTEERS, Measure.WAITING}
    if counts[Measure.SESSIONS_HELD] or not counts[Measure.SESSIONS_UNMARKED]:
        sure |= {Measure.PEOPLE, Measure.ATTENDANCES, *Topic}
    return {measure: 0 if value is None and measure in sure else value for measure, value in counts.items()}


def rate(came: int, no_show: int) -> float | None:
    """Return the attendance in whole per cent, None while nobody was marked."""
    share = attendance_rate(came, no_show)
    return None if share is None else round(100 * share)


def used(rows: Iterable[WardRow]) -> list[Column]:
    counted = {measure for row in rows for measure, value in row.so_far.items() if value}
    return [measure for measure in COLUMNS if measure in counted]


# Everybody may know of few people who they are: above the ward these are told from five on, and some nowhere below it.
OF_PERSONS = frozenset(
    measure
    for measure in Measure
    if measure.value.startswith("people") or measure in {Measure.VNEID_SELF_REPORTED, Measure.WAITING}
)
NEVER_FEW = frozenset({Measure.PEOPLE_UNDER_18, Measure.PUPILS, Measure.PEOPLE_HARDSHIP})
# What somebody is, as they said: it is counted, and stands beside nobody's name for others to read.
OF_AUDIENCE = frozenset(
    {
        Measure.PEOPLE_WORKERS,
        Measure.PEOPLE_TRADERS,
        Measure.PEOPLE_ENTERPRISE,
        Measure.PEOPLE_PUBLIC,
        Measure.PEOPLE_STUDENTS,
        Measure.PEOPLE_FAMILIES,
        Measure.PEOPLE_HARDSHIP,
    }
)
