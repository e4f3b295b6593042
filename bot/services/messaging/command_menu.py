"""The platform's list of commands: at most five, by role and language, sent when it changes."""

import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import MenuLine, Outgoing
from bot.domain.people.person import RoleKind
from bot.i18n import Reader, Text
from bot.i18n.catalogs import DEFAULT
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.tables.messaging import Presented
from bot.storage.tables.people import Address, Person

MOST = 5
_OWN = 2
_LIVES = timedelta(days=30)


@dataclass(frozen=True)
class Offered:
    """A command for the list: its names, its description, and the roles it is for (none means everybody)."""

    commands: tuple[str, ...]
    words: Text
    roles: frozenset[RoleKind]


# Most important first; set by the list of all flows.
OFFERED: tuple[Offered, ...] = ()


def lines_for(roles: frozenset[RoleKind], language: str) -> tuple[MenuLine, ...]:
    own = [one for one in OFFERED if one.roles & roles][:_OWN]
    for_all = [one for one in OFFERED if not one.roles]
    reader = Reader(language)
    return tuple(
        # A command's first name is the Vietnamese one, the last the English one.
        MenuLine(one.commands[0 if language == DEFAULT else -1], one.words.for_(reader))
        for one in (*own, *for_all)[:MOST]
    )


def digest(what: object) -> str:
    return sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


async def refresh(db: AsyncSession, person: Person) -> None:
    roles = frozenset(role.kind for role in await identity.roles_of(db, person))
    lines = lines_for(roles, person.language)
    for address in await db.scalars(select(Address).where(Address.person_id == person.id)):
        if await _is_news(db, address, lines):
            await outbox.put_menu(db, address, Outgoing("", menu=lines), _LIVES)


async def told(db: AsyncSession, key: str) -> str | None:
    """Return the digest of what the platform was told last under this key."""
    found = await db.get(Presented, key)
    return None if found is None else found.digest


async def remember(db: AsyncSession, key: str, now_told: str) -> None:
    await db.merge(Presented(key=key, digest=now_told))


async def _is_news(db: AsyncSession, address: Address, lines: tuple[MenuLine, ...]) -> bool:
    key, wanted = f"address:{address.id}", digest([vars(line) for line in lines])
    # Until a list is sent to it, an address shows everybody's list.
    stands = await told(db, key) or digest([vars(line) for line in lines_for(frozenset(), DEFAULT)])
    if stands == wanted:
        return False
    await remember(db, key, wanted)
    return True
