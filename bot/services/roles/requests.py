"""Requests for a role: sent to those who may decide, and decided once by one of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, option, say, yes
from bot.domain.access.rights import Right, holders
from bot.domain.people.person import RoleKind, RoleStatus
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.messaging import command_menu, outbox
from bot.services.roles import handover, invitations, stand_ins
from bot.services.volunteers import rota
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, Slip, in_force
from bot.storage.tables.places import ResidentialGroup

ASK_TO_LEAD = acts.ActKind("ask_to_lead")
DECIDE = acts.ActKind("decide")
_RIGHT = {RoleKind.LEADER: Right.APPROVE_LEADERS, RoleKind.VOLUNTEER: Right.APPROVE_VOLUNTEERS}
_HOME = option(_("🏠 Home"), "home")
_WAYS_ON = {
    RoleKind.LEADER: (_HOME,),
    RoleKind.VOLUNTEER: (option(_("🗓 Classes that need somebody"), "take_shift"), _HOME),
}
_SHOWN = 3


@dataclass(frozen=True)
class Request:
    """Somebody who asks for a role in a residential group."""

    role: Role
    person: Person
    group: ResidentialGroup


@dataclass(frozen=True)
class Decision:
    """The request as it stands now; no act if somebody else had decided before."""

    request: Request
    act: Act | None = None


async def ask_to_lead(db: AsyncSession, person: Person, group: ResidentialGroup) -> Role:
    if (role := await standing(db, person, group)) is not None:
        return role
    role = await request(db, person, RoleKind.LEADER, group)
    await acts.record(db, person, ASK_TO_LEAD, role=role.id, group=group.id)
    return role


async def request(
    db: AsyncSession, person: Person, kind: RoleKind, group: ResidentialGroup, slip: Slip | None = None
) -> Role:
    """Write down that somebody asks for a role, by a slip or without, and tell those who may decide."""
    role = Role(
        person_id=person.id,
        kind=kind,
        status=RoleStatus.REQUESTED,
        group_id=group.id,
        ward_code=group.ward_code,
        requested_at=clock.now(),
    )
    db.add(role)
    await db.flush()
    if slip is not None:
        slip.role_id = role.id
        await db.flush()
    await _tell_deciders(db, Request(role, person, group))
    return role


async def undo_ask_to_lead(db: AsyncSession, act: Act) -> Text | None:
    gone = await changed(
        db,
        update(Role)
        .where(Role.id == act.facts["role"], Role.status == RoleStatus.REQUESTED)
        .values(status=RoleStatus.ENDED, ends_at=clock.now()),
    )
    return _("All right, your request is taken back.") if gone else None


async def take_over(db: AsyncSession, person: Person, code: Code) -> Role | None:
    """Agree to stand in or to follow; the deciders are told, and decide if nobody approved the person before."""
    role = await stand_ins.accept(db, person, code)
    if role is None:
        return None
    request = Request(role, person, await db.get_one(ResidentialGroup, role.group_id))
    if role.status is RoleStatus.REQUESTED:
        await _tell_deciders(db, request)
        return role
    told = say(
        handover.term(request.group, labels.person(person), role),
        option(_("🚫 End this role"), "revoke", role=role.id),
        _HOME,
    )
    for decider in await deciders(db, request.role.kind, request.group):
        if decider.id != person.id:
            await outbox.tell(db, decider, told)
    return role


async def standing(db: AsyncSession, person: Person, group: ResidentialGroup) -> Role | None:
    active = (Role.status == RoleStatus.ACTIVE) & (Role.group_id == group.id)
    role: Role | None = await db.scalar(
        select(Role)
        .where(Role.person_id == person.id, Role.kind == RoleKind.LEADER)
        .where(active | (Role.status == RoleStatus.REQUESTED))
        .order_by(Role.status, Role.id)
        .limit(1)
    )
    return role


async def _tell_deciders(db: AsyncSession, request: Request) -> int:
    asked = await deciders(db, request.role.kind, request.group)
    words = await card(db, request)
    for decider in asked:
        await outbox.tell(db, decider, words)
    return len(asked)


async def card(db: AsyncSession, request: Request) -> Say:
    role_id = request.role.id
    asks = _(
        "{name} asks to be {title}.",
        name=request.person.name or "…",
        title=permissions.title(request.role.kind, await permissions.full_name(db, request.group)),
    )
    of = await handover.other_side(db, request.role)
    follows = None
    if of is not None:
        span = handover.span(request.role.starts_at, request.role.ends_at)
        follows = lines(_("{name} has asked them to.", name=labels.person(of)), span)
    return say(
        lines(asks, follows, await _by_slip(db, request.role)),
        yes(_("✅ Approve"), "decide", role=role_id, approve=True),
        no(_("❌ Decline"), "decide", role=role_id, approve=False),
    )


async def _by_slip(db: AsyncSession, role: Role) -> Text | None:
    found = await invitations.slip_of(db, role)
    if found is None:
        return None
    by = labels.person(found[1])
    if found[0].for_name is None:
        return _("By a slip that {name} gave out.", name=by)
    return _("By the slip for «{of}» that {name} gave out.", of=verbatim(found[0].for_name), name=by)


async def open_for(db: AsyncSession, person: Person) -> list[Request]:
    found = await _found(db, Role.status == RoleStatus.REQUESTED)
    return [request for request in found if await permissions.may(db, person, _RIGHT[request.role.kind], request.group)]


async def decide(db: AsyncSession, by: Person, role_id: int, *, approve: bool) -> Decision | None:
    """Decide once: if two decide at the same time, the first counts. Return None if there is no such request.

    Raise NotAllowed.
    """
    found = await _found(db, Role.id == role_id)
    if not found:
        return None
    request = found[0]
    await permissions.must(db, by, _RIGHT[request.role.kind], request.group)
    if not await _settle(db, by, role_id, RoleStatus.ACTIVE if approve else RoleStatus.ENDED):
        await db.refresh(request.role)
        return Decision(request)
    await db.refresh(request.role)
    if approve and request.role.kind is RoleKind.LEADER:
        await invitations.settle_in(db, request.person, request.group)
    await outbox.tell(db, request.person, await _answer(db, request, approve=approve))
    await command_menu.refresh(db, request.person)
    if approve:
        await stand_ins.begun(db, request.role)
    return Decision(request, await acts.record(db, by, DECIDE, role=role_id))


async def reopen(db: AsyncSession, act: Act) -> Request | None:
    request = (await _found(db, Role.id == act.facts["role"]))[0]
    if not await permissions.may(db, await db.get_one(Person, act.by_id), _RIGHT[request.role.kind], request.group):
        return None
    undone = await changed(
        db,
        update(Role)
        .where(Role.id == request.role.id, Role.decided_by_id == act.by_id, Role.status != RoleStatus.REQUESTED)
        .values(status=RoleStatus.REQUESTED, decided_at=None, decided_by_id=None),
    )
    if not undone:
        return None
    await outbox.tell(db, request.person, say(_("Please wait a little more: your request is being looked at again.")))
    await command_menu.refresh(db, request.person)
    return request


async def _settle(db: AsyncSession, by: Person, role_id: int, status: RoleStatus) -> bool:
    return await changed(
        db,
        update(Role)
        .where(Role.id == role_id, Role.status == RoleStatus.REQUESTED)
        .values(status=status, decided_at=clock.now(), decided_by_id=by.id),
    )


async def _answer(db: AsyncSession, request: Request, *, approve: bool) -> Say:
    title = permissions.title(request.role.kind, labels.group(request.group))
    if approve:
        thanks = _("You are now {title}. Thank you for your time!", title=title)
        return say(lines(thanks, await _needing(db, request)), *_WAYS_ON[request.role.kind])
    return say(
        _("Thank you for offering to be {title}. It could not be confirmed this time.", title=title),
        option(_("🙋 Talk to a person"), "person"),
    )


async def _needing(db: AsyncSession, request: Request) -> Text | None:
    if request.role.kind is not RoleKind.VOLUNTEER:
        return None
    found = await rota.open_to(db, request.person, _SHOWN)
    listed = [_("• {session}", session=labels.session_line(details)) for details in found]
    return lines(_("These classes need somebody:"), *listed) if listed else None


async def deciders(db: AsyncSession, kind: RoleKind, group: ResidentialGroup) -> list[Person]:
    right = _RIGHT[kind]
    candidates = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(holders(right)), in_force())
        .where(
            (Role.group_id == group.id)
            | Role.group_id.is_(None) & ((Role.ward_code.is_(None)) | (Role.ward_code == group.ward_code))
        )
        .distinct()
        .order_by(Person.id)
    )
    return [person for person in candidates if await permissions.may(db, person, right, group)]


async def _found(db: AsyncSession, condition: ColumnElement[bool]) -> list[Request]:
    rows = await db.execute(
        select(Role, Person, ResidentialGroup)
        .join(Person, Person.id == Role.person_id)
        .join(ResidentialGroup, ResidentialGroup.id == Role.group_id)
        .where(condition, Role.kind.in_(_RIGHT))
        .order_by(Role.requested_at, Role.id)
    )
    return [Request(*row) for row in rows]
