"""The question two days after a class, «Can you do it alone now?»: once for each course, not to those who said so."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.chat import labels
from bot.chat.say import Option, Say, no, say, yes
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.reports.ladder import Step
from bot.i18n import Text, _
from bot.storage.base import moment, whether
from bot.storage.piecewise import legible_rows
from bot.storage.tables.courses import Attendance, ClassSession, Course
from bot.storage.tables.ladder import StepSaid
from bot.storage.tables.messaging import Reminder
from bot.storage.tables.people import Person

_DAYS = timedelta(days=2)
_AT, _UNTIL = time(9), time(18)
_AT_ONCE = 50


def _is_daytime() -> bool:
    return _AT <= clock.local(clock.now()).time() < _UNTIL


def _that_day() -> datetime:
    return clock.midnight(clock.today() - _DAYS)


_HELD_THEN = (
    ClassSession.status == SessionStatus.HELD,
    ClassSession.starts_at >= moment(_that_day),
    ClassSession.starts_at < moment(lambda: _that_day() + timedelta(days=1)),
)
DUE = whether(_is_daytime) & exists().where(*_HELD_THEN)


PLANNED = exists().where(ClassSession.status == SessionStatus.HELD)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    today = clock.today()
    held = await db.scalars(
        select(ClassSession.starts_at).where(
            ClassSession.status == SessionStatus.HELD, ClassSession.starts_at >= clock.midnight(today - _DAYS)
        )
    )
    mornings = {clock.at(clock.local(starts).date() + _DAYS, _AT) for starts in held}
    return [(at.astimezone(UTC), _("who came is asked whether they can do it alone")) for at in sorted(mornings)]


async def to_be_asked(db: AsyncSession) -> Sequence[tuple[Person, Course, ClassSession]]:
    if not _is_daytime():
        return []
    other = aliased(ClassSession)
    asked = (
        select(Reminder.person_id)
        .join(other, other.id == Reminder.session_id)
        .where(other.course_id == Course.id, Reminder.person_id == Person.id)
        .where(Reminder.kind == ReminderKind.FOLLOW_UP)
    )
    said = select(StepSaid.person_id).where(StepSaid.person_id == Attendance.person_id, StepSaid.step == Step.PRACTISED)
    rows = await legible_rows(
        db,
        select(Person, Course, ClassSession)
        .join(Attendance, Attendance.person_id == Person.id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(*_HELD_THEN, Attendance.mark.in_(CAME))
        .where(Person.reminders_stopped_at.is_(None), ~asked.exists(), ~said.exists())
        .order_by(ClassSession.id, Person.id)
        .limit(_AT_ONCE),
    )
    # Of several sessions of a course on one day, the first.
    first = {(person.id, course.id): (person, course, session) for person, course, session in reversed(rows)}
    return list(reversed(first.values()))


def question(course: Course) -> Say:
    topic = labels.topic(course.topic)
    asked = _("You learnt «{topic}» with us the other day. Can you do it alone by now?", topic=topic)
    return say(asked, *answers(course))


def answers(course: Course, person_id: int | None = None) -> tuple[Option, Option]:
    """Return both answers; `person_id` is the learner, if another than the reader."""
    of: dict[str, int] = {"course": course.id} | ({} if person_id is None else {"for": person_id})
    return (
        yes(_("👍 I can do it alone"), "practised", **of, alone=True),
        no(_("🤝 Not yet, please help me"), "practised", **of, alone=False),
    )
