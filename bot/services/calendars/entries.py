"""What stands in a calendar: sessions and shifts; of a lesson at home only the hour."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.documents import calendars
from bot.documents.calendars import Event
from bot.domain.coaching import AGREED
from bot.domain.courses import LESSON, SessionStatus
from bot.domain.people.person import RoleKind
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Reader, _
from bot.services.calendars.feeds import Shown
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.courses import ClassSession, Course, length
from bot.storage.tables.people import Role
from bot.storage.tables.volunteers import Assignment, Shift

_BEHIND = timedelta(days=30)
_HOST = "hoc-vu-so"


async def calendar(db: AsyncSession, shown: Shown, reader: Reader) -> bytes:
    """Return the calendar as a file, from thirty days ago on."""
    if shown.role is not None and shown.role.kind is RoleKind.VOLUNTEER:
        events = [*await _shifts(db, shown.role, reader), *await _lessons(db, shown.role, reader)]
        return calendars.written(_("Digital literacy: my shifts").for_(reader), events, clock.now())
    group_id = shown.group.id if shown.group is not None else shown.role.group_id if shown.role else None
    name = labels.group(shown.group) if shown.group is not None else _("the classes I lead")
    events = await _sessions(db, reader, Course.group_id == group_id)
    return calendars.written(_("Digital literacy: {what}", what=name).for_(reader), events, clock.now())


async def of_course(db: AsyncSession, course_id: int, reader: Reader) -> bytes:
    events = await _sessions(db, reader, ClassSession.course_id == course_id)
    return calendars.written(_("Digital literacy").for_(reader), events, clock.now())


async def _sessions(db: AsyncSession, reader: Reader, *which: ColumnElement[bool]) -> list[Event]:
    found = await session_queries.found(
        db, session_queries.all_details().where(*which, ClassSession.starts_at > clock.now() - _BEHIND)
    )
    return [_event(details, reader) for details in found]


async def _shifts(db: AsyncSession, role: Role, reader: Reader) -> list[Event]:
    mine = (
        select(Shift.session_id)
        .join(Assignment, Assignment.shift_id == Shift.id)
        .where(Assignment.person_id == role.person_id, Assignment.status == AssignmentStatus.ACCEPTED)
    )
    return await _sessions(db, reader, ClassSession.id.in_(mine))


async def _lessons(db: AsyncSession, role: Role, reader: Reader) -> list[Event]:
    mine = select(Appointment).where(
        (Appointment.volunteer_id == role.person_id) | (Appointment.companion_id == role.person_id),
        Appointment.status.in_(AGREED),
        Appointment.starts_at > clock.now() - _BEHIND,
    )
    return [
        Event(
            uid=f"lesson-{one.id}@{_HOST}",
            title=_("Lesson for one person").for_(reader),
            starts_at=one.starts_at,
            length=LESSON,
        )
        for one in await db.scalars(mine)
    ]


def _event(details: SessionDetails, reader: Reader) -> Event:
    session, topic = details.session, labels.topic(details.topic)
    is_called_off = session.status is SessionStatus.CALLED_OFF
    title = _("Called off: {what}", what=topic) if is_called_off else topic  # Outlook shows it like any other
    return Event(
        uid=f"session-{session.id}@{_HOST}",
        title=title.for_(reader),
        starts_at=session.starts_at,
        length=length(session),
        place=details.venue.name,
        sequence=session.revision,
        is_called_off=is_called_off,
    )
