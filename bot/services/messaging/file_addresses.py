"""Addresses of files, for platforms that fetch them: unguessable, soon dead, without a name, and never of names."""

import hmac
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import TypedDict

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot import clock
from bot.chat.message import is_picture
from bot.domain.people.person import LEADING, RoleKind
from bot.services.people import identity
from bot.storage import encryption, installation
from bot.storage.tables.files import StoredFile
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Person

AT = "/tep"
PICTURES_LIVE, DOCUMENTS_LIVE = timedelta(hours=1), timedelta(hours=24)


class Way(TypedDict):
    """How a file that is not uploaded is come by: at an address, or on the page of whoever may open one."""

    address: str
    on_page: bool


async def way_to(db: AsyncSession, row: Outbox, mime: str, *, names: bool) -> Way:
    """Residents are sent no link: for them a document has no address."""
    root = installation.of(db).page
    if root is None:
        return Way(address="", on_page=False)
    if not names and is_picture(mime):
        return Way(address=_address(root, row, PICTURES_LIVE), on_page=False)
    person = None if row.person_id is None else await db.get(Person, row.person_id)
    kinds = set() if person is None else {role.kind for role in await identity.roles_of(db, person)}
    if names:
        return Way(address="", on_page=not kinds.isdisjoint(LEADING))
    return Way(address=_address(root, row, DOCUMENTS_LIVE) if kinds - {RoleKind.RESIDENT} else "", on_page=False)


def _address(root: str, row: Outbox, lives: timedelta) -> str:
    until = int((clock.now() + lives).timestamp())
    return f"{root}{AT}/{row.id}-{until}-{_keys(row.id, until)[0]}"


async def behind(db: AsyncSession, row_id: int, until: int, key: str) -> StoredFile | None:
    """Return what the address leads to; None if it was guessed, is dead, or its message was taken back."""
    if not any(hmac.compare_digest(key.encode(), one.encode()) for one in _keys(row_id, until)):
        return None
    if datetime.fromtimestamp(until, UTC) <= clock.now():
        return None
    row = await db.get(Outbox, row_id, options=[defer(Outbox.message)])
    if row is None or row.file_id is None or row.status is OutboxStatus.DROPPED:
        return None
    found = await db.get(StoredFile, row.file_id)
    return None if found is None or found.names else found


async def recall(db: AsyncSession, person: Person, since: datetime) -> None:
    sent = Outbox.person_id == person.id, Outbox.put_at >= since, Outbox.file_id.is_not(None)
    await db.execute(update(Outbox).where(*sent).values(file_id=None))


async def on_page(db: AsyncSession, person: Person) -> list[tuple[int, datetime, str]]:
    rows = await db.execute(
        select(Outbox.id, Outbox.put_at, StoredFile.name)
        .join(StoredFile, StoredFile.id == Outbox.file_id)
        .where(*_lately(person))
        .order_by(Outbox.id.desc())
    )
    return [(row, at, name) for row, at, name in rows]


async def of_row(db: AsyncSession, person: Person, row_id: int) -> StoredFile | None:
    wanted = select(StoredFile).join(Outbox, Outbox.file_id == StoredFile.id).where(Outbox.id == row_id)
    found: StoredFile | None = await db.scalar(wanted.where(*_lately(person)))
    return found


def _lately(person: Person) -> tuple[ColumnElement[bool], ...]:
    return Outbox.person_id == person.id, Outbox.put_at > clock.now() - DOCUMENTS_LIVE


def ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _keys(row_id: int, until: int) -> list[str]:
    return encryption.key_ring().blind_indexes(f"file of message {row_id} until {until}")
