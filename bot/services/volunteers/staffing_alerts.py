"""«Thiếu 1 người kèm»: leaders are told while there is time, and may have more volunteers asked."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.access.rights import Right
from bot.domain.courses import SessionStatus
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import after_quiet_hours, is_quiet
from bot.domain.shifts import helpers_wanted, room_for_one_more
from bot.errors import NotFound
from bot.i18n import Text, _, lines, n_
from bot.services.access import acts, permissions
from bot.services.messaging import outbox, quiet_hours
from bot.services.messaging.outbox import Plan
from bot.services.volunteers import candidates, shift_offers
from bot.storage import session_queries
from bot.storage.base import NOW, from_now, whether
from bot.storage.database import changed
from bot.storage.piecewise import each
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act, Outbox
from bot.storage.tables.people import Person
from bot.storage.tables.volunteers import Shift

ASK_HELPERS = acts.ActKind("ask_helpers")
_AHEAD = timedelta(days=7)
# By then those asked have had time to answer, and a leader still has an evening to ask around.
_NEAR = timedelta(days=2)
_LISTED = 20


_planned_is_short = ClassSession.seats_taken > 2 * Shift.needed
_free_seats = (ClassSession.seats_taken > 0) & (ClassSession.seats_taken < ClassSession.seats)
_not_all_said_yes = (Shift.filled < Shift.needed) & (ClassSession.starts_at <= from_now(_NEAR))
_SHORT = (
    select(ClassSession.id, Shift)
    .join(Shift, Shift.session_id == ClassSession.id)
    .where(ClassSession.status == SessionStatus.PLANNED, Shift.needed > 0)
    .where(ClassSession.starts_at.between(NOW, from_now(_AHEAD)))
    .where(_planned_is_short | _free_seats & _not_all_said_yes, ~session_queries.on_closed_day())
)
DUE = whether(lambda: not is_quiet(clock.local(clock.now()))) & _SHORT.exists()


async def tell_leaders(db: AsyncSession) -> int:
    if is_quiet(clock.local(clock.now())):
        return 0
    short = {row[0]: row[1] for row in await db.execute(_SHORT)}
    return await each(db, "class_session", short, lambda db, session_id: _tell_of(db, session_id, short[session_id]))


_AHEAD_WITH_LEARNERS = (
    select(ClassSession.starts_at)
    .join(Shift, Shift.session_id == ClassSession.id)
    .where(ClassSession.status == SessionStatus.PLANNED, ClassSession.starts_at > NOW)
    .where(Shift.needed > 0, ClassSession.seats_taken > 0)
)
PLANNED = _AHEAD_WITH_LEARNERS.exists()
_NEXT_WITH_LEARNERS = _AHEAD_WITH_LEARNERS.distinct().order_by(ClassSession.starts_at).limit(_LISTED)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    starts = await db.scalars(_NEXT_WITH_LEARNERS)
    near = [after_quiet_hours(clock.local(at - before)).astimezone(UTC) for at in starts for before in (_AHEAD, _NEAR)]
    waits = quiet_hours.end()
    if waits is not None and await db.scalar(select(_SHORT.exists())):
        near.append(waits)
    return [(at, _("helpers are counted")) for at in near]


async def ask_more(db: AsyncSession, by: Person, session_id: int) -> tuple[int, Act | None]:
    """Raise the shift's need to what its learners need; return how many volunteers are asked now.

    Raise NotAllowed and NotFound.
    """
    details = await session_queries.details(db, session_id)
    if details is None:
        raise NotFound(session_id)
    await permissions.must_at_session(db, by, Right.CHANGE_SESSION, details)
    shift = (await db.scalars(select(Shift).where(Shift.session_id == session_id))).one()
    before, wanted = shift.needed, helpers_wanted(*await _beginners_and_others(db, session_id))
    more = await changed(db, update(Shift).where(Shift.id == shift.id, Shift.needed < wanted).values(needed=wanted))
    if not more:
        return 0, None
    asked = await shift_offers.match_session(db, session_id)
    return asked, await acts.record(db, by, ASK_HELPERS, session=session_id, needed=before, wanted=wanted)


async def undo_ask_more(db: AsyncSession, act: Act) -> Text | None:
    shift = (await db.scalars(select(Shift).where(Shift.session_id == act.facts["session"]))).one()
    back = await changed(
        db,
        update(Shift)
        .where(Shift.id == shift.id, Shift.needed == act.facts["wanted"], Shift.filled <= act.facts["needed"])
        .values(needed=act.facts["needed"]),
    )
    if not back:
        return None
    await shift_offers.stand_down(db, shift.id)
    return _("All right, I will ask nobody more.")


async def _beginners_and_others(db: AsyncSession, session_id: int) -> tuple[int, int]:
    learners = (await candidates.learners(db, [session_id])).get(session_id, [])
    beginners = sum(one.beginner for one in learners)
    return beginners, len(learners) - beginners


async def _tell_of(db: AsyncSession, session_id: int, shift: Shift) -> int:
    beginners, used_to_it = await _beginners_and_others(db, session_id)
    details = await session_queries.details(db, session_id)
    if details is None:
        return 0
    missing = helpers_wanted(beginners, used_to_it) - shift.needed
    if missing > 0:
        return await _tell(db, details, _missing(details, missing), f"short:{details.occasion}:{missing}")
    near = details.session.starts_at <= clock.now() + _NEAR
    if await _knows_that_nobody_suits(db, details):
        return 0
    if near and shift.filled < shift.needed and not room_for_one_more(beginners, used_to_it, shift.filled):
        return await _tell(db, details, _hands_full(details, shift), f"hands-full:{details.occasion}:{shift.filled}")
    return 0


async def _knows_that_nobody_suits(db: AsyncSession, details: SessionDetails) -> bool:
    then = (Outbox.session_id == details.session.id, Outbox.session_starts_at == details.session.starts_at)
    told = select(Outbox.id).where(Outbox.kind == MessageKind.NOBODY_SUITS, *then)
    return await db.scalar(told.limit(1)) is not None


def _missing(details: SessionDetails, missing: int) -> Say:
    more = n_("➕ Ask one more helper", "➕ Ask {n} more helpers", missing)
    return say(
        lines(
            n_("🙋 One more helper is needed:", "🙋 {n} more helpers are needed:", missing),
            labels.session_line(details),
            _("Beginners learn two to a helper, those used to it four."),
        ),
        option(more, "ask_helpers", session=details.session.id),
        option(_("🏢 Ask the organisations"), "ask_organisations", session=details.session.id),
        option(_("📋 List of names"), "roster", session=details.session.id),
    )


def _hands_full(details: SessionDetails, shift: Shift) -> Say:
    free = details.session.seats - details.session.seats_taken
    return say(
        lines(
            n_("🪑 One seat is still free here:", "🪑 {n} seats are still free here:", free),
            labels.session_line(details),
            n_(
                "One helper has said yes and has both hands full.",
                "{n} helpers have said yes and have their hands full.",
                shift.filled,
            )
            if shift.filled
            else _("No helper has said yes yet."),
            _("Whoever signs up now has nobody beside them yet. I will go on asking; do you know somebody?"),
        ),
        option(_("📋 List of names"), "roster", session=details.session.id),
        option(_("👌 I see to it myself"), "own_helpers", session=details.session.id),
    )


async def _tell(db: AsyncSession, details: SessionDetails, words: Say, key: str) -> int:
    plans = [
        (leader, Plan(key=f"{key}:{leader.id}", expires=details.session.starts_at))
        for leader in await session_queries.in_charge_of_class(db, details.course)
    ]
    return sum([await outbox.tell(db, leader, words, plan) is not None for leader, plan in plans])
