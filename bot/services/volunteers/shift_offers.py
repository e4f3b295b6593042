"""Offers of shifts to volunteers, each open until a deadline; the only place that matches volunteers to sessions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, option, say, yes
from bot.domain import shift_matching
from bot.domain.courses import SessionStatus
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import after_quiet_hours, is_quiet
from bot.domain.shift_matching import Offer, Reasons
from bot.domain.shifts import AssignmentStatus
from bot.i18n import Text, _, lines, n_
from bot.services.messaging import outbox
from bot.services.messaging.outbox import About, Plan
from bot.services.volunteers import candidates, organisation_answers, seating
from bot.services.volunteers.candidates import Wanting
from bot.storage import session_queries
from bot.storage.base import NOW, whether
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Assignment, Shift, Volunteer

# Earlier than this a helper may still be found, and the leader need not worry.
_ALARM = timedelta(days=3)
_SOON = timedelta(minutes=1)
# A tick is one transaction: the rest is left to the next, so that no turn waits long for the database.
_AT_ONCE = 100
_LISTED = 20


_RUN_OUT = (Assignment.status == AssignmentStatus.OFFERED, Assignment.offered_until <= NOW)
DUE = exists().where(*_RUN_OUT) | (whether(lambda: not is_quiet(clock.local(clock.now()))) & candidates.ANY_WANTING)


async def offer_shifts(db: AsyncSession) -> int:
    await _expire(db)
    if is_quiet(clock.local(clock.now())):
        return 0
    return await _offer(db, await candidates.wanting(db))


async def match_session(db: AsyncSession, session_id: int) -> int:
    if is_quiet(clock.local(clock.now())):
        return 0
    return await _offer(db, await candidates.wanting(db, ClassSession.id == session_id))


_SHORT_AHEAD = (
    select(ClassSession.starts_at)
    .join(Shift, Shift.session_id == ClassSession.id)
    .where(ClassSession.status == SessionStatus.PLANNED, Shift.filled < Shift.needed, ClassSession.starts_at > NOW)
)
PLANNED = exists().where(Assignment.status == AssignmentStatus.OFFERED) | _SHORT_AHEAD.exists()


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    ends = await db.scalars(
        select(Assignment.offered_until)
        .where(Assignment.status == AssignmentStatus.OFFERED, Assignment.offered_until > clock.now())
        .distinct()
        .order_by(Assignment.offered_until)
        .limit(20)
    )
    told: list[tuple[datetime, Text]] = [(at, _("An offer to a volunteer runs out")) for at in ends if at is not None]
    looks = await _will_look(db)
    wanted = await candidates.wanting(db)
    offers = await _deliverable(db, wanted)
    if offers:
        asked = n_("{n} volunteer is asked for a class", "{n} volunteers are asked for classes", len(offers))
        told.append((_awake(clock.now() + _SOON), asked))
    elif wanted:
        # Tomorrow there is room for two more messages to everybody.
        looks.append(clock.midnight(clock.today() + timedelta(days=1)))
    return told + [(_awake(at), _("Helpers are looked for")) for at in looks]


async def _will_look(db: AsyncSession) -> list[datetime]:
    """Return when classes come so near that helpers are asked, or their leaders told that there are none."""
    starts = await db.scalars(_NEXT_SHORT)
    return [at - before for at in starts for before in (candidates.AHEAD, _ALARM)]


_NEXT_SHORT = _SHORT_AHEAD.distinct().order_by(ClassSession.starts_at).limit(_LISTED)


async def _deliverable(
    db: AsyncSession, wanted: Sequence[Wanting], out_of_reach: frozenset[int] = frozenset()
) -> list[Offer]:
    """Return the offers that would be made now: nobody counts whom no message reaches today."""
    in_time = [one.need for one in wanted if not _is_for_the_leader(one)]
    helpers = [one for one in await candidates.helpers(db, wanted) if one.id not in out_of_reach]
    reached: set[int] = set()
    while True:
        offers = shift_matching.choose(in_time, helpers)
        missed: set[int] = set()
        for one in {offer.helper for offer in offers} - reached:
            is_reached = await outbox.may_ask_today(db, await db.get_one(Person, one))
            (reached if is_reached else missed).add(one)
        if not missed:
            return offers
        helpers = [one for one in helpers if one.id not in missed]


def _awake(at: datetime) -> datetime:
    return after_quiet_hours(clock.local(at)).astimezone(UTC)


async def _expire(db: AsyncSession) -> None:
    await db.execute(update(Assignment).where(*_RUN_OUT).values(status=AssignmentStatus.EXPIRED))


async def _offer(db: AsyncSession, wanted: Sequence[Wanting], out_of_reach: frozenset[int] = frozenset()) -> int:
    """Ask the volunteers who suit best; for each who has heard of it already, ask the next."""
    offers = await _deliverable(db, wanted, out_of_reach)
    by_session = {one.details.session.id: one for one in wanted}
    missed = {(offer.session, offer.helper): offer for offer in offers[:_AT_ONCE]}

    async def ask(db: AsyncSession, key: tuple[int, int]) -> bool:
        if not await _ask(db, by_session[missed[key].session], missed[key]):
            return False
        del missed[key]
        return True

    made = await each(db, "offer", [*missed], ask)
    unsuited = sorted(by_session.keys() - {offer.session for offer in offers})
    await each(db, "class_session", unsuited, lambda db, session_id: _alert_leaders(db, by_session[session_id]))
    if missed:
        again = ClassSession.id.in_({session_id for session_id, _helper in missed})
        out_of_reach |= {helper for _session, helper in missed}
        made += await _offer(db, await candidates.wanting(db, again), out_of_reach)
    return made


def _is_for_the_leader(wanted: Wanting) -> bool:
    left = wanted.need.starts - clock.now()
    return wanted.need.substitute and left < shift_matching.TOO_LATE_FOR_A_SUBSTITUTE


def _answer_by(wanted: Wanting) -> datetime:
    local_now = clock.local(clock.now())
    if wanted.need.substitute:
        return shift_matching.substitutes_answer_by(local_now)
    return shift_matching.answer_by(local_now, wanted.need.starts)


async def stand_down(db: AsyncSession, shift_id: int) -> None:
    """End the open offers of a shift that is full, and thank those who were asked."""
    shift = await db.get_one(Shift, shift_id, populate_existing=True)
    if shift.filled >= shift.needed:
        enough = _("This class has found enough helpers. Thank you for being ready!")
        await _end_offers(db, shift.session_id, enough, "enough")


async def end_offers_of_called_off(db: AsyncSession, session_id: int) -> None:
    off = _("This session is called off, so you are not needed. Thank you for being ready!")
    await _end_offers(db, session_id, off, "called-off")


async def _end_offers(db: AsyncSession, session_id: int, why: Text, key: str) -> None:
    rows = await db.scalars(
        select(Assignment)
        .join(Shift, Shift.id == Assignment.shift_id)
        .where(Shift.session_id == session_id, Assignment.status == AssignmentStatus.OFFERED)
    )
    details = await session_queries.details(db, session_id)
    for assignment in rows.all():
        assignment.status = AssignmentStatus.EXPIRED
        if details is not None:
            plan = Plan(key=f"{key}:{assignment.id}", expires=details.session.starts_at)
            words = lines(why, labels.session_line(details))
            await outbox.tell(db, await db.get_one(Person, assignment.person_id), say(words), plan)
    await db.flush()


async def _ask(db: AsyncSession, wanted: Wanting, offer: Offer) -> bool:
    if offer.reasons.promised:
        return await _keep_promise(db, wanted, offer)
    now = clock.now()
    until = _answer_by(wanted).astimezone(UTC)
    assignment = Assignment(
        shift_id=wanted.shift.id,
        person_id=offer.helper,
        status=AssignmentStatus.OFFERED,
        offered_at=now,
        offered_until=until,
        reason=offer.reasons.as_facts(),
    )
    db.add(assignment)
    await db.flush()
    plan = Plan(key=f"offer:{wanted.details.occasion}:{offer.helper}", expires=until, unasked=True)
    card = _card(wanted, offer.reasons, assignment)
    if await outbox.tell(db, await db.get_one(Person, offer.helper), card, plan) is None:
        await db.delete(assignment)
        await db.flush()
        return False
    await db.execute(update(Volunteer).where(Volunteer.person_id == offer.helper).values(last_asked_at=now))
    return True


async def _keep_promise(db: AsyncSession, wanted: Wanting, offer: Offer) -> bool:
    """Give the place to somebody who has promised to come every week then, and tell them.

    Return False if there is none any more, or no message reaches them.
    """
    if not await take_place(db, wanted.shift.id):
        return False
    assignment = Assignment(
        shift_id=wanted.shift.id,
        person_id=offer.helper,
        status=AssignmentStatus.ACCEPTED,
        offered_at=clock.now(),
        reason=offer.reasons.as_facts(),
    )
    db.add(assignment)
    await db.flush()
    details, helper = wanted.details, await db.get_one(Person, offer.helper)
    plan = Plan(key=f"promised:{details.occasion}:{helper.id}", expires=details.session.starts_at, unasked=True)
    if await outbox.tell(db, helper, _as_promised(details), plan) is None:
        await db.delete(assignment)
        await db.execute(update(Shift).where(Shift.id == wanted.shift.id).values(filled=Shift.filled - 1))
        return False
    await stand_down(db, wanted.shift.id)
    await seating.pair_again(db, details)
    await organisation_answers.tell_if_enough(db, details, assignment.id)
    return True


async def take_place(db: AsyncSession, shift_id: int) -> bool:
    return await changed(
        db, update(Shift).where(Shift.id == shift_id, Shift.filled < Shift.needed).values(filled=Shift.filled + 1)
    )


def _as_promised(details: SessionDetails) -> Say:
    return say(
        lines(
            _("{ten}, as you have promised I have put you down for this class:"),
            labels.session(details),
            _("If you cannot come this time, just tell me."),
        ),
        yes(_("✅ I will be there"), "coming_to_help", session=details.session.id),
        no(_("🔁 Find somebody else"), "release_shift", session=details.session.id),
    )


def _card(wanted: Wanting, reasons: Reasons, assignment: Assignment) -> Say:
    learners = -(-len(wanted.need.learners) // wanted.shift.needed)
    return say(
        lines(
            n_(
                "Hello {ten}! This class needs one more helper:",
                "Hello {ten}! This class needs {n} more helpers:",
                wanted.shift.needed - wanted.shift.filled,
            ),
            labels.session(wanted.details),
            n_("You would sit with one learner.", "You would sit with about {n} learners.", learners)
            if learners
            else None,
            _("Why you: {reasons}.", reasons=why(reasons)),
            _("I will keep it for you until {until}. Will you take it?", until=assignment.offered_until or clock.now()),
        ),
        yes(_("✅ I take it"), "answer_shift", assignment=assignment.id, accept=True),
        no(_("❌ I am busy then"), "answer_shift", assignment=assignment.id, accept=False),
    )


def why(reasons: Reasons) -> Text:
    facts = (
        (reasons.promised, _("you have promised to come every week then")),
        (reasons.helped_before, _("you have helped people of this class before")),
        (reasons.same_group, _("it is in your own residential group")),
        (reasons.phone, _("you know the phones people bring")),
        (reasons.least_asked, _("it is your turn, I have asked the others more often")),
        (reasons.free, _("you said that you are free then")),
    )
    first, *others = [words for holds, words in facts if holds]
    return _("{first}, and {second}", first=first, second=others[0]) if others else first


async def _alert_leaders(db: AsyncSession, wanted: Wanting) -> None:
    starts = wanted.details.session.starts_at
    if wanted.open_offers or starts - clock.now() > _ALARM:
        return
    session = wanted.details.session.id
    words = say(
        lines(
            n_("This class still needs one volunteer:", "This class still needs {n} volunteers:", wanted.need.places),
            labels.session(wanted.details),
            _("I have found nobody else who suits."),
        ),
        option(_("🏢 Ask the organisations"), "ask_organisations", session=session),
        option(_("👌 I see to it myself"), "own_helpers", session=session),
        option(_("🕑 Move"), "move_session", session=session),
    )
    about = About(MessageKind.NOBODY_SUITS, session_id=session, session_starts_at=starts)
    for leader in await session_queries.in_charge_of_class(db, wanted.details.course):
        plan = Plan(key=f"nobody:{wanted.details.occasion}:{leader.id}", expires=starts, about=about)
        await outbox.tell(db, leader, words, plan)
