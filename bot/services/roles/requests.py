"""Requests for a role: sent to those who may decide, and decided once by one of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, option, say, yes
from bot.domain.access.rights import Place, Right, holders
from bot.domain.people.person import MEMBERS, RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.access.permissions import Host
from bot.services.messaging import command_menu, outbox
from bot.services.roles import handover, invitations, stand_ins
from bot.services.volunteers import rota
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person, Role, Slip, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup
from bot.storage.tables.volunteers import Volunteer

ASK_TO_LEAD = acts.ActKind("ask_to_lead")
DECIDE = acts.ActKind("decide")
_RIGHT = {
    RoleKind.LEADER: Right.APPROVE_LEADERS,
    RoleKind.VOLUNTEER: Right.APPROVE_VOLUNTEERS,
    RoleKind.ORGANISER: Right.INVITE_ORGANISERS,
    RoleKind.RESIDENT: Right.INVITE_MEMBERS,  # who learns where they work or go to school
}
_HOME = option(_("🏠 Home"), "home")
_WAYS_ON = {
    RoleKind.LEADER: (_HOME,),
    RoleKind.VOLUNTEER: (option(_("🗓 Classes that need somebody"), "take_shift"), _HOME),
    RoleKind.ORGANISER: (option(_("➕ Register a class"), "register_course"), _HOME),
    RoleKind.RESIDENT: (option(_("📝 Join a class"), "sign_up"), _HOME),
}
_SHOWN = 3


@dataclass(frozen=True)
class Request:
    """Somebody who asks for a role in a residential group or an organisation."""

    role: Role
    person: Person
    host: Host

    @property
    def place(self) -> Text:
        return verbatim(self.host.name) if isinstance(self.host, Organisation) else labels.group(self.host)


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


async def request(db: AsyncSession, person: Person, kind: RoleKind, host: Host, slip: Slip | None = None) -> Role:
    """Write down that somebody asks for a role, by a slip or without, and tell those who may decide."""
    role = Role(
        person_id=person.id,
        kind=kind,
        status=RoleStatus.REQUESTED,
        **_scope(host),
        requested_at=clock.now(),
    )
    db.add(role)
    await db.flush()
    if slip is not None:
        slip.role_id = role.id
        await db.flush()
    await _tell_deciders(db, Request(role, person, host))
    return role


def _scope(host: Host) -> dict[str, int | str]:
    if isinstance(host, Organisation):
        return {"organisation_id": host.id}
    return {"group_id": host.id, "ward_code": host.ward_code}


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
    group = await db.get_one(ResidentialGroup, role.group_id)
    request = Request(role, person, group)
    if role.status is RoleStatus.REQUESTED:
        await _tell_deciders(db, request)
        return role
    told = say(
        handover.term(group, labels.person(person), role),
        option(_("🚫 End this role"), "revoke", role=role.id),
        _HOME,
    )
    for decider in await deciders(db, request):
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
    asked = await deciders(db, request)
    words = await card(db, request)
    for decider in asked:
        await outbox.tell(db, decider, words)
    return len(asked)


async def card(db: AsyncSession, request: Request) -> Say:
    role_id = request.role.id
    asks = _(
        "{name} asks to be {title}.",
        name=request.person.name or "…",
        title=permissions.title(request.role.kind, await permissions.held_at(db, request.role)),
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
    return [request for request in found if await _may_decide(db, person, request)]


async def _may_decide(db: AsyncSession, person: Person, request: Request) -> bool:
    right, host = _RIGHT[request.role.kind], request.host
    if isinstance(host, Organisation) and request.role.kind in MEMBERS:
        ours = await permissions.may_at(db, person, Right.INVITE_MEMBERS, Place(organisation=host.id))
        return ours or await permissions.may_at(db, person, Right.APPROVE_VOLUNTEERS, Place(host.ward_code))
    if isinstance(host, Organisation):
        return await permissions.may_at(db, person, right, Place(host.ward_code))
    return await permissions.may(db, person, right, host)


async def decide(db: AsyncSession, by: Person, role_id: int, *, approve: bool) -> Decision | None:
    """Decide once: if two decide at the same time, the first counts. Return None if there is no such request.

    Raise NotAllowed.
    """
    found = await _found(db, Role.id == role_id)
    if not found:
        return None
    request = found[0]
    if not await _may_decide(db, by, request):
        raise NotAllowed(_RIGHT[request.role.kind])
    if not await _settle(db, by, role_id, RoleStatus.ACTIVE if approve else RoleStatus.ENDED):
        await db.refresh(request.role)
        return Decision(request)
    await db.refresh(request.role)
    if approve and request.role.kind is RoleKind.VOLUNTEER and isinstance(request.host, Organisation):
        theirs = update(Volunteer).where(Volunteer.person_id == request.person.id)
        await db.execute(theirs.values(organisation_id=request.host.id))
    if approve and request.role.kind is RoleKind.LEADER and isinstance(request.host, ResidentialGroup):
        await invitations.settle_in(db, request.person, request.host)
    await outbox.tell(db, request.person, await _answer(db, request, approve=approve))
    await command_menu.refresh(db, request.person)
    if approve:
        await stand_ins.begun(db, request.role)
    return Decision(request, await acts.record(db, by, DECIDE, role=role_id))


async def reopen(db: AsyncSession, act: Act) -> Request | None:
    request = (await _found(db, Role.id == act.facts["role"]))[0]
    if not await _may_decide(db, await db.get_one(Person, act.by_id), request):
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
    title = permissions.title(request.role.kind, request.place)
    if approve and request.role.kind is RoleKind.RESIDENT:
        return say(_("Thank you! You are now {title}.", title=title), *_WAYS_ON[request.role.kind])
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


async def deciders(db: AsyncSession, request: Request) -> list[Person]:
    host = request.host
    if isinstance(host, Organisation) and request.role.kind in MEMBERS:
        speaks = (Role.kind == RoleKind.ORGANISER, Role.organisation_id == host.id, in_force())
        theirs = await db.scalars(
            select(Person).join(Role, Role.person_id == Person.id).where(*speaks).distinct().order_by(Person.id)
        )
        if found := list(theirs):
            return found
    nearest = Role.group_id == host.id if isinstance(host, ResidentialGroup) else false()
    candidates = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(holders(_RIGHT[request.role.kind])), in_force())
        .where(nearest | Role.group_id.is_(None) & ((Role.ward_code.is_(None)) | (Role.ward_code == host.ward_code)))
        .distinct()
        .order_by(Person.id)
    )
    return [person for person in candidates if await _may_decide(db, person, request)]


async def _found(db: AsyncSession, condition: ColumnElement[bool]) -> list[Request]:
    rows = await db.execute(
        select(Role, Person, ResidentialGroup, Organisation)
        .join(Person, Person.id == Role.person_id)
        .outerjoin(ResidentialGroup, ResidentialGroup.id == Role.group_id)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(condition, Role.kind.in_(_RIGHT))
        .order_by(Role.requested_at, Role.id)
    )
    found = [(role, person, organisation if group is None else group) for role, person, group, organisation in rows]
    return [Request(role, person, host) for role, person, host in found if host is not None]
