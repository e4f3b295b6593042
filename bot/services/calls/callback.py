"""«Gặp người»: a human calls back, and the person learns who it will be."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.calls import CallReason
from bot.domain.people.person import LEADING, RoleKind
from bot.domain.people.phones import shown
from bot.i18n import _, lines, verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person, Role, in_force


async def call_back(db: AsyncSession, person: Person, again_after: timedelta = timedelta()) -> Person | None:
    """Put the person on the list and tell the callers; return the first of them, or None if there is nobody yet.

    Asking again while the call is open tells nobody twice, nor within `again_after` of the last time.
    """
    leaders = await _leaders(db, person)
    callers = leaders or await _above(db, person)
    is_known = Call.closed_at.is_(None) | (Call.since > clock.now() - again_after)
    open_call = await db.scalar(
        select(Call.id).where(Call.person_id == person.id, Call.reason == CallReason.ASKED, is_known).limit(1)
    )
    if open_call is None:
        call = Call(person_id=person.id, reason=CallReason.ASKED, since=clock.now())
        db.add(call)
        await db.flush()
        words = _asks(person, on_a_list=bool(leaders))
        for caller in callers:
            await outbox.tell(db, caller, words, Plan(key=f"call:{call.id}:{caller.id}", through_stop=True))
    return callers[0] if callers else None


async def whom(db: AsyncSession, person: Person) -> Person | None:
    callers = await _leaders(db, person) or await _above(db, person)
    return callers[0] if callers else None


async def number_left(db: AsyncSession, person: Person, number: str) -> None:
    if number == person.phone:
        return
    person.phone = number
    call = await db.scalar(
        select(Call).where(Call.person_id == person.id, Call.reason == CallReason.ASKED, Call.closed_at.is_(None))
    )
    if call is not None:
        leaders = await _leaders(db, person)
        words = _asks(person, on_a_list=bool(leaders))
        for caller in leaders or await _above(db, person):
            await outbox.tell(db, caller, words, Plan(through_stop=True))


async def _leaders(db: AsyncSession, person: Person) -> Sequence[Person]:
    in_charge = await session_queries.in_charge(db, person.group_id) if person.group_id else []
    return [one for one in in_charge if one.id != person.id]


async def _above(db: AsyncSession, person: Person) -> Sequence[Person]:
    above = await db.execute(
        select(Person, Role.kind)
        .join(Role, Role.person_id == Person.id)
        .where(in_force(), Person.id != person.id, _is_above(person))
        .order_by(Role.id)
    )
    found = above.all()
    nearest = [one for one, kind in found if kind is RoleKind.COORDINATOR]
    return nearest or [one for one, _kind in found] or await _anybody_in_charge(db, person)


async def _anybody_in_charge(db: AsyncSession, person: Person) -> Sequence[Person]:
    near = case((Role.ward_code == person.ward_code, 0), else_=1)
    found = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(in_force(), Role.kind.in_(LEADING), Person.id != person.id)
        .order_by(near, case((Role.kind == RoleKind.COORDINATOR, 0), else_=1), Role.id)
        .limit(1)
    )
    return found.all()


def _is_above(person: Person) -> ColumnElement[bool]:
    of_ward = (Role.kind == RoleKind.COORDINATOR) & Role.group_id.is_(None) & (Role.ward_code == person.ward_code)
    return (Role.kind == RoleKind.ADMINISTRATOR) | of_ward


def _asks(person: Person, *, on_a_list: bool) -> Say:
    name = labels.person(person) if person.name else _("somebody new")
    asks = _("🙋 {name} would like to talk to you.", name=name)
    full = _("👤 {full}", full=verbatim(person.name)) if person.name else None
    if not person.phone:
        number = _("No phone number is known.")
    elif on_a_list:
        number = _("📞 The number shows when you call.")
    else:
        number = _("📞 {phone}", phone=verbatim(shown(person.phone)))
    ways = (option(_("☎️ Call now"), "calls", who=person.id),) if on_a_list else ()
    return say(lines(asks, full, number), *ways)
