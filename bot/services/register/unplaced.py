"""«Chưa rõ khu phố»: people of a ward of whom nobody knows the residential group, until somebody puts them into one."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.access.rights import Right
from bot.domain.people.places import GroupName
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.people import without_group
from bot.services.people.places import Home
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

PLACE_PERSON = acts.ActKind("place_person")


async def of(db: AsyncSession, by: Person) -> Sequence[Person]:
    """Return the people `by` may put into a group, who has waited longest first."""
    wards = await db.scalars(select(Person.ward_code).where(*without_group.WAITS).distinct())
    mine = [ward for ward in wards if ward and await permissions.may_in_ward(db, by, Right.PLACE_PEOPLE, ward)]
    return await without_group.those(db, Person.ward_code.in_(mine)) if mine else []


async def place(db: AsyncSession, by: Person, person: Person, group: ResidentialGroup) -> Act | None:
    """Put them into the group; None if somebody else has done so, or they live elsewhere by now. Raise NotAllowed."""
    if not await permissions.may_in_ward(db, by, Right.PLACE_PEOPLE, group.ward_code):
        raise NotAllowed(Right.PLACE_PEOPLE)
    here = (Person.id == person.id, Person.ward_code == group.ward_code, *without_group.WAITS)
    if not await changed(db, update(Person).where(*here).values(group_id=group.id)):
        return None
    await db.refresh(person)
    return await acts.record(db, by, PLACE_PERSON, person=person.id, group=group.id, ward=group.ward_code)


async def undo_place(db: AsyncSession, act: Act) -> Text | None:
    there = (Person.id == act.facts["person"], Person.group_id == act.facts["group"])
    done = await changed(db, update(Person).where(*there).values(group_id=None))
    return _("Their residential group is not known again.") if done else None


def named(group: ResidentialGroup) -> Home:
    """Return the home of a person who calls their group like this one, which is not entered."""
    return Home(group.ward_code, said=GroupName(group.kind, group.name))
