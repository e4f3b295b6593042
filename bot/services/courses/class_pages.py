"""The page of a class, for who has got its link from the leader: no names, and an address that cannot be guessed."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.messaging.group_posts import is_public
from bot.storage import encryption, installation, session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course

AT = "/lop"


@dataclass(frozen=True)
class ClassPage:
    """`next` is the first of the sessions to come; `place` is None where people live."""

    next: SessionDetails
    sessions: Sequence[ClassSession]
    place: str | None


def address(db: AsyncSession, course: Course) -> str | None:
    """Return the address of the page; None without a public one, and for a class that is for its own people."""
    root = installation.of(db).page
    if root is None or course.members_only:
        return None
    return f"{root}{AT}/{course.id}-{_keys(course.id)[0]}"


async def behind(db: AsyncSession, course_id: int, key: str) -> ClassPage | None:
    """Return what the address shows; None if it was guessed, or the class is over, called off or gone."""
    if not any(hmac.compare_digest(key.encode(), one.encode()) for one in _keys(course_id)):
        return None
    sessions = await session_queries.upcoming_sessions(db, course_id)
    first = await session_queries.details(db, sessions[0].id) if sessions else None
    if first is None or first.course.members_only:
        return None
    return ClassPage(first, sessions, first.venue.name if is_public(first.venue.name) else None)


def _keys(course_id: int) -> list[str]:
    """Class codes follow a sequence, this does not; an address of before a new key still opens."""
    return encryption.key_ring().blind_indexes(f"page of class {course_id}")
