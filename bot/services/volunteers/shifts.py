"""Volunteers take shifts and give them back; a conditional update of the shift's row refuses one too many."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.shifts import AssignmentStatus
from bot.errors import NotAllowed, NotFound
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.volunteers import organisation_answers, rota, safety_pledge, seating, shift_offers
from bot.storage import session_queries
from bot.storage.database import changed, insert_new
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift

ACCEPT_SHIFT = acts.ActKind("accept_shift")
OWN_HELPERS = acts.ActKind("own_helpers")
RELEASE_SHIFT = acts.ActKind("release_shift")
_NOT_ACCEPTED = [status for status in AssignmentStatus if status is not AssignmentStatus.ACCEPTED]


class ShiftOutcome(StrEnum):
    """The result of answering an offer, or of taking or giving back a place."""

    TAKEN = "taken"
    ALREADY = "already"
    FULL = "full"
    PAST = "past"


@dataclass(frozen=True)
class ShiftAnswer:
    """The outcome, the session, how many learners will sit with the volunteer, and what can be undone."""

    outcome: ShiftOutcome
    details: SessionDetails
    learners: int = 0
    act: Act | None = None


async def accept(db: AsyncSession, person: Person, assignment_id: int) -> ShiftAnswer:
    """Take the offered place, also after the deadline while one is left. Raise NotAllowed."""
    answer = await accept_untold(db, person, assignment_id)
    if answer.outcome is ShiftOutcome.TAKEN:
        await organisation_answers.tell_if_enough(db, answer.details, assignment_id)
    return answer


async def accept_untold(db: AsyncSession, person: Person, assignment_id: int) -> ShiftAnswer:
    """Take it without telling those who asked organisations for people: the caller does so."""
    await permissions.must_keep(db, person, Right.TAKE_SHIFTS)
    await safety_pledge.must_be_given(db, person)
    assignment, details = await _offer_to(db, person, assignment_id)
    outcome = await _hold(db, assignment, details)
    if outcome in (ShiftOutcome.PAST, ShiftOutcome.FULL):
        return ShiftAnswer(outcome, details)
    learners = await _learners(db, details, person)
    if outcome is ShiftOutcome.ALREADY:
        return ShiftAnswer(outcome, details, learners)
    return ShiftAnswer(
        outcome, details, learners, await acts.record(db, person, ACCEPT_SHIFT, session=details.session.id)
    )


async def put_on(db: AsyncSession, person: Person, session_id: int) -> bool:
    """Give a place to somebody who has promised to come; return False if there is none, or they have one."""
    assignment, details = await _offer_to(db, person, await own_choice(db, person, session_id))
    return await _hold(db, assignment, details) is ShiftOutcome.TAKEN


async def _hold(db: AsyncSession, assignment: Assignment, details: SessionDetails) -> ShiftOutcome:
    if not _is_ahead(details):
        return ShiftOutcome.PAST
    if not await _become(db, assignment.id, AssignmentStatus.ACCEPTED, _NOT_ACCEPTED):
        return ShiftOutcome.ALREADY
    if not await shift_offers.take_place(db, assignment.shift_id):
        await _become(db, assignment.id, AssignmentStatus.EXPIRED, [AssignmentStatus.ACCEPTED])
        return ShiftOutcome.FULL
    await shift_offers.stand_down(db, assignment.shift_id)
    await seating.pair_again(db, details)
    return ShiftOutcome.TAKEN


async def own_choice(db: AsyncSession, person: Person, session_id: int, sent_by: int | None = None) -> int:
    shift = (await db.scalars(select(Shift).where(Shift.session_id == session_id))).one()
    key = {"shift_id": shift.id, "person_id": person.id}
    chosen = {"status": AssignmentStatus.EXPIRED, "offered_at": clock.now(), "reason": {"own_choice": True}}
    await insert_new(db, Assignment, **key, **chosen, organisation_id=sent_by)
    return (await db.scalars(select(Assignment.id).filter_by(**key))).one()


async def take(db: AsyncSession, person: Person, session_id: int) -> ShiftAnswer:
    """Take a place of their own ward without having been asked. Raise NotAllowed."""
    await permissions.must_keep(db, person, Right.TAKE_SHIFTS)
    details = await _meeting(db, session_id)
    if details.group.ward_code not in await rota.wards_of(db, person):
        raise NotAllowed(Right.TAKE_SHIFTS)
    return await accept(db, person, await own_choice(db, person, session_id))


async def session_of(db: AsyncSession, person: Person, assignment_id: int) -> SessionDetails:
    return (await _offer_to(db, person, assignment_id))[1]


async def decline(db: AsyncSession, person: Person, assignment_id: int) -> ShiftAnswer:
    """Refuse an offer and ask the next volunteer; an accepted place must be released instead."""
    assignment, details = await _offer_to(db, person, assignment_id)
    if assignment.status is AssignmentStatus.ACCEPTED:
        return ShiftAnswer(ShiftOutcome.ALREADY, details)
    if await _become(db, assignment.id, AssignmentStatus.DECLINED, [AssignmentStatus.OFFERED]):
        await shift_offers.match_session(db, details.session.id)
        await organisation_answers.tell_no(db, assignment, details)
    return ShiftAnswer(ShiftOutcome.PAST, details)


async def release(db: AsyncSession, person: Person, session_id: int) -> ShiftAnswer:
    details = await _meeting(db, session_id)
    act = await _give_back(db, person, details)
    if act is None:
        return ShiftAnswer(ShiftOutcome.PAST, details)
    await seating.pair_again(db, details)
    asked = await shift_offers.match_session(db, session_id)
    await _tell_leaders(db, details, person, act, asked=bool(asked))
    return ShiftAnswer(ShiftOutcome.TAKEN, details, act=act)


async def undo_accept_shift(db: AsyncSession, act: Act) -> Text | None:
    person, details = await db.get_one(Person, act.by_id), await _meeting(db, act.facts["session"])
    if await _give_back(db, person, details) is None:
        return None
    await seating.pair_again(db, details)
    await shift_offers.match_session(db, details.session.id)
    return _("All right, the place is free again.")


async def undo_release_shift(db: AsyncSession, act: Act) -> Text | None:
    person = await db.get_one(Person, act.by_id)
    if not await permissions.keeps(db, person, Right.TAKE_SHIFTS):
        return None
    answer = await accept(db, person, act.facts["assignment"])
    if answer.outcome is not ShiftOutcome.TAKEN:
        return None
    return _("Thank you, you are back on the list of this class.")


async def see_to_it_oneself(db: AsyncSession, by: Person, session_id: int) -> tuple[SessionDetails, Act | None]:
    """Stop asking volunteers, because the leader finds the helpers. Raise NotAllowed."""
    details = await _meeting(db, session_id)
    await permissions.must_at_session(db, by, Right.CHANGE_SESSION, details)
    shift = (await db.scalars(select(Shift).where(Shift.session_id == session_id))).one()
    needed = shift.needed
    enough = await changed(
        db, update(Shift).where(Shift.id == shift.id, Shift.filled < Shift.needed).values(needed=Shift.filled)
    )
    if not enough:
        return details, None
    await shift_offers.stand_down(db, shift.id)
    return details, await acts.record(db, by, OWN_HELPERS, session=session_id, needed=needed)


async def undo_own_helpers(db: AsyncSession, act: Act) -> Text | None:
    again = await changed(
        db,
        update(Shift)
        .where(Shift.session_id == act.facts["session"], Shift.needed < act.facts["needed"])
        .values(needed=act.facts["needed"]),
    )
    return _("I will go on asking volunteers.") if again else None


async def confirm(db: AsyncSession, person: Person, session_id: int) -> SessionDetails | None:
    assignment = await _accepted(db, person, session_id)
    if assignment is None:
        return None
    assignment.answered_at = clock.now()
    return await _meeting(db, session_id)


async def _offer_to(db: AsyncSession, person: Person, assignment_id: int) -> tuple[Assignment, SessionDetails]:
    assignment = await db.get(Assignment, assignment_id, populate_existing=True)
    if assignment is None or assignment.person_id != person.id:
        raise NotFound(assignment_id)
    shift = await db.get_one(Shift, assignment.shift_id)
    return assignment, await _meeting(db, shift.session_id)


async def _meeting(db: AsyncSession, session_id: int) -> SessionDetails:
    await _lock(db, session_id)
    details = await session_queries.details(db, session_id)
    if details is None:
        raise NotFound(session_id)
    return details


async def _lock(db: AsyncSession, session_id: int) -> None:
    """Serialise changes of one shift, so that rivals do not deadlock."""
    await db.execute(select(Shift.id).where(Shift.session_id == session_id).with_for_update(key_share=True))


def _is_ahead(details: SessionDetails) -> bool:
    return details.session.status is SessionStatus.PLANNED and details.session.starts_at > clock.now()


async def _become(
    db: AsyncSession, assignment_id: int, status: AssignmentStatus, before: Sequence[AssignmentStatus]
) -> bool:
    return await changed(
        db,
        update(Assignment)
        .where(Assignment.id == assignment_id, Assignment.status.in_(before))
        .values(status=status, answered_at=clock.now()),
    )


async def _give_back(db: AsyncSession, person: Person, details: SessionDetails) -> Act | None:
    assignment = await _accepted(db, person, details.session.id)
    if assignment is None or not _is_ahead(details):
        return None
    if not await _become(db, assignment.id, AssignmentStatus.RELEASED, [AssignmentStatus.ACCEPTED]):
        return None
    await db.execute(update(Shift).where(Shift.id == assignment.shift_id).values(filled=Shift.filled - 1))
    await organisation_answers.tell_no(db, assignment, details)
    facts = {"session": details.session.id, "assignment": assignment.id}
    return await acts.record(db, person, RELEASE_SHIFT, **facts)


async def _accepted(db: AsyncSession, person: Person, session_id: int) -> Assignment | None:
    found: Assignment | None = await db.scalar(
        select(Assignment)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id == session_id, Assignment.person_id == person.id)
        .where(Assignment.status == AssignmentStatus.ACCEPTED)
    )
    return found


async def _learners(db: AsyncSession, details: SessionDetails, person: Person) -> int:
    pairs = await seating.pairings(db, details.session.id)
    return sum(pair.volunteer_id == person.id for pair in pairs.values())


async def _tell_leaders(db: AsyncSession, details: SessionDetails, person: Person, act: Act, *, asked: bool) -> None:
    text = lines(
        _("{name} cannot help after all:", name=labels.person(person)),
        labels.session(details),
        _("Somebody else is being asked.") if asked else _("I have nobody else to ask yet."),
    )
    for leader in await session_queries.in_charge_of_class(db, details.course):
        await outbox.tell(db, leader, say(text), Plan(key=f"released:{act.id}:{leader.id}"))
