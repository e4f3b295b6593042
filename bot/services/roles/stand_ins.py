"""«Nhờ người trông tổ» and «bàn giao»: somebody agrees to lead a group for a while, or for good from a day on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Option, Say, no, option, say, yes
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines
from bot.services.access import acts, codes, permissions
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.services.roles import handover
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Code, Person, Role, in_force, leads
from bot.storage.tables.places import ResidentialGroup

ASK_STAND_IN = acts.ActKind("ask_stand_in")
TAKE_OVER = acts.ActKind("take_over")
END_STAND_IN = acts.ActKind("end_stand_in")
HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")


@dataclass(frozen=True)
class Term:
    """From `since` (None: at once) until `until` (None: for good); `alone` if who asks has no rights meanwhile."""

    since: datetime | None = None
    until: datetime | None = None
    alone: bool = True


async def own_role(db: AsyncSession, by: Person, group: ResidentialGroup) -> Role:
    held = [role for role in await identity.roles_of(db, by) if role.kind is RoleKind.LEADER]
    found = next((role for role in held if role.group_id == group.id), None)
    if found is None:
        raise NotAllowed(Right.LEAD_GROUP)
    return found


async def to_hand_over(db: AsyncSession, by: Person, group: ResidentialGroup) -> Role:
    """Return their own role, or that of the leader for whom whoever acts for leaders hands over. Raise NotAllowed."""
    if not await permissions.may(db, by, Right.ACT_FOR_LEADERS, group):
        return await own_role(db, by, group)
    role: Role | None = await db.scalar(select(Role).where(leads(), Role.group_id == group.id).order_by(Role.id))
    if role is None:
        raise NotAllowed(Right.LEAD_GROUP)
    return role


async def ask(
    db: AsyncSession, by: Person, group: ResidentialGroup, term: Term, whom: Person | None
) -> tuple[Code, Act]:
    """Ask `whom`, or whoever is given the code; an earlier request ends.

    A stand-in cannot ask for longer than their own term. A leader for whom it is done hears of it. Raise NotAllowed.
    """
    role = await to_hand_over(db, by, group)
    if role.ends_at is not None and (term.until is None or term.until > role.ends_at):
        raise NotAllowed(Right.LEAD_GROUP)
    await db.execute(update(Code).where(Code.stands_in_for_id == role.id).values(uses_left=0))
    code = await codes.invite(db, by, RoleKind.LEADER, group_id=group.id, ward_code=group.ward_code)
    code.stands_in_for_id, code.alone = role.id, term.alone
    code.role_starts_at, code.role_ends_at = term.since, term.until
    if whom is not None:
        code.person_id = whom.id
        await outbox.tell(db, whom, await _asks(by, group, code))
    if role.person_id != by.id:
        words = _(
            "{name} of the ward is looking for somebody to lead {group} after you. You hear when it is settled.",
            name=labels.person(by),
            group=labels.group(group),
        )
        await outbox.tell(db, await db.get_one(Person, role.person_id), say(words, _PERSON))
    await db.flush()
    return code, await acts.record(db, by, ASK_STAND_IN, code=code.text, group=group.id)


async def candidates(db: AsyncSession, by: Person, group: ResidentialGroup) -> list[Person]:
    role = await to_hand_over(db, by, group)
    reached = select(Address.id).where(
        Address.person_id == Person.id, Address.cut_off_at.is_(None), Address.unreachable_at.is_(None)
    )
    helps = select(Role.person_id).where(Role.group_id == group.id, Role.kind == RoleKind.VOLUNTEER, in_force())
    helpers = Person.id.in_(helps)
    rows = await db.scalars(
        select(Person)
        .where(helpers | (Person.group_id == group.id), Person.id.not_in((by.id, role.person_id)), reached.exists())
        .where(Person.name.is_not(None), Person.erased_at.is_(None), Person.merged_into_id.is_(None))
        .order_by(case((helpers, 0), else_=1), Person.id)
    )
    return list(rows)


async def asked_by(db: AsyncSession, person: Person, code: Code | None) -> tuple[Person, ResidentialGroup] | None:
    """Return the leader who asks, and the group; None if the code is for another person or no longer good."""
    if code is None or code.stands_in_for_id is None or code.person_id not in (None, person.id):
        return None
    role = await handover.of_id(db, code.stands_in_for_id)
    past = code.role_ends_at is not None and code.role_ends_at <= clock.now()
    if role is None or role.person_id == person.id or past:
        return None
    return await db.get_one(Person, role.person_id), await db.get_one(ResidentialGroup, role.group_id)


async def accept(db: AsyncSession, person: Person, code: Code) -> Role | None:
    """Take over at once if a human approved the person before, else when one does; return None if it is too late."""
    asked = await asked_by(db, person, code)
    if asked is None or not await codes.use_up(db, code):
        return None
    approved = await handover.is_approved(db, person, asked[1])
    now = clock.now()
    role = Role(
        person_id=person.id,
        kind=RoleKind.LEADER,
        status=RoleStatus.ACTIVE if approved else RoleStatus.REQUESTED,
        group_id=code.group_id,
        ward_code=code.ward_code,
        requested_at=now,
        starts_at=code.role_starts_at,
        ends_at=code.role_ends_at,
        stands_in_for_id=code.stands_in_for_id,
        alone=code.alone,
    )
    if approved:
        role.decided_at, role.decided_by_id = now, asked[0].id
    db.add(role)
    await db.flush()
    await acts.record(db, person, TAKE_OVER, role=role.id, group=code.group_id, of=asked[0].id)
    if approved:
        await begun(db, role)
    return role


async def decline(db: AsyncSession, person: Person, code: Code) -> None:
    asked = await asked_by(db, person, code)
    if asked is None or not await codes.use_up(db, code):
        return
    words = _("{name} cannot look after {group} this time.", name=labels.person(person), group=labels.group(asked[1]))
    again = option(_("🤝 Ask somebody else"), "stand_in")
    await outbox.tell(db, asked[0], say(words, again, HOME))


async def begun(db: AsyncSession, role: Role) -> None:
    of = await handover.other_side(db, role)
    if of is None:
        return
    person, group = await db.get_one(Person, role.person_id), await db.get_one(ResidentialGroup, role.group_id)
    words = lines(
        _("{name} has agreed.", name=labels.person(person)),
        handover.term(group, labels.person(person), role),
        _("Your own rights rest meanwhile.") if role.alone and role.ends_at else None,
    )
    await outbox.tell(db, of, say(words, *_back(role, _("⏪ Take it back now")), HOME))
    await handover.role_changed(db, role)


async def end(db: AsyncSession, by: Person, role_id: int) -> Act | None:
    role = await db.get(Role, role_id, populate_existing=True)
    of = None if role is None else await handover.other_side(db, role)
    if role is None or of is None or by.id not in (role.person_id, of.id):
        raise NotAllowed(Right.LEAD_GROUP)
    until = role.ends_at
    if not await handover.finish(db, role):
        return None
    group = await db.get_one(ResidentialGroup, role.group_id)
    other = await db.get_one(Person, role.person_id) if by.id == of.id else of
    who, name = labels.person(by), labels.group(group)
    words = _("{name} leads {group} again from now on. Thank you for looking after it!", name=who, group=name)
    if other is of:
        words = _("{name} has given {group} back: you lead it again from now on.", name=who, group=name)
    await outbox.tell(db, other, say(words, HOME))
    return await acts.record(db, by, END_STAND_IN, role=role.id, ends=until.isoformat() if until else None)


async def undo_end(db: AsyncSession, act: Act) -> Text | None:
    ends = act.facts["ends"]
    until = datetime.fromisoformat(ends) if ends else None
    if until is not None and until <= clock.now():
        return None
    again = await changed(
        db,
        update(Role)
        .where(Role.id == act.facts["role"], Role.status == RoleStatus.ENDED)
        .values(status=RoleStatus.ACTIVE, ends_at=until),
    )
    if not again:
        return None
    role = await db.get_one(Role, act.facts["role"], populate_existing=True)
    await begun(db, role)
    return _("All right, it goes on as it was agreed.")


async def of(db: AsyncSession, person: Person) -> list[Role]:
    now = clock.now()
    mine = select(Role.id).where(Role.person_id == person.id)
    rows = await db.scalars(
        select(Role)
        .where((Role.stands_in_for_id.in_(mine)) | (Role.person_id == person.id))
        .where(Role.stands_in_for_id.is_not(None), Role.status == RoleStatus.ACTIVE)
        .where(Role.ends_at.is_not(None) & (Role.ends_at > now) | (Role.starts_at > now))
        .order_by(Role.id)
    )
    return list(rows)


async def _asks(by: Person, group: ResidentialGroup, code: Code) -> Say:
    return say(
        what_is_asked(by, group, code),
        yes(_("✅ I will"), "take_over", code=code.text, takes=True),
        no(_("❌ I cannot"), "take_over", code=code.text, takes=False),
    )


def what_is_asked(by: Person, group: ResidentialGroup, code: Code) -> Text:
    name, place = labels.person(by), labels.group(group)
    return lines(
        _("{name} asks you to lead {group}.", name=name, group=place),
        handover.span(code.role_starts_at, code.role_ends_at),
        _("The lists, reminders and calls of {group} would come to you.", group=place),
    )


def _back(role: Role, label: Text) -> tuple[Option, ...]:
    return (option(label, "end_stand_in", role=role.id),) if role.ends_at is not None else ()
