"""Hours of volunteers: the sessions they came to, as long as each lasted, and lessons alone; a month on one sheet."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot import clock
from bot.chat import labels
from bot.documents.drawing import FileFormat, draw
from bot.domain.attendance import CAME
from bot.domain.coaching import AppointmentStatus
from bot.domain.courses import LESSON, SessionStatus
from bot.domain.reports.date_range import Span
from bot.i18n import Reader, Text, _, on_any_day, verbatim
from bot.i18n.when import report_when
from bot.services.messaging import attachments
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class HelpedAt:
    """One thing a volunteer came to, how long it lasted, and where."""

    person: Person
    at: datetime
    lasted: timedelta
    what: Text
    where: Text


@dataclass(frozen=True)
class HoursSheet:
    """A sheet as text: one line a thing for one volunteer, one line a volunteer for an organisation."""

    title: Text
    of: str
    heads: tuple[Text, ...]
    rows: list[list[str]]
    total: str


async def of_person(db: AsyncSession, person: Person, span: Span | None = None) -> list[HelpedAt]:
    return await _helped(db, Person.id == person.id, span)


async def of_organisation(db: AsyncSession, organisation: Organisation, span: Span) -> list[HelpedAt]:
    """Return the sessions and lessons of its members, also of volunteers sent without being members."""
    member = exists().where(Volunteer.person_id == Person.id, Volunteer.organisation_id == organisation.id)
    return await _helped(db, or_(member, Assignment.organisation_id == organisation.id), span, member)


def hours(helped: Sequence[HelpedAt]) -> float:
    return round(sum((one.lasted for one in helped), timedelta()) / _HOUR, 2)


def said_hours(helped: Sequence[HelpedAt]) -> str:
    """Return «4», «2,5»: a decimal comma, and none for whole hours."""
    return f"{hours(helped):g}".replace(".", ",")


def month_of(day: date) -> Span:
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def sheet_of_person(person: Person, span: Span, helped: Sequence[HelpedAt], reader: Reader) -> HoursSheet:
    rows = [
        [
            on_any_day(_("{when}", when=one.at)).for_(reader),
            one.what.for_(reader),
            one.where.for_(reader),
            said_hours([one]),
        ]
        for one in helped
    ]
    heads = (_("When"), _("What"), _("Where"), _("Hours"))
    return HoursSheet(_title(span), person.name or "", heads, rows, said_hours(helped))


def sheet_of_organisation(
    organisation: Organisation, span: Span, helped: Sequence[HelpedAt], reader: Reader
) -> HoursSheet:
    by_person: dict[int, list[HelpedAt]] = {}
    for one in helped:
        by_person.setdefault(one.person.id, []).append(one)
    rows = [
        [labels.full_name(theirs[0].person).for_(reader), _days(theirs), said_hours(theirs), ""]
        for theirs in sorted(by_person.values(), key=lambda theirs: theirs[0].person.search_name or "")
    ]
    heads = (_("Name"), _("Days"), _("Hours"), _("Signature"))
    return HoursSheet(_title(span), organisation.name, heads, rows, said_hours(helped))


def drawn(sheet: HoursSheet, reader: Reader) -> bytes:
    """Draw it. It takes tens of milliseconds of a core: from a coroutine call it in a thread."""
    data = {
        "language": reader.language,
        "movement": _("The movement «Digital literacy for all»").for_(reader),
        "title": sheet.title.for_(reader),
        "of": sheet.of,
        "heads": [head.for_(reader) for head in sheet.heads],
        "rows": sheet.rows,
        "total": _("Hours altogether: {hours}", hours=sheet.total).for_(reader),
        "none": _("Nothing is recorded in this month.").for_(reader),
        "note": _("Counted by who came, as marked at the roll call or at the door, and by lessons alone.").for_(reader),
        "made": _("Made at {at}", at=report_when(clock.now(), reader.language)).for_(reader),
        "signed": [_("Whoever helped").for_(reader), _("Whoever confirms it").for_(reader)],
    }
    return draw("hours_sheet", data, FileFormat.PDF)


async def kept(db: AsyncSession, sheet: HoursSheet, reader: Reader) -> StoredFile:
    return await attachments.keep(db, "gio-tinh-nguyen-thang.pdf", await asyncio.to_thread(drawn, sheet, reader))


def _title(span: Span) -> Text:
    return _("HOURS OF VOLUNTEERING, {month}", month=f"{span.first:%m/%Y}")


def _days(helped: Sequence[HelpedAt]) -> str:
    days = sorted({clock.local(one.at).date() for one in helped})
    return ", ".join(f"{day.day}/{day.month}" for day in days)


async def _helped(
    db: AsyncSession, who: ColumnElement[bool], span: Span | None, alone: ColumnElement[bool] | None = None
) -> list[HelpedAt]:
    found = await _at_sessions(db, who, span) + await _alone(db, who if alone is None else alone, span)
    return sorted(found, key=lambda one: (one.at, one.person.id))


async def _at_sessions(db: AsyncSession, who: ColumnElement[bool], span: Span | None) -> list[HelpedAt]:
    rows = await db.execute(
        select(Person, ClassSession, Course, ResidentialGroup)
        .select_from(Assignment)
        .join(Person, Person.id == Assignment.person_id)
        .join(Shift, Shift.id == Assignment.shift_id)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .join(ResidentialGroup, ResidentialGroup.id == Course.group_id)
        .where(who, Assignment.mark.in_(CAME), ClassSession.status != SessionStatus.CALLED_OFF)
        .where(*_within(ClassSession.starts_at, span))
    )
    return [
        HelpedAt(
            person,
            session.starts_at,
            timedelta(minutes=session.minutes),
            labels.topic(course.topic),
            labels.group(group),
        )
        for person, session, course, group in rows
    ]


async def _alone(
    db: AsyncSession,
    who: ColumnElement[bool],
    span: Span | None,
    status: AppointmentStatus = AppointmentStatus.DONE,
) -> list[HelpedAt]:
    comes = (Person.id == Appointment.volunteer_id) | (
        (Person.id == Appointment.companion_id) & Appointment.companion_agreed_at.is_not(None)
    )
    resident = aliased(Person)
    rows = await db.execute(
        select(Person, Appointment, Ward.name)
        .join(Appointment, comes)
        .join(resident, resident.id == Appointment.resident_id)
        .outerjoin(Ward, Ward.code == resident.ward_code)
        .where(who, Appointment.status == status, *_within(Appointment.starts_at, span))
    )
    return [
        HelpedAt(person, lesson.starts_at, LESSON, labels.topic(lesson.topic), _lesson_in(ward))
        for person, lesson, ward in rows
    ]


def _lesson_in(ward: str | None) -> Text:
    # Neither whose lesson it was nor at which door.
    return _("a lesson alone") if ward is None else _("a lesson alone, {ward}", ward=verbatim(ward))


async def lessons_ahead(db: AsyncSession, person: Person) -> list[HelpedAt]:
    found = await _alone(db, Person.id == person.id, None, AppointmentStatus.CONFIRMED)
    return [one for one in found if one.at > clock.now()]


def _within(moment: InstrumentedAttribute[datetime], span: Span | None) -> tuple[ColumnElement[bool], ...]:
    if span is None:
        return ()
    first, end = clock.days(span.first, span.last)
    return moment >= first, moment < end
