"""From one leader to the next: what begins, what ends by itself on its day, and what both are told."""

from datetime import datetime, timedelta

from sqlalchemy import exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.courses import SessionStatus
from bot.domain.people.person import LEADING, RoleKind, RoleStatus, ToldVia
from bot.i18n import Text, _, lines, n_
from bot.services.access import page_sessions
from bot.services.calls import call_queue
from bot.services.messaging import command_menu, outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage import session_queries
from bot.storage.base import NOW
from bot.storage.database import changed, count_changed
from bot.storage.piecewise import each
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Person, Role, in_force, leads
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")
_A_MOMENT = timedelta(seconds=1)


async def of_id(db: AsyncSession, role_id: int) -> Role | None:
    role: Role | None = await db.scalar(select(Role).where(Role.id == role_id, in_force()))
    return role


async def former_group(db: AsyncSession, person: Person) -> ResidentialGroup | None:
    """Return the group they led and do not lead now; None for a present leader and who never led one."""
    if await identity.role_of(db, person, RoleKind.LEADER) is not None:
        return None
    led = (Role.person_id == person.id, Role.kind == RoleKind.LEADER, Role.decided_at.is_not(None))
    begun = Role.starts_at.is_(None) | (Role.starts_at <= clock.now())
    ended = Role.ends_at.is_not(None) | (Role.status == RoleStatus.ACTIVE)
    found: ResidentialGroup | None = await db.scalar(
        select(ResidentialGroup)
        .join(Role, Role.group_id == ResidentialGroup.id)
        .where(*led, begun, ended)
        .order_by(Role.id.desc())
        .limit(1)
    )
    return found


async def is_approved(db: AsyncSession, person: Person, group: ResidentialGroup) -> bool:
    """Return whether a human approved them before: to lead in the ward, or for any role in this group."""
    return any(
        role.group_id == group.id or (role.kind in LEADING and role.ward_code == group.ward_code)
        for role in await identity.roles_of(db, person)
        if role.kind is not RoleKind.RESIDENT
    )


async def other_side(db: AsyncSession, role: Role) -> Person | None:
    if role.stands_in_for_id is None:
        return None
    return await db.get_one(Person, (await db.get_one(Role, role.stands_in_for_id)).person_id)


async def role_changed(db: AsyncSession, role: Role) -> None:
    """Refresh the commands of both; whoever is no longer staff loses the page and the names held to call."""
    both = [await db.get_one(Person, role.person_id), await other_side(db, role)]
    for person in both:
        if person is None:
            continue
        await command_menu.refresh(db, person)
        if not await identity.has_any_role(db, person, LEADING):
            await page_sessions.end_all(db, person)
            await call_queue.give_back_all(db, person)


async def finish(db: AsyncSession, role: Role) -> bool:
    ended = await changed(
        db,
        update(Role)
        .where(Role.id == role.id, Role.status != RoleStatus.ENDED)
        .values(status=RoleStatus.ENDED, ends_at=clock.now()),
    )
    await db.refresh(role)
    if ended:
        await role_changed(db, role)
        await without_leader(db, role)
    return ended


async def without_leader(db: AsyncSession, role: Role) -> None:
    """Tell those who now see to a group without a leader what is ahead there."""
    if role.kind is not RoleKind.LEADER or role.group_id is None or await session_queries.leaders(db, role.group_id):
        return
    planned = (ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > clock.now())
    courses = select(Course.id).where(Course.group_id == role.group_id)
    ahead = select(func.count(ClassSession.id)).where(ClassSession.course_id.in_(courses), *planned)
    n = await db.scalar(ahead) or 0
    if not n:
        return
    group = labels.group(await db.get_one(ResidentialGroup, role.group_id))
    words = lines(
        n_(
            "Nobody leads {group} any more, and one class is ahead there.",
            "Nobody leads {group} any more, and {n} classes are ahead there.",
            n,
            group=group,
        ),
        _("Roll calls, calls and missing helpers of {group} come to you until it has a leader.", group=group),
    )
    for person in await session_queries.in_charge(db, role.group_id):
        invite = option(_("✉️ Invite a leader"), "invite_leader")
        plan = Plan(key=f"without-leader:{role.id}:{person.id}")
        await outbox.tell(db, person, say(words, invite, option(_("☎️ Call them, one by one"), "calls")), plan)


_TERM_IS_OVER = (Role.stands_in_for_id.is_not(None), Role.status != RoleStatus.ENDED, Role.ends_at <= NOW)
_BEFORE = aliased(Role)
# A successor has begun while the role of the one before is still active.
_HAS_BEGUN = (
    Role.stands_in_for_id.is_not(None),
    Role.ends_at.is_(None),
    Role.alone,
    in_force(),
    Role.stands_in_for_id.in_(select(_BEFORE.id).where(_BEFORE.status == RoleStatus.ACTIVE)),
)
_LEADS = select(Role.id).where(leads(), Role.group_id == Person.group_id, Role.person_id == Person.told_via_person_id)
# Whom a leader passes messages on to, who leads no more.
_LEFT_BEHIND = (
    Person.told_via == ToldVia.LEADER,
    Person.told_via_person_id.is_not(None),
    Person.group_id.is_not(None),
    Person.erased_at.is_(None),
    ~_LEADS.exists(),
)
DUE = exists().where(*_TERM_IS_OVER) | exists().where(*_HAS_BEGUN) | exists().where(*_LEFT_BEHIND)


async def run_due(db: AsyncSession) -> int:
    return await _end_of_terms(db) + await _hand_over(db) + await _pass_on_neighbours(db)


async def _pass_on_neighbours(db: AsyncSession) -> int:
    left = select(Person.group_id).where(*_LEFT_BEHIND).distinct().order_by(Person.group_id)
    done = 0
    for group_id in (await db.scalars(left)).all():
        in_charge = await session_queries.in_charge(db, group_id or 0)
        if in_charge:
            theirs = update(Person).where(*_LEFT_BEHIND, Person.group_id == group_id)
            others = theirs.where(Person.told_via_person_id != in_charge[0].id, Person.id != in_charge[0].id)
            done += await count_changed(db, others.values(told_via_person_id=in_charge[0].id))
    return done


PLANNED = exists().where(Role.stands_in_for_id.is_not(None))


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    rows = await db.execute(
        select(Role.starts_at, Role.ends_at).where(Role.stands_in_for_id.is_not(None), Role.status == RoleStatus.ACTIVE)
    )
    days = [day for row in rows for day in row if day is not None and day > clock.now()]
    return [(day, _("a group goes into other hands")) for day in days]


async def _end_of_terms(db: AsyncSession) -> int:
    return await each(db, "role", (await db.scalars(select(Role.id).where(*_TERM_IS_OVER))).all(), _end_term)


async def _end_term(db: AsyncSession, role_id: int) -> int:
    role = await db.get_one(Role, role_id)
    agreed = role.status is RoleStatus.ACTIVE
    if await finish(db, role) and agreed:
        await _tell_of_the_end(db, role)
    return 1


async def _tell_of_the_end(db: AsyncSession, role: Role) -> None:
    group = labels.group(await db.get_one(ResidentialGroup, role.group_id))
    person, of = await db.get_one(Person, role.person_id), await other_side(db, role)
    if of is None:
        return
    over = _("Your time of looking after {group} is over.", group=group)
    thanks = lines(over, _("Thank you! {name} leads it again.", name=_n(of)))
    await outbox.tell(db, person, say(thanks, _HOME))
    back = _("You lead {group} again. {name} no longer looks after it.", group=group, name=_n(person))
    await outbox.tell(db, of, say(back, _HOME))


async def _hand_over(db: AsyncSession) -> int:
    new = (await db.scalars(select(Role.id).where(*_HAS_BEGUN).order_by(Role.id))).all()
    return await each(db, "role", new, _hand_on)


async def _hand_on(db: AsyncSession, role_id: int) -> int:
    role = await db.get_one(Role, role_id)
    await db.execute(
        update(Role).where(Role.id == role.stands_in_for_id).values(status=RoleStatus.ENDED, ends_at=clock.now())
    )
    await role_changed(db, role)
    group = labels.group(await db.get_one(ResidentialGroup, role.group_id))
    person, of = await db.get_one(Person, role.person_id), await other_side(db, role)
    if of is None:
        return 1
    await outbox.tell(db, person, say(_("From now on you lead {group}. Thank you!", group=group), _HOME))
    words = _("{name} leads {group} from now on. Thank you for all you have done!", name=_n(person), group=group)
    await outbox.tell(db, of, say(words, _HOME))
    return 1


def span(since: datetime | None, until: datetime | None) -> Text:
    if until is not None:
        return _("Until the end of {day}.", day=clock.local(until - _A_MOMENT).date())
    return _("From {day} on, for good.", day=clock.local(since or clock.now()).date())


def term(group: ResidentialGroup, name: Text, role: Role) -> Text:
    return lines(_("{name} leads {group}.", name=name, group=labels.group(group)), span(role.starts_at, role.ends_at))


def _n(person: Person) -> Text:
    return labels.person(person)
