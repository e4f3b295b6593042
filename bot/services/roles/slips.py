"""Invitations on paper, many at once: each for one use and one place, and confirmed before it opens anything."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import GIVEN_BY, Place, Right
from bot.domain.lists.invited import Invited, OrganisationName
from bot.domain.people.person import MEMBERS, RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.i18n import Text, lines, n_
from bot.services.access import acts, codes, permissions
from bot.services.access.permissions import Host
from bot.services.roles import invitations, organisation_changes, requests
from bot.services.volunteers import organisations
from bot.services.volunteers.organisations import NamedOrganisation
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, Slip, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup

INVITE_MANY = acts.ActKind("invite_many")
ASK_TO_SPEAK = acts.ActKind("ask_to_speak")
WITHDRAW_INVITATIONS = acts.ActKind("withdraw_invitations")


@dataclass(frozen=True)
class Invitation:
    """An invitation that nobody has used yet, and the name on its slip, if it is one."""

    code: Code
    name: str | None


async def make(
    db: AsyncSession, by: Person, ward_code: str, invited: Sequence[Invited]
) -> tuple[list[tuple[Code, Host, str]], Act]:
    """Invite who leads groups and who speaks for organisations of one ward, each by a slip. Raise NotAllowed."""
    for right in (Right.INVITE_LEADERS, Right.INVITE_ORGANISERS):
        if not await permissions.may_at(db, by, right, Place(ward_code)):
            raise NotAllowed(right)
    made = []
    for one in invited:
        code, host = await _invited(db, by, ward_code, one)
        db.add(Slip(code=code.text, for_name=one.name or None))
        made.append((code, host, one.name))
    await db.flush()
    facts = {"ward": ward_code, "codes": [code.text for code, _host, _name in made]}
    return made, await acts.record(db, by, INVITE_MANY, **facts)


async def make_for_members(
    db: AsyncSession, by: Person, organisation: Organisation, names: Sequence[str]
) -> tuple[list[tuple[Code, Host, str]], Act]:
    """Invite each to be one of the organisation's people, by a slip. Raise NotAllowed."""
    await organisations.must(db, by, Right.INVITE_MEMBERS, organisation.id)
    kind, made = organisations.member_kind(organisation), list[tuple[Code, Host, str]]()
    for name in names:
        code = await codes.invite(db, by, kind, lives=codes.SLIP_LIVES, organisation_id=organisation.id)
        db.add(Slip(code=code.text, for_name=name or None))
        made.append((code, organisation, name))
    await db.flush()
    facts = {"organisation": organisation.id, "codes": [code.text for code, _host, _name in made]}
    return made, await acts.record(db, by, INVITE_MANY, **facts)


async def _invited(db: AsyncSession, by: Person, ward_code: str, one: Invited) -> tuple[Code, Host]:
    if isinstance(one.at, OrganisationName):
        host = await _organisation(db, ward_code, one.at)
        return await codes.invite(db, by, RoleKind.ORGANISER, lives=codes.SLIP_LIVES, organisation_id=host.id), host
    group = await permissions.group_of_name(db, ward_code, one.at.kind, one.at.name)
    scope: dict[str, int | str | None] = {"group_id": group.id, "ward_code": ward_code}
    return await codes.invite(db, by, RoleKind.LEADER, 1, codes.SLIP_LIVES, **scope), group


async def _organisation(db: AsyncSession, ward_code: str, named: OrganisationName) -> Organisation:
    known = [one for one in await organisation_changes.alike(db, named.name, ward_code) if one.ward_code == ward_code]
    if known:
        return known[0]
    return await organisations.found_or_made(db, NamedOrganisation(named.kind, named.name, ward_code))


async def undo_make(db: AsyncSession, act: Act) -> Text | None:
    gone = await _close(db, act.facts["codes"])
    if not gone:
        return None
    used = len(act.facts["codes"]) - len(gone)
    return lines(
        n_("One slip is taken back: it opens nothing.", "{n} slips are taken back: they open nothing.", len(gone)),
        n_("One has been used already: /requests.", "{n} have been used already: /requests.", used) if used else None,
    )


async def of_code(db: AsyncSession, code: Code) -> Slip | None:
    return await db.get(Slip, code.text)


async def ask(db: AsyncSession, person: Person, code: Code, slip: Slip) -> Role | None:
    """Ask for the role by the slip, which is then used up; return None if somebody else was first."""
    if code.organisation_id is not None:
        return await _ask_organisation(db, person, code, slip)
    group = await db.get_one(ResidentialGroup, code.group_id)
    standing = await requests.standing(db, person, group)
    if standing is not None and standing.status is RoleStatus.ACTIVE:
        return standing
    if not await codes.use_up(db, code):
        return None
    if standing is not None and standing.group_id == group.id:
        slip.role_id = standing.id
        return standing
    role = await requests.request(db, person, RoleKind.LEADER, group, slip)
    await acts.record(db, person, requests.ASK_TO_LEAD, role=role.id, group=group.id)
    return role


async def _ask_organisation(db: AsyncSession, person: Person, code: Code, slip: Slip) -> Role | None:
    organisation, kind = await db.get_one(Organisation, code.organisation_id), code.role_kind or RoleKind.RESIDENT
    mine = select(Role).where(Role.person_id == person.id, Role.kind == kind)
    asked = (Role.organisation_id == organisation.id, in_force() | (Role.status == RoleStatus.REQUESTED))
    standing: Role | None = await db.scalar(mine.where(*asked).order_by(Role.status, Role.id).limit(1))
    if standing is not None and standing.status is RoleStatus.ACTIVE:
        return standing
    if not organisation.active or not await codes.use_up(db, code):
        return None
    if standing is not None:
        slip.role_id = standing.id
        return standing
    role = await requests.request(db, person, kind, organisation, slip)
    await acts.record(db, person, ASK_TO_SPEAK, role=role.id, organisation=organisation.id)
    return role


async def unused(db: AsyncSession, by: Person) -> list[Invitation]:
    """Return those to roles that are theirs to give, also those that others have made, soonest to end first."""
    rows = await db.execute(
        select(Code, Slip.for_name)
        .outerjoin(Slip, Slip.code == Code.text)
        .where(Code.purpose == codes.ROLE, Code.uses_left > 0, Code.expires_at > clock.now())
        .where(Code.role_kind.in_(set(GIVEN_BY) - set(MEMBERS)) | Slip.code.is_not(None))
        .where(Code.stands_in_for_id.is_(None))
        .order_by(Code.expires_at, Code.group_id, Code.text)
    )
    return [Invitation(code, name) for code, name in rows if await invitations.may_give(db, by, code)]


async def withdraw(db: AsyncSession, by: Person, which: Collection[str]) -> tuple[int, Act] | None:
    """Close those of these that are theirs; return how many, None if all were used, closed or over already."""
    theirs = {one.code.text for one in await unused(db, by)} & set(which)
    gone = await _close(db, theirs)
    if not gone:
        return None
    return len(gone), await acts.record(db, by, WITHDRAW_INVITATIONS, codes=gone)


async def undo_withdraw(db: AsyncSession, act: Act) -> Text | None:
    again = await db.scalars(
        update(Code)
        .where(Code.text.in_(act.facts["codes"]), Code.uses_left == 0, Code.expires_at > clock.now())
        .values(uses_left=1)
        .returning(Code.text)
    )
    n = len(again.all())
    return n_("One invitation is good again.", "{n} invitations are good again.", n) if n else None


async def _close(db: AsyncSession, which: Collection[str]) -> list[str]:
    gone = await db.scalars(
        update(Code).where(Code.text.in_(which), Code.uses_left > 0).values(uses_left=0).returning(Code.text)
    )
    return sorted(gone.all())
