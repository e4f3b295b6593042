"""The platform's list of commands: at most five, by role and language, sent when it changes."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import String, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import MenuLine, Outgoing
from bot.domain.access.rights import Right, holders
from bot.domain.people.person import RoleKind
from bot.i18n import Reader, Text, _, verbatim
from bot.i18n.catalogs import CHOICE, DEFAULT
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.tables.messaging import Presented
from bot.storage.tables.people import Address, Person

MOST = 5
_OWN = 2
_LIVES = timedelta(days=30)
_BESIDE = "address:"
# Is what was presented the list beside the talk of an address?
BESIDE = Presented.key == _BESIDE + cast(Address.id, String)


@dataclass(frozen=True)
class Offered:
    """A command for the list, its description, and the right it is for (None means everybody)."""

    vietnamese: str
    english: str
    words: Text
    right: Right | None = None


# Most important first, since a list is cut after the fifth. Some are for fewer than may use them.
OFFERED = (
    Offered("lop", "class", _("Register a class"), Right.REGISTER_COURSE),
    Offered("tuan", "week", _("This week in numbers"), Right.SET_TARGETS),
    Offered("diemdanh", "roll", _("Call the roll"), Right.LEAD_GROUP),
    Offered("canguoi", "wanted", _("Who needs people"), Right.SEND_MEMBERS),
    Offered("thanhvien", "members", _("Our members"), Right.INVITE_MEMBERS),
    Offered("nhanca", "help_out", _("Classes that need somebody"), Right.TAKE_SHIFTS),
    Offered("ca", "shifts", _("My shifts"), Right.TAKE_SHIFTS),
    Offered("moi", "invite", _("Invite a leader"), Right.INVITE_LEADERS),
    Offered("yeucau", "requests", _("Open requests"), Right.APPROVE_LEADERS),
    Offered("help", "help", _("How to use it")),
    Offered("settings", "settings", _("Reminders, form of address, language")),
    Offered("privacy", "privacy", _("What is kept about you, and erasing it")),
    Offered("cancel", "cancel", _("Drop what is being asked")),
    Offered("language", "language", verbatim(CHOICE)),
)


@cache
def lines_for(roles: frozenset[RoleKind], language: str) -> tuple[MenuLine, ...]:
    own = [one for one in OFFERED if one.right is not None and holders(one.right) & roles][:_OWN]
    for_all = [one for one in OFFERED if one.right is None]
    reader = Reader(language)
    return tuple(
        MenuLine(one.vietnamese if language == DEFAULT else one.english, one.words.for_(reader))
        for one in (*own, *for_all)[:MOST]
    )


def digest(what: object) -> str:
    return sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


async def refresh(db: AsyncSession, person: Person) -> None:
    """Put this person's list beside their talks, if it is another than the one that stands there."""
    lines = await _lines(db, person)
    for address in await db.scalars(select(Address).where(Address.person_id == person.id)):
        if await _is_news(db, address, lines):
            await outbox.put_menu(db, address, Outgoing("", menu=lines), _LIVES)


async def refresh_from(db: AsyncSession, person: Person, stands: str | None) -> None:
    """Return the same, if that is another than the fingerprint of the list beside the talk in which they write."""
    if not _stands(stands, await _lines(db, person)):
        await refresh(db, person)


async def _lines(db: AsyncSession, person: Person) -> tuple[MenuLine, ...]:
    return lines_for(frozenset(role.kind for role in await identity.roles_of(db, person)), person.language)


async def told(db: AsyncSession, key: str) -> str | None:
    """Return the digest of what the platform was told last under this key."""
    found = await db.get(Presented, key)
    return None if found is None else found.digest


async def remember(db: AsyncSession, key: str, now_told: str) -> None:
    await db.merge(Presented(key=key, digest=now_told))


async def _is_news(db: AsyncSession, address: Address, lines: tuple[MenuLine, ...]) -> bool:
    key = f"{_BESIDE}{address.id}"
    if _stands(await told(db, key), lines):
        return False
    await remember(db, key, _digest(lines))
    return True


def _stands(told_last: str | None, lines: tuple[MenuLine, ...]) -> bool:
    # Before anything was told, everybody's list stands there.
    return (told_last or _digest(lines_for(frozenset(), DEFAULT))) == _digest(lines)


@cache
def _digest(lines: tuple[MenuLine, ...]) -> str:
    return digest([vars(line) for line in lines])
