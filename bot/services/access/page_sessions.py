"""Entry to the page: a link from the chat that works once within ten minutes, then a visit of up to twelve hours."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import LEADING
from bot.domain.safety.rate_limit import Limited
from bot.services.access import limits
from bot.services.people import identity
from bot.storage.database import count_changed
from bot.storage.tables.page_sessions import PageLink, PageSession
from bot.storage.tables.people import Person

LINK_LIVES, VISIT_LIVES = timedelta(minutes=10), timedelta(hours=12)
_BYTES = 32


async def invite(db: AsyncSession, person: Person) -> str | None:
    """Return the secret part of a new link; None without a role for the page, or after too many links in an hour."""
    if not await identity.has_any_role(db, person, LEADING):
        return None
    if await limits.is_met(db, Limited.PAGE_LINKS, PageLink.made_at, PageLink.person_id == person.id):
        return None
    token = secrets.token_urlsafe(_BYTES)
    db.add(PageLink(hash=_hash(token), person_id=person.id, made_at=clock.now()))
    await db.flush()
    return token


async def meant_for(db: AsyncSession, token: str) -> Person | None:
    """Return the owner of this link without using it up: chat programs open links too, for a preview."""
    found: Person | None = await db.scalar(
        select(Person)
        .join(PageLink, PageLink.person_id == Person.id)
        .where(PageLink.hash == _hash(token), PageLink.used_at.is_(None), PageLink.made_at > clock.now() - LINK_LIVES)
    )
    return found


async def begin(db: AsyncSession, token: str) -> str | None:
    """Use the link up and return the cookie of the new visit; None if the link no longer works."""
    works = (PageLink.hash == _hash(token), PageLink.used_at.is_(None), PageLink.made_at > clock.now() - LINK_LIVES)
    person_id = await db.scalar(
        update(PageLink).where(*works).values(used_at=clock.now()).returning(PageLink.person_id)
    )
    if person_id is None:
        return None
    cookie = secrets.token_urlsafe(_BYTES)
    db.add(PageSession(hash=_hash(cookie), person_id=person_id, since=clock.now()))
    await db.flush()
    return cookie


async def visitor(db: AsyncSession, cookie: str) -> Person | None:
    person: Person | None = await db.scalar(
        select(Person)
        .join(PageSession, PageSession.person_id == Person.id)
        .where(
            PageSession.hash == _hash(cookie),
            PageSession.ended_at.is_(None),
            PageSession.since > clock.now() - VISIT_LIVES,
        )
    )
    return person if person is not None and await identity.has_any_role(db, person, LEADING) else None


async def end(db: AsyncSession, cookie: str) -> None:
    await db.execute(
        update(PageSession)
        .where(PageSession.hash == _hash(cookie), PageSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


async def end_all(db: AsyncSession, person: Person) -> int:
    now = clock.now()
    await db.execute(
        update(PageLink).where(PageLink.person_id == person.id, PageLink.used_at.is_(None)).values(used_at=now)
    )
    return await count_changed(
        db,
        update(PageSession)
        .where(
            PageSession.person_id == person.id, PageSession.ended_at.is_(None), PageSession.since > now - VISIT_LIVES
        )
        .values(ended_at=now),
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
