"""Roles and rights: who may do what where, what a role is called, and the first administrator."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

import structlog
from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access import rights
from bot.domain.access.rights import Place, Right, holders
from bot.domain.people.person import OVERSEEING, RoleKind, RoleStatus
from bot.domain.vietnamese import fold
from bot.errors import NotAllowed
from bot.i18n import Text, _, verbatim
from bot.services.access import acts, codes
from bot.services.people import identity
from bot.storage import installation, session_queries
from bot.storage.database import insert_new
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

log = structlog.get_logger()

# Who runs classes and keeps a book of people.
Host: TypeAlias = ResidentialGroup | Organisation

# The one use of the settings' code is counted on an invitation that nobody can type; the secret is stored nowhere.
_FIRST_ADMINISTRATOR = "administrator"
_SHORTEST_CODE = 8
ACT_FOR_LEADER = acts.ActKind("act_for_leader")
ACTS = timedelta(days=1)


async def holds(db: AsyncSession, person: Person, right: Right) -> bool:
    """Return whether any role in force has this right, however far it reaches."""
    return await identity.has_any_role(db, person, holders(right))


async def may(db: AsyncSession, person: Person, right: Right, where: Host, session_id: int | None = None) -> bool:
    if isinstance(where, Organisation):
        return await may_at(db, person, right, Place(organisation=where.id))
    place = Place(where.ward_code, where.id)
    if await may_at(db, person, right, place):
        return True
    own = session_id is not None and await _helps(db, person, session_id)
    if own and await may_at(db, person, right, place, own=True):
        return True
    return await _may_unled(db, person, right, place) and await _sees_to(db, person, where.id)


async def may_at_session(db: AsyncSession, person: Person, right: Right, details: SessionDetails) -> bool:
    """Return whether it is theirs there: where the class is held, or in the organisation that runs it."""
    if await _may_with_class(db, person, right, details.course, details.place):
        return True
    own = rights.is_for_helpers(right) and await _helps(db, person, details.session.id)
    return own and await may_at(db, person, right, details.place, own=True)


async def must_at_session(db: AsyncSession, person: Person, right: Right, details: SessionDetails) -> None:
    if not await may_at_session(db, person, right, details):
        log.warning("refused", right=right.value, person=person.id, session=details.session.id)
        raise NotAllowed(right)


async def _may_with_class(db: AsyncSession, person: Person, right: Right, course: Course, place: Place) -> bool:
    if await may_at(db, person, right, place):
        return True
    if not await _may_unled(db, person, right, place):
        return False
    if course.organisation_id is None:
        return await _sees_to(db, person, course.group_id)
    return person in await session_queries.in_charge_of_class(db, course)


async def _sees_to(db: AsyncSession, person: Person, group_id: int) -> bool:
    """Return whether nobody nearer looks after the group, or they act for its leader."""
    if person in await session_queries.in_charge(db, group_id):
        return True
    return group_id in await acts_for(db, person)


async def acts_for(db: AsyncSession, person: Person) -> set[int]:
    lately = (Act.by_id == person.id, Act.kind == ACT_FOR_LEADER, Act.undone_at.is_(None), Act.at > clock.now() - ACTS)
    return {facts["group"] for facts in await db.scalars(select(Act.facts).where(*lately))}


async def _may_unled(db: AsyncSession, person: Person, right: Right, place: Place) -> bool:
    """Return whether a role allows it there as long as nobody nearer looks after the place."""
    held = [(role.kind, identity.place_of(role)) for role in await identity.roles_of(db, person)]
    return any(rights.may(kind, right, at, place, unled=True) for kind, at in held)


async def reach(db: AsyncSession, person: Person, right: Right) -> list[Place]:
    reached = [rights.reach(role.kind, right, identity.place_of(role)) for role in await identity.roles_of(db, person)]
    return [place for place in reached if place is not None]


async def may_in_ward(db: AsyncSession, person: Person, right: Right, ward_code: str) -> bool:
    """Return whether it is theirs in the ward; of whoever is unled there, also because nobody nearer sees to it."""
    place = Place(ward_code)
    if await may_at(db, person, right, place):
        return True
    unled = await _may_unled(db, person, right, place)
    return unled and person in await session_queries.in_charge_of_ward(db, ward_code)


async def may_at(db: AsyncSession, person: Person, right: Right, asked: Place, *, own: bool = False) -> bool:
    """Return whether any role in force allows it there; `own` means the person helps at the session concerned."""
    held = await identity.roles_of(db, person)
    return any(rights.may(role.kind, right, identity.place_of(role), asked, own=own) for role in held)


async def among(
    db: AsyncSession, person: Person, right: Right, groups: Sequence[ResidentialGroup], *, unled: bool = False
) -> list[ResidentialGroup]:
    """Return those of the groups where the person has this right; `unled`: nobody nearer looks after any of them."""
    held = [(role.kind, identity.place_of(role)) for role in await identity.roles_of(db, person)]
    return [
        group
        for group in groups
        if any(rights.may(kind, right, place, Place(group.ward_code, group.id), unled=unled) for kind, place in held)
    ]


async def must(db: AsyncSession, person: Person, right: Right, where: Host, session_id: int | None = None) -> None:
    if not await may(db, person, right, where, session_id):
        log.warning("refused", right=right.value, person=person.id, at=where.id, kind=where.kind)
        raise NotAllowed(right)


async def may_undo(db: AsyncSession, person: Person, right: Right, act: Act) -> bool:
    """Ask for the right where the act was done, or anywhere if the act names no place."""
    if right is Right.TAKE_ROLL and await may_undo(db, person, Right.CORRECT_ROLL, act):
        return True
    facts = act.facts
    if "organisation" in facts:
        return await may_at(db, person, right, Place(organisation=facts["organisation"]))
    if "ward" in facts:
        return await may_in_ward(db, person, right, facts["ward"])
    group_id = facts.get("group", facts.get("into"))
    # A course whose registration was undone no longer exists.
    if group_id is None and (course := await _course_of(db, facts)) is not None:
        if course.organisation_id is not None:
            ward = (await db.get_one(ResidentialGroup, course.group_id)).ward_code
            place = Place(ward, course.group_id, course.organisation_id)
            return await _may_with_class(db, person, right, course, place)
        group_id = course.group_id
    if group_id is not None:
        return await may(db, person, right, await db.get_one(ResidentialGroup, group_id), facts.get("session"))
    return await holds(db, person, right)


async def _course_of(db: AsyncSession, facts: Mapping[str, Any]) -> Course | None:
    session = await db.get(ClassSession, facts.get("session", 0))
    return await db.get(Course, facts.get("course", session.course_id if session else 0))


async def keeps(db: AsyncSession, person: Person, right: Right) -> bool:
    """Return what `holds` does, and lock the roles (shared), so that revoking one waits."""
    mine = select(Role.id).where(Role.person_id == person.id, Role.kind.in_(holders(right)), in_force())
    return bool((await db.scalars(mine.with_for_update(read=True, of=Role))).all())


async def must_keep(db: AsyncSession, person: Person, right: Right) -> None:
    if not await keeps(db, person, right):
        raise NotAllowed(right)


async def groups_led(db: AsyncSession, person: Person) -> list[ResidentialGroup]:
    led = [role.group_id for role in await identity.roles_of(db, person) if role.kind is RoleKind.LEADER]
    found = await db.scalars(select(ResidentialGroup).where(ResidentialGroup.id.in_(led)))
    by_id = {group.id: group for group in found}
    return [by_id[group_id] for group_id in dict.fromkeys(led) if group_id in by_id]


async def groups_run(db: AsyncSession, person: Person) -> list[ResidentialGroup]:
    """Return the groups they lead, those that fall to them because nobody nearer looks after them, and those for
    whose leaders they act.
    """
    led = await groups_led(db, person)
    kinds = {role.kind for role in await identity.roles_of(db, person)}
    if kinds.isdisjoint(OVERSEEING):
        return led
    unled = [group for group in await session_queries.groups_without_leader(db) if group not in led]
    run = led + [group for group in unled if person in await session_queries.in_charge(db, group.id)]
    acted_for = await acts_for(db, person) - {group.id for group in run}
    found = await db.scalars(select(ResidentialGroup).where(ResidentialGroup.id.in_(acted_for))) if acted_for else ()
    return run + list(found)


async def organisations_spoken_for(db: AsyncSession, person: Person) -> Sequence[Organisation]:
    mine = [role.organisation_id for role in await identity.roles_of(db, person) if role.kind is RoleKind.ORGANISER]
    if not mine:
        return ()
    return (await db.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.id))).all()


async def classes_run(db: AsyncSession, person: Person) -> ColumnElement[bool]:
    return await _run_by(db, person, await groups_led(db, person))


async def classes_seen_to(db: AsyncSession, person: Person) -> ColumnElement[bool]:
    """Match these, and the classes that fall to them because nobody nearer looks after them."""
    mine = await _run_by(db, person, await groups_run(db, person))
    fallen = await _without_organiser(db, person)
    return mine | Course.id.in_(fallen) if fallen else mine


async def _run_by(db: AsyncSession, person: Person, groups: Sequence[ResidentialGroup]) -> ColumnElement[bool]:
    organisations = await organisations_spoken_for(db, person)
    return session_queries.run_by([group.id for group in groups], [one.id for one in organisations])


async def _without_organiser(db: AsyncSession, person: Person) -> list[int]:
    kinds = {role.kind for role in await identity.roles_of(db, person)}
    if kinds.isdisjoint(OVERSEEING):
        return []
    speaks = select(Role.organisation_id).where(
        Role.kind == RoleKind.ORGANISER, Role.organisation_id.is_not(None), in_force()
    )
    fallen = select(Course).where(Course.organisation_id.is_not(None), Course.organisation_id.not_in(speaks))
    return [
        course.id
        for course in (await db.scalars(fallen)).all()
        if person in await session_queries.in_charge_of_class(db, course)
    ]


async def become_administrator(db: AsyncSession, person: Person, typed: str) -> bool:
    code = installation.of(db).admin_code
    if code is None or not await codes.may_try_administrators(db, person):
        return False
    wanted = code.get_secret_value()
    # Compared in constant time: how long it takes must not tell how much was right.
    right = secrets.compare_digest(typed.strip().encode(), wanted.encode())
    if not right:
        await _note_guess(db, person, typed)
        return False
    await insert_new(
        db,
        Code,
        text=_FIRST_ADMINISTRATOR,
        purpose=codes.ROLE,
        role_kind=RoleKind.ADMINISTRATOR,
        created_at=clock.now(),
        uses_left=1,
    )
    if not await codes.use_up(db, await db.get_one(Code, _FIRST_ADMINISTRATOR)):
        return False
    now = clock.now()
    db.add(
        Role(
            person_id=person.id,
            kind=RoleKind.ADMINISTRATOR,
            status=RoleStatus.ACTIVE,
            requested_at=now,
            decided_at=now,
        )
    )
    await db.flush()
    return True


async def is_last_administrator(db: AsyncSession, person: Person) -> bool:
    return await administrators_for_sure(db) == {person.id}


async def administrators_for_sure(db: AsyncSession) -> set[int]:
    """Return the ids of all, and lock their roles: of two who leave, or end each other's role, at once, one stays."""
    active = select(Role.person_id).where(Role.kind == RoleKind.ADMINISTRATOR, in_force())
    return set(await db.scalars(active.order_by(Role.id).with_for_update()))


async def _note_guess(db: AsyncSession, person: Person, typed: str) -> None:
    # One long word is a guess, whatever its length: the length of the code must not show.
    if len(typed.strip()) >= _SHORTEST_CODE and len(typed.split()) == 1:
        await codes.note_wrong_administrators(db, person)


async def full_name(db: AsyncSession, group: ResidentialGroup) -> Text:
    ward = await db.get_one(Ward, group.ward_code)
    # Nearly every ward has a «Khu phố 1».
    return _("{group}, {ward}", group=labels.group(group), ward=verbatim(ward.name))


async def held_at(db: AsyncSession, role: Role | Code) -> Text:
    if role.group_id is not None:
        return await full_name(db, await db.get_one(ResidentialGroup, role.group_id))
    if role.organisation_id is not None:
        return verbatim((await db.get_one(Organisation, role.organisation_id)).name)
    if role.ward_code is not None:
        return verbatim((await db.get_one(Ward, role.ward_code)).name)
    return _("the whole area")


def title(kind: RoleKind, place: Text) -> Text:
    if kind is RoleKind.LEADER:
        return _("leader of {place}", place=place)
    if kind is RoleKind.VOLUNTEER:
        return _("volunteer of {place}", place=place)
    if kind is RoleKind.RESIDENT:
        return _("learner of {place}", place=place)
    if kind is RoleKind.ORGANISER:
        return _("organiser of {place}", place=place)
    return _("{role}, {place}", role=labels.ROLES[kind], place=place)


async def group_of_name(db: AsyncSession, ward_code: str, kind: str, name: str) -> ResidentialGroup:
    """Return the group; create it inactive if the ward has none, as it is shown only once it has a leader."""
    key = {"ward_code": ward_code, "kind": kind, "search_name": fold(name)}
    await insert_new(db, ResidentialGroup, **key, name=name, active=False)
    return await _only(db, key)


async def _helps(db: AsyncSession, person: Person, session_id: int) -> bool:
    return any(helper.id == person.id for helper in await session_queries.helpers(db, session_id))


async def _only(db: AsyncSession, key: dict[str, str]) -> ResidentialGroup:
    found = await db.scalars(select(ResidentialGroup).filter_by(**key))
    return found.one()


async def volunteer_role(db: AsyncSession, person: Person) -> Role | None:
    """Return the volunteer role in force, else the one requested, else None."""
    now = clock.now()
    rows = await db.scalars(
        select(Role)
        .where(
            Role.person_id == person.id,
            Role.kind == RoleKind.VOLUNTEER,
            Role.status.in_((RoleStatus.ACTIVE, RoleStatus.REQUESTED)),
            (Role.ends_at.is_(None)) | (Role.ends_at > now),
        )
        .order_by(Role.status, Role.id)
    )
    return rows.first()
