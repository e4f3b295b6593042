"""A ward that has become part of another: its groups, people and roles go there, and nothing is counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import option, say
from bot.domain.people.person import LEADING, RoleKind, RoleStatus
from bot.domain.vietnamese import fold
from bot.i18n import _, lines, verbatim
from bot.services.messaging import outbox
from bot.storage.tables import Base
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward, WardAlias

_LONGEST_NAME = 60
# What was published or wanted of the former ward was not said of the new one.
_STAYS = frozenset({"ward_alias", "official_figure", "target"})


@dataclass(frozen=True)
class WardMerged:
    """How many groups came, how many of them are told apart by the former ward's name, and how many were told."""

    groups: int
    renamed: int
    told: int


async def merge(db: AsyncSession, gone: Ward, into: Ward) -> WardMerged | None:
    """Return None unless these are two wards that exist."""
    if gone.code == into.code or not (gone.active and into.active):
        return None
    concerned = await _concerned(db, gone)
    renamed = await _tell_groups_apart(db, gone, into)
    of_gone = ResidentialGroup.ward_code == gone.code
    groups = await db.scalar(select(func.count()).select_from(ResidentialGroup).where(of_gone)) or 0
    await _end_what_is_held_twice(db, gone, into)
    for table in Base.metadata.sorted_tables:
        if "ward_code" in table.columns and table.name not in _STAYS:
            await db.execute(update(table).where(table.c.ward_code == gone.code).values(ward_code=into.code))
    await _pass_on_names(db, gone, into)
    gone.active = False
    await db.flush()
    words = lines(
        _("{gone} is part of {into} from now on.", gone=verbatim(gone.name), into=verbatim(into.name)),
        _("Your classes, your people and your book are as they were."),
    )
    for person in concerned:
        await outbox.tell(db, person, say(words, option(_("🏠 Home"), "home")))
    return WardMerged(groups, renamed, len(concerned))


async def _concerned(db: AsyncSession, gone: Ward) -> Sequence[Person]:
    theirs = (Role.ward_code == gone.code) & Role.kind.in_(LEADING)
    speak = Role.organisation_id.in_(select(Organisation.id).where(Organisation.ward_code == gone.code))
    who = select(Role.person_id).where(theirs | (speak & (Role.kind == RoleKind.ORGANISER)), in_force())
    return (await db.scalars(select(Person).where(Person.id.in_(who)).order_by(Person.id))).all()


async def _tell_groups_apart(db: AsyncSession, gone: Ward, into: Ward) -> int:
    """Call «Khu phố 3» after the former ward where there is one already."""
    there = {(one.kind, one.search_name) for one in await _groups(db, into)}
    twice = [one for one in await _groups(db, gone) if (one.kind, one.search_name) in there]
    for group in twice:
        group.name = f"{group.name} ({gone.short_name})"[:_LONGEST_NAME]
        group.search_name = fold(group.name)
    await db.flush()
    return len(twice)


async def _groups(db: AsyncSession, ward: Ward) -> Sequence[ResidentialGroup]:
    found = select(ResidentialGroup).where(ResidentialGroup.ward_code == ward.code).order_by(ResidentialGroup.id)
    return (await db.scalars(found)).all()


async def _end_what_is_held_twice(db: AsyncSession, gone: Ward, into: Ward) -> None:
    of_ward = (Role.group_id.is_(None), Role.organisation_id.is_(None), in_force())
    both = select(Role.person_id, Role.kind).where(Role.ward_code == into.code, *of_ward)
    held = {(row.person_id, row.kind) for row in await db.execute(both)}
    for role in await db.scalars(select(Role).where(Role.ward_code == gone.code, *of_ward)):
        if (role.person_id, role.kind) in held:
            role.status, role.ends_at = RoleStatus.ENDED, clock.now()
    await db.flush()


async def _pass_on_names(db: AsyncSession, gone: Ward, into: Ward) -> None:
    names = {alias.search_name: alias.name for alias in await _aliases(db, gone)} | {gone.search_name: gone.name}
    known = {alias.search_name for alias in await _aliases(db, into)}
    await db.execute(delete(WardAlias).where(WardAlias.ward_code == gone.code))
    db.add_all(
        WardAlias(search_name=folded, ward_code=into.code, name=name)
        for folded, name in names.items()
        if folded not in known
    )


async def _aliases(db: AsyncSession, ward: Ward) -> Sequence[WardAlias]:
    return (await db.scalars(select(WardAlias).where(WardAlias.ward_code == ward.code))).all()
