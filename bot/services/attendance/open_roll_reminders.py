"""Reminders to leaders whose roll call is still open."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.courses import LONGEST, SessionStatus
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import after_quiet_hours, is_quiet
from bot.i18n import Text, _
from bot.services.messaging import outbox
from bot.services.messaging.outbox import About, Plan
from bot.storage import session_queries
from bot.storage.base import from_now, whether
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course, is_over, length
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Person

_AFTER = timedelta(hours=1)  # the class has ended
_NO_LONGER = timedelta(days=2)
# Reaches noon of the day after.
_NIGHT = timedelta(hours=40)
_NOON = time(12)
_LISTED = 20


_NOT_MARKED = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > from_now(-_NO_LONGER))
DUE = whether(lambda: not is_quiet(clock.local(clock.now()))) & exists().where(*_NOT_MARKED, is_over(_AFTER))


async def nudge_roll_calls(db: AsyncSession) -> int:
    """Ask the leaders of an open roll call twice; after that it stays «chưa điểm danh».

    First an hour after the class, or at 07:00 after a late one; then at noon of the next day.
    """
    now = clock.local(clock.now())
    if is_quiet(now):
        return 0
    told = await _nudge(db, MessageKind.OPEN_ROLL, is_over(_AFTER))
    noon = clock.at(now.date(), _NOON)
    if clock.now() >= noon:
        told += await _nudge(db, MessageKind.OPEN_ROLL_AT_NOON, ClassSession.starts_at <= clock.midnight(now.date()))
    return told


async def _nudge(db: AsyncSession, kind: MessageKind, which: ColumnElement[bool]) -> int:
    async def nudge(db: AsyncSession, pair: tuple[int, int]) -> bool:
        session_id, leader_id = pair
        details = await session_queries.details(db, session_id)
        if details is None:
            return False
        plan = Plan(key=f"{kind}:{session_id}:{leader_id}", about=About(kind, session_id=session_id))
        return await outbox.tell(db, await db.get_one(Person, leader_id), _words(details), plan) is not None

    return await each(db, "class_session", await _to_be_nudged(db, kind, which), nudge)


PLANNED = exists().where(ClassSession.status == SessionStatus.PLANNED)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    soon = (
        session_queries.all_details()
        .where(ClassSession.status == SessionStatus.PLANNED)
        .where(ClassSession.starts_at > clock.now() - LONGEST - _AFTER - _NIGHT)
    )
    found = await session_queries.found(db, soon.limit(_LISTED))
    return [(at, _("an open roll call is asked for")) for details in found for at in (_due(details), _noon(details))]


async def _to_be_nudged(db: AsyncSession, kind: MessageKind, which: ColumnElement[bool]) -> list[tuple[int, int]]:
    """Return pairs of session id and of who is in charge, of sessions that nobody has been asked about yet."""
    asked = exists().where(Outbox.session_id == ClassSession.id, Outbox.kind == kind)
    rows = await db.execute(
        select(ClassSession.id, Course)
        .join(Course, Course.id == ClassSession.course_id)
        .where(*_NOT_MARKED, which, ~asked)
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    return [
        (session_id, person.id)
        for session_id, course in rows.all()
        for person in await session_queries.in_charge_of_class(db, course)
    ]


def _due(details: SessionDetails) -> datetime:
    return after_quiet_hours(clock.local(details.session.starts_at + length(details.session) + _AFTER)).astimezone(UTC)


def _noon(details: SessionDetails) -> datetime:
    return clock.at(clock.local(details.session.starts_at).date() + timedelta(days=1), _NOON)


def _words(details: SessionDetails) -> Say:
    session = details.session.id
    return say(
        _(
            "The class «{topic}» of {when} is over, but its roll call is still open.",
            topic=labels.topic(details.topic),
            when=details.session.starts_at,
        ),
        option(_("✅ Roll call now"), "roll_call", session=session),
        option(_("The class did not take place"), "call_off", session=session),
    )
