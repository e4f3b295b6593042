"""A residential group is renamed, or merged into another: nothing that was counted is lost."""

from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.chat import labels
from bot.domain.access.rights import Right
from bot.domain.vietnamese import fold
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.storage.tables.bots import AddedBot
from bot.storage.tables.courses import Course
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role
from bot.storage.tables.places import ResidentialGroup, Venue
from bot.storage.tables.reports import WeekReport
from bot.storage.tables.safety import Incident

RENAME_GROUP = acts.ActKind("rename_group")
MERGE_GROUPS = acts.ActKind("merge_groups")


async def rename(db: AsyncSession, by: Person, group: ResidentialGroup, kind: str, name: str) -> Act | None:
    await permissions.must(db, by, Right.CHANGE_GROUPS, group)
    if await _named(db, group.ward_code, kind, name) not in (None, group):
        return None
    before = {"kind": group.kind, "name": group.name}
    group.kind, group.name, group.search_name = kind, name, fold(name)
    await db.flush()
    return await acts.record(db, by, RENAME_GROUP, group=group.id, before=before)


async def undo_rename(db: AsyncSession, act: Act) -> Text | None:
    group = await db.get_one(ResidentialGroup, act.facts["group"])
    kind, name = act.facts["before"]["kind"], act.facts["before"]["name"]
    if await _named(db, group.ward_code, kind, name) not in (None, group):
        return None
    group.kind, group.name, group.search_name = kind, name, fold(name)
    return _("It is called {group} again.", group=labels.group(group))


async def merge(db: AsyncSession, by: Person, gone: ResidentialGroup, into: ResidentialGroup) -> Act | None:
    """Move everything, past weeks too, to the other group; return None unless both are active in one ward.

    Figures reported of past weeks are added up, so that no correction is sent. Raise NotAllowed.
    """
    await permissions.must(db, by, Right.CHANGE_GROUPS, gone)
    await permissions.must(db, by, Right.CHANGE_GROUPS, into)
    if gone.id == into.id or gone.ward_code != into.ward_code or not (gone.active and into.active):
        return None
    facts: dict[str, Any] = {"gone": gone.id, "into": into.id}
    facts["moved"] = {_name_of(column): await _move(db, column, gone, into) for column in _moving()}
    facts["moved"]["venue"] = await _move_venues(db, gone, into)
    facts["chat"] = await _move_chat(db, gone, into)
    facts["told"] = await _add_told(db, gone, into)
    gone.active = False
    await db.flush()
    return await acts.record(db, by, MERGE_GROUPS, **facts)


async def undo_merge(db: AsyncSession, act: Act) -> Text | None:
    gone = await db.get_one(ResidentialGroup, act.facts["gone"])
    for column in (*_moving(), Venue.group_id):
        ids = act.facts["moved"].get(_name_of(column), [])
        (key,) = column.class_.__table__.primary_key
        here = (key.in_(ids), column == act.facts["into"])
        await db.execute(update(column.class_).where(*here).values(group_id=gone.id))
    if act.facts["chat"] is not None:
        await db.execute(update(GroupChat).where(GroupChat.address_id == act.facts["chat"]).values(group_id=gone.id))
    for monday, told in act.facts["told"].items():
        mine = (WeekReport.group_id == act.facts["into"], WeekReport.monday == date.fromisoformat(monday))
        await db.execute(update(WeekReport).where(*mine).values(told=told))
    gone.active = True
    return _("They are two again: {group} has its own classes and people.", group=labels.group(gone))


def _moving() -> tuple[InstrumentedAttribute[Any], ...]:
    return Course.group_id, Person.group_id, Role.group_id, Code.group_id, Incident.group_id, AddedBot.group_id


def _name_of(column: InstrumentedAttribute[Any]) -> str:
    return str(column.class_.__tablename__)


async def _move(
    db: AsyncSession, column: InstrumentedAttribute[Any], gone: ResidentialGroup, into: ResidentialGroup
) -> list[int | str]:
    (key,) = column.class_.__table__.primary_key
    ids = list(await db.scalars(select(key).where(column == gone.id)))
    await db.execute(update(column.class_).where(column == gone.id).values(group_id=into.id))
    return ids


async def _move_venues(db: AsyncSession, gone: ResidentialGroup, into: ResidentialGroup) -> list[int]:
    """Leave venues whose name exists there: classes keep them, and nobody has to choose between two."""
    there = select(Venue.search_name).where(Venue.group_id == into.id)
    ids = list(await db.scalars(select(Venue.id).where(Venue.group_id == gone.id, Venue.search_name.not_in(there))))
    await db.execute(update(Venue).where(Venue.id.in_(ids)).values(group_id=into.id))
    return ids


async def _move_chat(db: AsyncSession, gone: ResidentialGroup, into: ResidentialGroup) -> int | None:
    chat = await db.scalar(select(GroupChat).where(GroupChat.group_id == gone.id))
    if chat is None:
        return None
    taken = await db.scalar(select(GroupChat.address_id).where(GroupChat.group_id == into.id))
    chat.group_id = into.id if taken is None else None
    return chat.address_id


async def _add_told(db: AsyncSession, gone: ResidentialGroup, into: ResidentialGroup) -> dict[str, Any]:
    told = {one.monday: one.told for one in await db.scalars(select(WeekReport).where(WeekReport.group_id == gone.id))}
    both = select(WeekReport).where(WeekReport.group_id == into.id, WeekReport.monday.in_(told))
    before: dict[str, Any] = {}
    for one in await db.scalars(both):
        before[one.monday.isoformat()] = one.told
        one.told = {name: _together(value, told[one.monday].get(name)) for name, value in one.told.items()}
    return before


def _together(one: object, other: object) -> object:
    return one + other if isinstance(one, int) and isinstance(other, int) else one


async def _named(db: AsyncSession, ward_code: str, kind: str, name: str) -> ResidentialGroup | None:
    found: ResidentialGroup | None = await db.scalar(
        select(ResidentialGroup).where(
            ResidentialGroup.ward_code == ward_code,
            ResidentialGroup.kind == kind,
            ResidentialGroup.search_name == fold(name),
        )
    )
    return found
