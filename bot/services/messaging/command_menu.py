"""The platform's list of commands: at most five, by role and language, sent when it changes."""

import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import MenuLine, Outgoing
from bot.domain.access.rights import Right, holders
from bot.domain.people.person import RoleKind
from bot.i18n import Reader, Text, _
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
    """A command for the list, its description, and the right it is for (None means everybody)."""

    vietnamese: str
    english: str
    words: Text
    right: Right | None = None


# Most important first, since a list is cut after the fifth. Some are for fewer than may use them.
OFFERED = (
    Offered("lop", "class", _("Register a class"), Right.LEAD_GROUP),
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
    Offered("language", "language", _("Tiếng Việt · English")),
)


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
