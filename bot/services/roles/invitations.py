"""Invitations to roles: a human's approval in advance, by a code that soon expires."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.access.rights import GIVEN_BY, Place, Right
from bot.domain.people.person import MEMBERS, RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, codes, permissions
from bot.services.messaging import outbox
from bot.services.people import identity, without_group
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, Slip
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Volunteer

INVITE = acts.ActKind("invite")
INVITE_COORDINATOR = acts.ActKind("invite_coordinator")
INVITE_ADMINISTRATOR = acts.ActKind("invite_administrator")
ACCEPT_INVITATION = acts.ActKind("accept_invitation")


async def invite_leader(db: AsyncSession, by: Person, group: ResidentialGroup) -> tuple[Code, Act]:
    await permissions.must(db, by, Right.INVITE_LEADERS, group)
    code = await codes.invite(db, by, RoleKind.LEADER, group_id=group.id, ward_code=group.ward_code)
    return code, await acts.record(db, by, INVITE, code=code.text)


async def invite_coordinator(db: AsyncSession, by: Person, ward_code: str | None) -> tuple[Code, Act]:
    if not await permissions.may_at(db, by, Right.INVITE_COORDINATORS, Place(ward_code)):
        raise NotAllowed(Right.INVITE_COORDINATORS)
    code = await codes.invite(db, by, RoleKind.COORDINATOR, ward_code=ward_code)
    return code, await acts.record(db, by, INVITE_COORDINATOR, code=code.text)


async def invite_administrator(db: AsyncSession, by: Person) -> tuple[Code, Act]:
    if not await permissions.may_at(db, by, Right.INVITE_ADMINISTRATORS, Place()):
        raise NotAllowed(Right.INVITE_ADMINISTRATORS)
    code = await codes.invite(db, by, RoleKind.ADMINISTRATOR)
    return code, await acts.record(db, by, INVITE_ADMINISTRATOR, code=code.text)


async def undo_invite(db: AsyncSession, act: Act) -> Text | None:
    taken = await changed(
        db, update(Code).where(Code.text == act.facts["code"], Code.uses_left > 0).values(uses_left=0)
    )
    if not taken:
        return None
    return _("The invitation {code} is taken back: it opens nothing any more.", code=act.facts["code"])


async def stands(db: AsyncSession, code: Code) -> bool:
    """Return whether whoever made it may still give that role there; without a maker it came by command.

    A stand-in is asked for by the leader: that one is looked at where the role begins.
    """
    if code.created_by_id is None or code.role_kind is None or code.stands_in_for_id is not None:
        return code.role_kind is not None
    return await may_give(db, await db.get_one(Person, code.created_by_id), code)


async def may_give(db: AsyncSession, by: Person, code: Code) -> bool:
    """Return whether the role of this invitation is theirs to give: of an organisation's members, its organiser's."""
    kind = code.role_kind
    if kind is None:
        return False
    if code.organisation_id is None:
        return await permissions.may_at(db, by, GIVEN_BY[kind], identity.place_of(code))
    if kind in MEMBERS:
        return await permissions.may_at(db, by, Right.INVITE_MEMBERS, Place(organisation=code.organisation_id))
    ward = (await db.get_one(Organisation, code.organisation_id)).ward_code
    return await permissions.may_at(db, by, GIVEN_BY[kind], Place(ward))


async def slip_of(db: AsyncSession, role: Role) -> tuple[Slip, Person] | None:
    """Return the slip by which the role was asked for, and who gave it out."""
    found = await db.execute(
        select(Slip, Person)
        .join(Code, Code.text == Slip.code)
        .join(Person, Person.id == Code.created_by_id)
        .where(Slip.role_id == role.id)
    )
    row = found.first()
    return None if row is None else (row[0], row[1])


async def accept(db: AsyncSession, person: Person, code: Code) -> Role | None:
    """Take up the role; return None if the last use has just gone. Whoever has the role already takes no use."""
    if (role := await _already(db, person, code)) is not None:
        return role
    if code.role_kind is None or not await stands(db, code) or not await codes.use_up(db, code):
        return None
    now = clock.now()
    role = Role(
        person_id=person.id,
        kind=code.role_kind,
        status=RoleStatus.ACTIVE,
        group_id=code.group_id,
        ward_code=code.ward_code,
        organisation_id=code.organisation_id,
        requested_at=now,
        decided_at=now,
        decided_by_id=code.created_by_id,
    )
    db.add(role)
    if code.organisation_id is not None and code.role_kind is RoleKind.VOLUNTEER:
        mine = update(Volunteer).where(Volunteer.person_id == person.id)
        await db.execute(mine.values(organisation_id=code.organisation_id))
    if code.group_id is not None:
        await settle_in(db, person, await db.get_one(ResidentialGroup, code.group_id))
    await db.flush()
    facts = {"organisation": code.organisation_id} if code.organisation_id is not None else {}
    await acts.record(db, person, ACCEPT_INVITATION, role=role.id, group=code.group_id, **facts)
    await _tell_inviter(db, person, role, code)
    return role


async def settle_in(db: AsyncSession, person: Person, group: ResidentialGroup) -> None:
    """Show the group from now on, and put into it who had named it while nobody led it."""
    group.active = True
    person.group_id, person.ward_code = person.group_id or group.id, person.ward_code or group.ward_code
    await db.flush()
    await without_group.place_who_named(db, group.ward_code, [group])


async def _tell_inviter(db: AsyncSession, person: Person, role: Role, code: Code) -> None:
    # A code goes from hand to hand: whoever invites sees who comes by it, and can refuse a member.
    if role.kind is RoleKind.ADMINISTRATOR:
        joined = _("{Name} is an administrator from now on, by an invitation.", name=labels.person(person))
        await tell_administrators(db, say(joined, option(_("🚫 End this role"), "revoke", role=role.id)), {person.id})
    elif code.created_by_id is not None:
        await outbox.tell(db, await db.get_one(Person, code.created_by_id), await _joined(db, person, role))


async def tell_administrators(db: AsyncSession, words: Say, but: Collection[int]) -> None:
    for one in await identity.administrators(db):
        if one.id not in but:
            await outbox.tell(db, one, words)


async def _joined(db: AsyncSession, person: Person, role: Role) -> Say:
    facts = {"name": labels.person(person), "title": permissions.title(role.kind, await permissions.held_at(db, role))}
    is_member = role.organisation_id is not None and role.kind in MEMBERS
    not_ours = (option(_("🚫 Not one of ours"), "dismiss_member", role=role.id),) if is_member else ()
    return say(_("{name} has used your code and is now {title}.", **facts), *not_ours)


async def _already(db: AsyncSession, person: Person, code: Code) -> Role | None:
    has = (role for role in await identity.roles_of(db, person) if role.kind is code.role_kind)
    wanted = Place(code.ward_code, code.group_id, code.organisation_id)
    return next((role for role in has if identity.place_of(role) == wanted), None)
