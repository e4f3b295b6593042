"""Files that are sent: stored once, uploaded once to each platform, dropped when no message needs them."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePath

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Attachment, Outgoing
from bot.services.messaging import file_addresses
from bot.storage.base import from_now
from bot.storage.database import count_changed, insert_new
from bot.storage.tables.files import StoredFile, UploadedFile
from bot.storage.tables.messaging import Outbox, OutboxStatus

KEPT = timedelta(days=90)

_MIMES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_ANYTHING = "application/octet-stream"


async def keep(
    db: AsyncSession, name: str, content: bytes, lives: timedelta = KEPT, *, names: bool = True
) -> StoredFile:
    """Store the content for `lives` from now; content that is stored already keeps its first name.

    `names`: may people's names stand in it?
    """
    digest, now = sha256(content).hexdigest(), clock.now() + lives - KEPT
    mime = _MIMES.get(PurePath(name).suffix.lower(), _ANYTHING)
    if not await insert_new(
        db, StoredFile, sha256=digest, name=name, mime=mime, content=content, kept_at=now, names=names
    ):
        await db.execute(update(StoredFile).where(StoredFile.sha256 == digest).values(kept_at=now))
    found = await db.scalars(select(StoredFile).where(StoredFile.sha256 == digest))
    return found.one()


async def attached(db: AsyncSession, channel: str, row: Outbox, message: Outgoing) -> Outgoing:
    if message.file is None:
        return message
    wanted = select(StoredFile.name, StoredFile.mime, StoredFile.names).where(StoredFile.id == message.file)
    facts = (await db.execute(wanted)).first()
    if facts is None:
        return message
    name, mime, names = facts
    way = await file_addresses.way_to(db, row, mime, names=names)
    uploaded = await db.get(UploadedFile, (channel, message.file))
    if uploaded is not None:
        return replace(message, attachment=Attachment(message.file, name, mime, uploaded.external_id, **way))
    content = await db.scalar(select(StoredFile.content).where(StoredFile.id == message.file))
    return replace(message, attachment=Attachment(message.file, name, mime, content=content or b"", **way))


async def uploaded(db: AsyncSession, channel: str, file_id: int, external_id: str) -> None:
    await forget(db, channel, file_id)
    await insert_new(db, UploadedFile, channel=channel, file_id=file_id, external_id=external_id)


async def forget(db: AsyncSession, channel: str, file_id: int) -> None:
    await db.execute(delete(UploadedFile).where(UploadedFile.channel == channel, UploadedFile.file_id == file_id))


_WAITS = exists().where(Outbox.status == OutboxStatus.QUEUED, Outbox.file_id == StoredFile.id)
_OLD = (StoredFile.kept_at < from_now(-KEPT), ~_WAITS)
DUE = exists().where(*_OLD)


async def drop_old(db: AsyncSession) -> int:
    return await count_changed(db, delete(StoredFile).where(*_OLD))


async def drop_all(db: AsyncSession) -> None:
    await db.execute(delete(StoredFile).where(~_WAITS))
