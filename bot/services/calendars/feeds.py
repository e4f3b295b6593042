"""Addresses of calendars: made anew each time, known by their hash only, dead with the role they are of."""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.safety.incidents import TEAM
from bot.domain.safety.rate_limit import Limited
from bot.errors import NotAllowed
from bot.services.access import limits, permissions
from bot.services.access.limits import TooOften
from bot.services.people import identity
from bot.storage.database import count_changed
from bot.storage.tables.calendars import CalendarFeed
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import ResidentialGroup

_BYTES = 32


@dataclass(frozen=True)
class Shown:
    """What a calendar is of: somebody's role, or a group."""

    role: Role | None = None
    group: ResidentialGroup | None = None


async def may_have(db: AsyncSession, person: Person) -> list[Shown]:
    """Return the calendars this person may have an address of: one for each role, one for each group they lead."""
    own = [Shown(role=role) for role in await identity.roles_of(db, person) if role.kind in TEAM]
    return [*own, *(Shown(group=group) for group in await permissions.groups_led(db, person))]


async def make(db: AsyncSession, by: Person, of: Shown) -> str:
    """Return the secret part of a new address; earlier ones of the same calendar end. Raises NotAllowed, TooOften."""
    if of.group is not None:
        await permissions.must(db, by, Right.LEAD_GROUP, of.group)
    elif of.role is None or of.role.person_id != by.id:
        raise NotAllowed(of)
    if await limits.is_met(db, Limited.CALENDARS, CalendarFeed.made_at, CalendarFeed.made_by_id == by.id):
        raise TooOften(by.id)
    await end(db, of)
    token = secrets.token_urlsafe(_BYTES)
    db.add(
        CalendarFeed(
            hash=_hash(token),
            made_by_id=by.id,
            role_id=of.role.id if of.role else None,
            group_id=of.group.id if of.group else None,
            made_at=clock.now(),
        )
    )
    await db.flush()
    return token


async def is_shared(db: AsyncSession, of: Shown) -> bool:
    found: str | None = await db.scalar(select(CalendarFeed.hash).where(*_of(of)).limit(1))
    return found is not None


async def end(db: AsyncSession, of: Shown) -> int:
    """Let no calendar program read this any more; return the number of addresses that ended."""
    return await count_changed(db, update(CalendarFeed).where(*_of(of)).values(ended_at=clock.now()))


async def end_all(db: AsyncSession, person: Person) -> None:
    """End every address that was told to this person: a phone with them in its talk is lost."""
    mine = (CalendarFeed.made_by_id == person.id, CalendarFeed.ended_at.is_(None))
    await db.execute(update(CalendarFeed).where(*mine).values(ended_at=clock.now()))


async def behind(db: AsyncSession, token: str) -> Shown | None:
    """Return what the address shows; None if it was never made, has ended, or its role has."""
    feed = await db.scalar(
        select(CalendarFeed).where(CalendarFeed.hash == _hash(token), CalendarFeed.ended_at.is_(None))
    )
    if feed is None:
        return None
    if feed.group_id is not None:
        group = await db.get(ResidentialGroup, feed.group_id)
        return Shown(group=group) if group is not None and group.active else None
    role = await db.scalar(select(Role).where(Role.id == feed.role_id, in_force()))
    return Shown(role=role) if role is not None else None


async def language_of(db: AsyncSession, of: Shown) -> str:
    """Return the language of the role's holder; what is for a group is in Vietnamese."""
    return "vi" if of.role is None else (await db.get_one(Person, of.role.person_id)).language


def _of(shown: Shown) -> tuple[ColumnElement[bool], ...]:
    whose = (
        CalendarFeed.group_id == shown.group.id
        if shown.group is not None
        else CalendarFeed.role_id == (shown.role.id if shown.role else None)
    )
    return (whose, CalendarFeed.ended_at.is_(None))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
