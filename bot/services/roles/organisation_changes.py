"""An organisation is renamed, or closed: what becomes of its classes ahead, and of the people who belong to it."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import Place, Right
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.vietnamese import fold
from bot.errors import NotAllowed
from bot.i18n import Reader, Text, _, lines, n_, verbatim
from bot.services.access import acts, codes, permissions
from bot.services.courses import reschedule
from bot.services.messaging import command_menu, outbox
from bot.storage import session_queries
from bot.storage.database import changed
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Volunteer

RENAME_ORGANISATION = acts.ActKind("rename_organisation")
CLOSE_ORGANISATION = acts.ActKind("close_organisation")
_HOME = option(_("🏠 Home"), "home")


class ClassesAhead(StrEnum):
    """What becomes of the classes ahead of an organisation that closes."""

    OF_GROUPS = "of_groups"
    CALLED_OFF = "called_off"


async def seen_to(db: AsyncSession, by: Person) -> list[Organisation]:
    """Return the organisations at work which they may invite, rename and close."""
    found = await db.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.id))
    return [one for one in found if await _may(db, by, one)]


async def alike(db: AsyncSession, name: str, ward_code: str | None) -> list[Organisation]:
    """Return those of this name at work in the ward or the whole area: perhaps it is one of them."""
    here = Organisation.ward_code.is_(None) | (Organisation.ward_code == ward_code)
    found = await db.scalars(select(Organisation).where(here, Organisation.active).order_by(Organisation.id))
    return [one for one in found if fold(one.name) == fold(name)]


async def ahead(db: AsyncSession, organisation: Organisation) -> list[SessionDetails]:
    planned = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    of_it = Course.organisation_id == organisation.id
    return await session_queries.found(db, session_queries.all_details().where(of_it, *planned))


async def rename(db: AsyncSession, by: Person, organisation: Organisation, name: str) -> Act | None:
    """Return None if another one is called so. Raise NotAllowed."""
    await _must(db, by, organisation)
    if any(one.id != organisation.id for one in await alike(db, name, organisation.ward_code)):
        return None
    before, organisation.name = organisation.name, name
    await db.flush()
    await _tell_organisers(db, organisation, _("{before} is called {name} from now on.", before=before, name=name))
    return await acts.record(db, by, RENAME_ORGANISATION, organisation=organisation.id, before=before)


async def undo_rename(db: AsyncSession, act: Act) -> Text | None:
    organisation, before = await _of(db, act), act.facts["before"]
    if any(one.id != organisation.id for one in await alike(db, before, organisation.ward_code)):
        return None
    organisation.name = before
    return _("It is called {name} again.", name=verbatim(before))


async def close(db: AsyncSession, by: Person, organisation: Organisation, then: ClassesAhead) -> Act | None:
    """End all roles in it but those of volunteers, who go on helping in the ward; return None if it was closed.

    Its classes ahead are called off, or become those of the groups where they meet. Raise NotAllowed.
    """
    await _must(db, by, organisation)
    closed = update(Organisation).where(Organisation.id == organisation.id, Organisation.active)
    if not await changed(db, closed.values(active=False)):
        return None
    await db.refresh(organisation)
    sessions = await ahead(db, organisation)
    people = await _let_go(db, organisation)
    await codes.withdraw(db, Code.organisation_id == organisation.id)
    off = [one for one in sessions if then is ClassesAhead.CALLED_OFF and await _call_off(db, by, organisation, one)]
    left = [one for one in sessions if one not in off]
    courses = await _give_to_groups(db, organisation, left)
    facts: dict[str, Any] = {"organisation": organisation.id, "courses": courses, **people}
    return await acts.record(db, by, CLOSE_ORGANISATION, **facts, off=len(off))


async def _call_off(db: AsyncSession, by: Person, organisation: Organisation, one: SessionDetails) -> bool:
    if not await permissions.may_at_session(db, by, Right.CHANGE_SESSION, one):
        return False
    why = _("{name} no longer works here", name=verbatim(organisation.name)).for_(Reader())
    return await reschedule.call_off(db, by, one.session.id, why) is not None


async def undo_close(db: AsyncSession, act: Act) -> Text | None:
    """Open it again with its people and the classes that went to groups; what was called off stays so."""
    organisation = await _of(db, act)
    if organisation.active or await alike(db, organisation.name, organisation.ward_code):
        return None
    organisation.active = True
    await db.execute(
        update(Role)
        .where(Role.id.in_(act.facts["ended"]), Role.status == RoleStatus.ENDED)
        .values(status=RoleStatus.ACTIVE, ends_at=None)
    )
    for role_id, ward in act.facts["freed"]:
        role = await db.get_one(Role, role_id)
        role.organisation_id, role.ward_code = organisation.id, ward
        await _belongs_to(db, role.person_id, organisation.id)
    for course_id, members_only in act.facts["courses"]:
        course = await db.get(Course, course_id)
        if course is not None and course.organisation_id is None:
            course.organisation_id, course.members_only = organisation.id, members_only
    await db.flush()
    await _tell_organisers(db, organisation, _("{name} is at work here again.", name=verbatim(organisation.name)))
    off = n_("One session stays called off.", "{n} sessions stay called off.", act.facts["off"])
    again = _("{name} is at work again, with its people.", name=verbatim(organisation.name))
    return lines(again, off if act.facts["off"] else None)


async def _let_go(db: AsyncSession, organisation: Organisation) -> dict[str, Any]:
    held = await db.execute(
        select(Role, Person)
        .join(Person, Person.id == Role.person_id)
        .where(Role.organisation_id == organisation.id, in_force())
        .order_by(Role.id)
    )
    ended, freed, told = [], [], set()
    for role, person in held.all():
        if role.kind is RoleKind.VOLUNTEER:
            freed.append((role.id, role.ward_code))
            role.organisation_id = None
            role.ward_code = role.ward_code or organisation.ward_code or person.ward_code
            await _belongs_to(db, person.id, None)
        else:
            ended.append(role.id)
            role.status, role.ends_at = RoleStatus.ENDED, clock.now()
        await db.flush()
        await command_menu.refresh(db, person)
        if person.id not in told:
            told.add(person.id)
            await outbox.tell(db, person, say(_goodbye(organisation, role), _HOME))
    return {"ended": ended, "freed": freed}


def _goodbye(organisation: Organisation, role: Role) -> Text:
    gone = _("{name} no longer works with me here. Thank you for all you have done.", name=verbatim(organisation.name))
    stays = _("You go on as a volunteer of the ward, and what you have taken on stays yours.")
    return lines(gone, stays if role.kind is RoleKind.VOLUNTEER else None)


async def _give_to_groups(
    db: AsyncSession, organisation: Organisation, sessions: Sequence[SessionDetails]
) -> list[tuple[int, bool]]:
    courses = {one.course.id: one.course for one in sessions}
    before = [(course.id, course.members_only) for course in courses.values()]
    for course in courses.values():
        course.organisation_id, course.members_only = None, False
    await db.flush()
    for group_id, n in Counter(course.group_id for course in courses.values()).items():
        await _tell_group(db, organisation, group_id, n)
    return before


async def _tell_group(db: AsyncSession, organisation: Organisation, group_id: int, n: int) -> None:
    group = await db.get_one(ResidentialGroup, group_id)
    name = verbatim(organisation.name)
    words = n_(
        "{name} no longer works here: its class in {group} is yours from now on.",
        "{name} no longer works here: its {n} classes in {group} are yours from now on.",
        n,
        name=name,
        group=labels.group(group),
    )
    for person in await session_queries.in_charge(db, group_id):
        await outbox.tell(db, person, say(words, option(_("📋 Sessions"), "my_sessions"), _HOME))


async def _tell_organisers(db: AsyncSession, organisation: Organisation, words: Text) -> None:
    for person in await session_queries.organisers(db, organisation.id):
        await outbox.tell(db, person, say(words, _HOME))


async def _belongs_to(db: AsyncSession, person_id: int, organisation_id: int | None) -> None:
    await db.execute(update(Volunteer).where(Volunteer.person_id == person_id).values(organisation_id=organisation_id))


async def _of(db: AsyncSession, act: Act) -> Organisation:
    organisation = await db.get_one(Organisation, act.facts["organisation"])
    await _must(db, await db.get_one(Person, act.by_id), organisation)
    return organisation


async def _may(db: AsyncSession, by: Person, organisation: Organisation) -> bool:
    return await permissions.may_at(db, by, Right.INVITE_ORGANISERS, Place(organisation.ward_code))


async def _must(db: AsyncSession, by: Person, organisation: Organisation) -> None:
    if not await _may(db, by, organisation):
        raise NotAllowed(Right.INVITE_ORGANISERS)
