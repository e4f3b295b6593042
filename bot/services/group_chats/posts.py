"""Posts about classes in the chat of a residential group, kept true while the classes are to come."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say
from bot.domain.courses import SessionStatus
from bot.domain.messaging.group_posts import next_week
from bot.domain.weeks import A_WEEK, monday_of
from bot.i18n import Text, _
from bot.services.access import acts
from bot.services.group_chats import links, texts
from bot.services.messaging import outbox, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.group_chats import GroupChat, GroupPost
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority
from bot.storage.tables.people import Address
from bot.storage.tables.places import ResidentialGroup

_LIVES = timedelta(hours=12)
_LISTED, _AT_ONCE = 8, 50


async def open_course(db: AsyncSession, course: Course) -> datetime | None:
    """Post the invitation once the course can no longer be undone; return that time, or None if no chat will see it."""
    linked = await links.of_group(db, course.group_id)
    all_details = await _offered(db, course.id)
    if linked is None or not all_details:
        return None
    first, last = all_details[0].session.starts_at, all_details[-1].session.starts_at
    plan = Plan(f"chat:{linked.address.id}:course:{course.id}", Priority.BROADCAST, clock.now() + acts.UNDO, first)
    row = await outbox.post(db, linked.address, texts.invitation(all_details), plan)
    if row is None:
        return None
    if row.due_at >= first:
        # The class begins before the post would leave.
        await db.delete(row)
        return None
    db.add(GroupPost(outbox_id=row.id, course_id=course.id, full=texts.is_full(course), until=last))
    await db.flush()
    return row.due_at


async def take_back(db: AsyncSession, course: Course) -> None:
    for row in await _posts(db, course.id):
        if not await _hold_back(db, row.id):
            await outbox.rewrite_post(db, row.id, texts.taken_back(course))
    await db.execute(delete(GroupPost).where(GroupPost.course_id == course.id))


async def tell(db: AsyncSession, details: SessionDetails, words: Say, *when: datetime) -> int | None:
    """Post a change of a session, update the invitation, and return the post's id; `when`: its times, old and new."""
    linked = await links.of_group(db, details.group.id)
    if linked is None or max(when) <= clock.now():
        return None
    not_yet = any(row.status is OutboxStatus.QUEUED for row in await _posts(db, details.course.id))
    await keep_true(db, details.course)
    post = None if not_yet else await outbox.post(db, linked.address, words, _plan(when))
    return None if post is None else post.id


async def correct(db: AsyncSession, details: SessionDetails, post_id: int | None) -> None:
    """Take back a change: drop the post `post_id` if it has not left, else post that all is as it was."""
    await keep_true(db, details.course)
    linked = await links.of_group(db, details.group.id)
    post = None if post_id is None else await db.get_one(Outbox, post_id)
    if linked is None or post is None or post.address_id != linked.address.id:
        return
    starts = details.session.starts_at
    if starts > clock.now() and not await _hold_back(db, post.id):
        await outbox.post(db, linked.address, texts.as_it_was(details), _plan((starts,)))


_WEEK_IS_DUE = GroupChat.next_week_at <= NOW
# Courses that have filled up, or have a seat again, since their post was written.
_TO_BE_CORRECTED = (
    select(Course)
    .join(GroupPost, GroupPost.course_id == Course.id)
    .join(Outbox, Outbox.id == GroupPost.outbox_id)
    .where(GroupPost.until > NOW, Outbox.status == OutboxStatus.SENT)
    .where(GroupPost.full != (Course.enrolled >= Course.seats))
)
DUE = exists().where(_WEEK_IS_DUE) | _TO_BE_CORRECTED.exists()


async def run_due(db: AsyncSession) -> int:
    return await _fill_up(db) + await _list_weeks(db)


PLANNED = exists().where(GroupChat.next_week_at.is_not(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    due = await db.scalars(select(GroupChat.next_week_at).where(GroupChat.next_week_at.is_not(None)).distinct())
    what = _("the classes of the week are posted in the chats of the neighbourhoods")
    return [(at, what) for at in due if at is not None]


async def _fill_up(db: AsyncSession) -> int:
    ids = await db.scalars(_TO_BE_CORRECTED.with_only_columns(Course.id).limit(_AT_ONCE))
    return await each(db, "course", ids.all(), _correct_posts)


async def _correct_posts(db: AsyncSession, course_id: int) -> int:
    await keep_true(db, await db.get_one(Course, course_id))
    return 1


async def _list_weeks(db: AsyncSession) -> int:
    due = await db.scalars(
        select(GroupChat.address_id).where(_WEEK_IS_DUE).order_by(GroupChat.address_id).limit(_AT_ONCE)
    )
    return await each(db, "group_chat", due.all(), _list_week)


async def _list_week(db: AsyncSession, address_id: int) -> bool:
    chat, address = await db.get_one(GroupChat, address_id), await db.get_one(Address, address_id)
    group = await db.get_one(ResidentialGroup, chat.group_id)
    chat.next_week_at = next_week(clock.local(clock.now()))
    monday = monday_of(clock.today())
    query = session_queries.all_details().where(
        Course.group_id == group.id,
        ClassSession.status == SessionStatus.PLANNED,
        ClassSession.starts_at > clock.now(),
        ClassSession.starts_at < clock.midnight(monday + A_WEEK),
        ~session_queries.on_closed_day(),
    )
    all_details = await session_queries.found(db, query.limit(_LISTED))
    if not all_details:
        return False
    plan = Plan(f"chat:{address.id}:week:{monday}", Priority.BROADCAST, expires=clock.now() + _LIVES)
    return await outbox.post(db, address, texts.week(group, all_details), plan) is not None


async def keep_true(db: AsyncSession, course: Course) -> None:
    all_details = await _offered(db, course.id) or await _to_come(db, course.id)
    words = texts.invitation(all_details) if all_details else texts.over(course)
    for row in await _posts(db, course.id):
        await outbox.rewrite_post(db, row.id, words)
    full = texts.is_full(course)
    await db.execute(update(GroupPost).where(GroupPost.course_id == course.id).values(full=full))


async def _offered(db: AsyncSession, course_id: int) -> list[SessionDetails]:
    return await _to_come(db, course_id, ~session_queries.on_closed_day())


async def _to_come(db: AsyncSession, course_id: int, *which: ColumnElement[bool]) -> list[SessionDetails]:
    planned = (ClassSession.status == SessionStatus.PLANNED) & (ClassSession.starts_at > clock.now())
    return await session_queries.found(db, session_queries.all_details().where(Course.id == course_id, planned, *which))


async def _posts(db: AsyncSession, course_id: int) -> Sequence[Outbox]:
    rows = await db.scalars(
        select(Outbox).join(GroupPost, GroupPost.outbox_id == Outbox.id).where(GroupPost.course_id == course_id)
    )
    return rows.all()


async def _hold_back(db: AsyncSession, row_id: int) -> bool:
    return await changed(
        db,
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.status == OutboxStatus.QUEUED)
        .values(status=OutboxStatus.DROPPED),
    )


def _plan(when: tuple[datetime, ...]) -> Plan:
    soon = quiet_hours.cannot_wait(clock.local(clock.now()), min(when))
    return Plan(expires=max(*when, clock.now() + _LIVES), through_quiet=soon)
