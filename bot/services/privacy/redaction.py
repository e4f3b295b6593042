"""Takes an erased person's name out of what others were told and offered.

Stored words are encrypted or may be, so that no query finds a name: those who may have heard of the person are known,
and what was said to them lately is read.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.people.called import Called, replacing
from bot.domain.people.phones import shown
from bot.domain.vietnamese import fold
from bot.i18n import Reader, _
from bot.i18n.address import FORMS
from bot.services.messaging import conversations
from bot.services.people import profile
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.coaching import Appointment, FamilyLesson
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment, Seat
from bot.storage.tables.messaging import Conversation, Outbox, Question
from bot.storage.tables.operation import SendingStop, Viewing
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.reports import LeaderProposal, WeekReport
from bot.storage.tables.volunteers import Assignment, Shift

Redaction: TypeAlias = Callable[[str], str]

# How long the words of a message, and of its buttons, are kept (message_retention.py).
BODIES, BUTTONS = timedelta(days=7), timedelta(days=30)
_SLACK = timedelta(days=2)
_VISITORS = (Appointment.resident_id, Appointment.volunteer_id, Appointment.companion_id)


async def forget(db: AsyncSession, person: Person) -> None:
    """Take name and number out of all that others were told; call it while they are still known."""
    named = await _named(db, person)
    if named is None:
        return
    await _redact_remarks(db, person, named)
    others = await _who_heard(db, person)
    since = clock.now() - _SLACK
    mine = Address.person_id.in_(others)
    heard = or_(Outbox.address_id.in_(select(Address.id).where(mine)), _told_to_all(person))
    for row in await db.scalars(select(Outbox).where(heard, Outbox.put_at > since - BODIES)):
        if (without := _without(row.message, named)) != row.message:
            # The positions of its times are no longer right.
            row.message = {**without, "moments": []}
    questions = select(Question).join(Address, Address.id == Question.address_id)
    for question in await db.scalars(questions.where(mine, Question.asked_at > since - BUTTONS)):
        question.options = _without(question.options, named)
    talks = select(Conversation).join(Address, Address.id == Conversation.address_id).where(mine)
    for talk in await db.scalars(talks):
        if _without(talk.answers, named) != talk.answers:
            conversations.end(talk)
    await db.flush()


async def _redact_remarks(db: AsyncSession, person: Person, named: Redaction) -> None:
    """Go through what was typed: reasons, notes of a week, words of announcements."""
    here = ClassSession.course_id.in_(select(Course.id).where(Course.group_id == person.group_id))
    concerned = or_(_took_part(person), here)
    for session in await db.scalars(select(ClassSession).where(ClassSession.reason.is_not(None), concerned)):
        session.reason = named(session.reason or "")
    notes = select(WeekReport).where(WeekReport.group_id == person.group_id, WeekReport.note.is_not(None))
    for report in await db.scalars(notes):
        report.note = named(report.note or "")
    for proposal in await db.scalars(select(LeaderProposal).where(LeaderProposal.group_id == person.group_id)):
        proposal.words = named(proposal.words)
        proposal.answer = proposal.answer and named(proposal.answer)
    for told in await db.scalars(select(Announcement).where(_of_their_place(person), Announcement.words.is_not(None))):
        told.words = named(told.words or "")
    for stop in await db.scalars(select(SendingStop).where(SendingStop.why.is_not(None))):
        stop.why = named(stop.why or "")
    for viewing in await db.scalars(select(Viewing).where(Viewing.why.is_not(None))):
        viewing.why = named(viewing.why or "")


def _of_their_place(person: Person) -> ColumnElement[bool]:
    everybody = Announcement.group_id.is_(None) & Announcement.ward_code.is_(None)
    return or_(Announcement.group_id == person.group_id, Announcement.ward_code == person.ward_code, everybody)


def _told_to_all(person: Person) -> ColumnElement[bool]:
    called_off = select(ClassSession.id).join(Course).where(Course.group_id == person.group_id)
    return or_(
        Outbox.announcement_id.in_(select(Announcement.id).where(_of_their_place(person))),
        Outbox.session_id.in_(called_off.where(ClassSession.reason.is_not(None))),
    )


async def _named(db: AsyncSession, person: Person) -> Redaction | None:
    """Return the replacement of name and number in a text; domain/people/called.py defines the names."""
    gone = _("(name erased)").for_(Reader(person.language))
    exact = _exactly(person)
    if exact is None or person.name is None:
        return None if exact is None else lambda text: exact.sub(gone, text)
    form = FORMS[person.address_form].goi if person.address_form in FORMS else None
    whose = Called(person.name, form, profile.gender_of(person), is_only_one=await _is_only_one(db, person))
    others_way = replacing(whose, gone)
    return lambda text: others_way(exact.sub(gone, text))


def _exactly(person: Person) -> re.Pattern[str] | None:
    """Match the name as we write it, and the number. «thứ Bảy» is a day, whoever is called Bảy."""
    said = labels.person(person).for_(Reader(person.language))
    ways = {one for one in (person.name, said) if one and (" " in one or one == person.name)}
    if person.phone is not None:
        ways |= {person.phone, shown(person.phone), shown(person.phone).replace(" ", "")}
    if not ways:
        return None
    either = "|".join(re.escape(one) for one in sorted(ways, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!thứ )(?:{either})(?!\w)", re.IGNORECASE if " " in (person.name or "") else 0)


async def _is_only_one(db: AsyncSession, person: Person) -> bool:
    mine = fold(person.name or "").split()[-1:]
    others = select(Person.search_name).where(
        Person.ward_code == person.ward_code, Person.id != person.id, Person.search_name.is_not(None)
    )
    return not any(fold(name or "").split()[-1:] == mine for name in await db.scalars(others))


def _without(kept: Any, named: Redaction) -> Any:  # noqa: ANN401 any JSON value
    if isinstance(kept, str):
        return named(kept)
    if isinstance(kept, list):
        return [_without(each, named) for each in kept]
    if isinstance(kept, dict):
        return {key: _without(each, named) for key, each in kept.items()}
    return kept


async def _who_heard(db: AsyncSession, person: Person) -> set[int]:
    """Return the people who were told the name: in charge there, present too, visiting, or told through one another."""
    found: set[int] = {person.told_via_person_id or 0, person.entered_by_id or 0}
    for query in (_in_charge(person), *_beside(person)):
        for row in await db.execute(query):
            found.update(each for each in row if each is not None)
    for asked in await db.scalars(select(Appointment.seconds).where(_visited(person))):
        found.update(asked)
    return found - {person.id, 0}


def _in_charge(person: Person) -> Select[Any]:
    groups = select(Course.group_id).where(
        or_(
            Course.id.in_(select(Enrolment.course_id).where(Enrolment.person_id == person.id)),
            Course.id.in_(select(ClassSession.course_id).where(_took_part(person))),
        )
    )
    here = or_(
        Role.group_id == person.group_id,
        Role.group_id.in_(groups),
        # Those of the ward and of the whole area; leaders of other groups have heard nothing.
        Role.group_id.is_(None) & ((Role.ward_code == person.ward_code) | Role.ward_code.is_(None)),
    )
    return select(Role.person_id).where(here)


def _beside(person: Person) -> tuple[Select[Any], ...]:
    sessions = select(ClassSession.id).where(_took_part(person))
    shifts = select(Shift.id).where(Shift.session_id.in_(sessions))
    return (
        select(Person.id).where(Person.told_via_person_id == person.id),
        select(Seat.person_id).where(Seat.session_id.in_(sessions)),
        select(Assignment.person_id).where(Assignment.shift_id.in_(shifts)),
        *(select(column).where(_visited(person)) for column in _VISITORS),
        select(FamilyLesson.teacher_id).where(FamilyLesson.learner_id == person.id),
        select(FamilyLesson.learner_id).where(FamilyLesson.teacher_id == person.id),
    )


def _visited(person: Person) -> ColumnElement[bool]:
    return or_(*(column == person.id for column in _VISITORS))


def _took_part(person: Person) -> ColumnElement[bool]:
    shifts = select(Shift.session_id).join(Assignment, Assignment.shift_id == Shift.id)
    return or_(
        ClassSession.id.in_(select(Seat.session_id).where(Seat.person_id == person.id)),
        ClassSession.id.in_(select(Attendance.session_id).where(Attendance.person_id == person.id)),
        ClassSession.id.in_(shifts.where(Assignment.person_id == person.id)),
        ClassSession.roll_closed_by_id == person.id,
    )
