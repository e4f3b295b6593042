"""Residential groups are entered by the ward, before they have a leader; who had named one of them is put into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Place, Right
from bot.domain.people.places import GroupName
from bot.errors import NotAllowed
from bot.i18n import Text, lines, n_
from bot.services.access import acts, permissions
from bot.services.people import profile, without_group
from bot.services.register import unplaced
from bot.storage.tables.courses import Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role
from bot.storage.tables.places import ResidentialGroup

ADD_GROUPS = acts.ActKind("add_groups")


@dataclass(frozen=True)
class Added:
    """The groups that are new, how many people had named one of them, and the act; no act if all were there."""

    groups: Sequence[ResidentialGroup]
    people: int = 0
    act: Act | None = None


async def add(db: AsyncSession, by: Person, ward_code: str, names: Sequence[GroupName]) -> Added:
    """Raise NotAllowed. One that somebody has asked to lead, and that nobody sees yet, is entered by this."""
    if not await permissions.may_at(db, by, Right.CHANGE_GROUPS, Place(ward_code)):
        raise NotAllowed(Right.CHANGE_GROUPS)
    new = [group for name in names if (group := await _entered(db, ward_code, name)) is not None]
    if not new:
        return Added(())
    placed = await without_group.place_who_named(db, ward_code, new)
    facts = {"ward": ward_code, "groups": [group.id for group in new], "placed": placed}
    return Added(new, len(placed), await acts.record(db, by, ADD_GROUPS, **facts))


async def undo_add(db: AsyncSession, act: Act) -> Text | None:
    ids = set(act.facts["groups"])
    used = set(await db.scalars(select(Course.group_id).where(Course.group_id.in_(ids))))
    used |= set(await db.scalars(select(Role.group_id).where(Role.group_id.in_(ids))))
    for person in await db.scalars(select(Person).where(Person.group_id.in_(ids))):
        if person.id in act.facts["placed"] and person.group_id not in used:
            group = await db.get_one(ResidentialGroup, person.group_id)
            profile.live_in(person, unplaced.named(group))
        elif person.group_id is not None:
            used.add(person.group_id)
    gone = ids - used
    await db.execute(update(ResidentialGroup).where(ResidentialGroup.id.in_(gone)).values(active=False))
    if not gone:
        return None
    done = n_("One residential group is taken out again.", "{n} residential groups are taken out again.", len(gone))
    kept = n_("One stays: it is in use.", "{n} stay: they are in use.", len(ids - gone)) if ids - gone else None
    return lines(done, kept)


async def _entered(db: AsyncSession, ward_code: str, name: GroupName) -> ResidentialGroup | None:
    group = await permissions.group_of_name(db, ward_code, name.kind, name.name)
    if group.active:
        return None
    group.active, group.name = True, name.name
    await db.flush()
    return group
