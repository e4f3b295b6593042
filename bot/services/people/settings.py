"""What is set in the chat, read: the number to call, the signature of posters, who answers for the data."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.settings import SettingKind
from bot.storage.tables.places import Setting


async def current(db: AsyncSession, kind: SettingKind, ward_code: str | None = None) -> Setting | None:
    """Return the newest that is not taken back; its words may be None, which is set no more."""
    found: Setting | None = await db.scalar(_of(kind, ward_code).order_by(Setting.id.desc()).limit(1))
    return found


async def words(db: AsyncSession, kind: SettingKind, ward_code: str | None = None) -> str | None:
    found = await current(db, kind, ward_code)
    return None if found is None else found.words


async def all_of(db: AsyncSession, kind: SettingKind) -> Sequence[Setting]:
    return (await db.scalars(select(Setting).where(Setting.kind == kind).order_by(Setting.id))).all()


def _of(kind: SettingKind, ward_code: str | None) -> Select[Setting]:
    there = Setting.ward_code.is_not_distinct_from(ward_code)
    return select(Setting).where(Setting.kind == kind, there, Setting.undone_at.is_(None))
