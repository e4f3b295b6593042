"""Runs of the weekly matching: wanted by night or by a coordinator, read as arrays, and kept as offers."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import say
from bot.domain.access.rights import Right
from bot.domain.coaching import MATCHED_AT, RequestStatus
from bot.domain.messaging.reminders import QUIET_UNTIL
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, n_
from bot.services.access import permissions
from bot.services.coaching import appointments
from bot.services.coaching.appointments import PlannedVisit
from bot.services.matching import class_proposals
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.services.planning import class_seats
from bot.services.volunteers import on_call
from bot.storage.base import whether
from bot.storage.database import changed, insert_new
from bot.storage.piecewise import each
from bot.storage.postgresql import job_queue
from bot.storage.tables.coaching import CoachingRequest, MatchRun
from bot.storage.tables.people import Person

if TYPE_CHECKING:  # what loads numpy is for runs alone
    from bot.domain.matching.explanations import Full, NobodyFits
    from bot.domain.matching.flow.shadow_prices import Worth
    from bot.domain.matching.instance import Match
    from bot.domain.matching.nightly import WeekSolution
    from bot.services.planning.week import PlannedWeek


JOB = "matching"


def _is_night() -> bool:
    return MATCHED_AT <= clock.local(clock.now()).time() < QUIET_UNTIL


_OPEN = MatchRun.done_at.is_(None)
_ANYBODY_WAITS = exists().where(CoachingRequest.status == RequestStatus.WAITING) | class_seats.ANYBODY_WAITS
_DONE_TONIGHT = exists().where(MatchRun.night == bindparam(None, callable_=clock.today, type_=Date, unique=True))
_WANTED_TONIGHT = whether(_is_night) & _ANYBODY_WAITS & ~_DONE_TONIGHT
DUE = _WANTED_TONIGHT | exists().where(_OPEN)


async def want_tonight(db: AsyncSession) -> int:
    if not await db.scalar(select(_WANTED_TONIGHT)):
        return 0
    return await insert_new(db, MatchRun, night=clock.today(), wanted_at=clock.now())


async def want_now(db: AsyncSession, by: Person) -> None:
    if not await permissions.holds(db, by, Right.MATCH):
        raise NotAllowed(Right.MATCH)
    if not await open_runs(db):
        run = MatchRun(asked_by_id=by.id, wanted_at=clock.now())
        db.add(run)
        await db.flush()
        await job_queue.put(db, JOB, [str(run.id)])


async def open_runs(db: AsyncSession) -> list[str]:
    return [str(run) for run in await db.scalars(select(MatchRun.id).where(_OPEN).order_by(MatchRun.id))]


async def wanted(db: AsyncSession, run_id: int) -> "tuple[MatchRun, PlannedWeek] | None":
    run = await db.get(MatchRun, run_id)
    if run is None or run.done_at is not None:
        return None
    from bot.services.planning import week as planning_week  # noqa: PLC0415 loads numpy: docs/adr/0030

    week = await planning_week.to_be_matched(db)
    return run, replace(week, classes=await class_proposals.wanted(db, week))


async def keep(db: AsyncSession, run: MatchRun, week: "PlannedWeek", answer: "WeekSolution | None") -> int:
    """Turn the answer into offers, once, and return how many; without a proved answer, tell the administrators.

    A visit is offered to the volunteer first, a seat to the resident, a new class to the leader.
    """
    claimed = await changed(
        db,
        update(MatchRun)
        .where(MatchRun.id == run.id, MatchRun.done_at.is_(None))
        .values(
            done_at=clock.now(), certified=answer is not None, facts=None if answer is None else _facts(week, answer)
        ),
    )
    if not claimed:
        return 0
    if answer is None:
        await _tell_administrators(db, run.id)
        return 0
    alone, seated = _by_resident(week, answer)
    visits = await each(db, "person", alone, lambda db, who: _offer_visit(db, run, week, alone[who]))
    seats = await each(db, "person", seated, lambda db, who: _offer_seat(db, week, seated[who]))
    opened = range(len(answer.openings))
    classes = await each(db, "opening", opened, lambda db, n: class_proposals.propose(db, week, answer.openings[n]))
    for at in answer.on_call:
        await on_call.keep(db, week.coaches[at].person, week.first)
    await _write_down_left(db, week, answer)
    if run.asked_by_id is not None:
        await _tell_asker(db, run, (visits, seats, classes, len(week.waiting)), answer.gap)
    return visits + seats


async def give_up(db: AsyncSession, run_id: int) -> None:
    ended = update(MatchRun).where(MatchRun.id == run_id, MatchRun.done_at.is_(None))
    if await changed(db, ended.values(done_at=clock.now(), certified=False)):
        await _tell_administrators(db, run_id)


def _by_resident(week: "PlannedWeek", answer: "WeekSolution") -> "tuple[dict[int, Match], dict[int, Match]]":
    both: tuple[dict[int, Match], dict[int, Match]] = {}, {}
    for one in answer.matches:
        both[one.session >= 0][week.waiting[one.resident].person.id] = one
    return both


async def _offer_visit(db: AsyncSession, run: MatchRun, week: "PlannedWeek", one: "Match") -> bool:
    request, helper = week.waiting[one.resident].request, week.coaches[one.volunteer]
    if request is None:
        return False
    companion = week.coaches[one.companion] if one.companion >= 0 else None
    visit = PlannedVisit(helper, week.starts(one.slot).astimezone(UTC), companion, run.id)
    return await appointments.offer(db, request, visit) is not None


async def _offer_seat(db: AsyncSession, week: "PlannedWeek", one: "Match") -> bool:
    wait = week.waiting[one.resident].wait
    return wait is not None and await class_seats.offer(db, wait, week.rooms[one.session])


async def latest(db: AsyncSession) -> MatchRun | None:
    found: MatchRun | None = await db.scalar(
        select(MatchRun).where(MatchRun.certified.is_(True)).order_by(MatchRun.id.desc()).limit(1)
    )
    return found


PLANNED = _ANYBODY_WAITS | exists().where(_OPEN)


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    told: list[tuple[datetime, Text]] = []
    if await open_runs(db):
        told.append((clock.now() + timedelta(minutes=1), _("The weekly matching that was asked for")))
    if await db.scalar(select(_ANYBODY_WAITS)):
        local = clock.local(clock.now())
        night = local.date() + timedelta(days=local.time() >= MATCHED_AT)
        told.append((clock.at(night, time(MATCHED_AT.hour)), _("The matching of the night")))
    return told


async def _write_down_left(db: AsyncSession, week: "PlannedWeek", answer: "WeekSolution") -> None:
    """Store with each wish why it is left over; clear the reason of those who were matched."""
    for at, request in ((at, one.request) for at, one in enumerate(week.waiting) if one.request is not None):
        await db.execute(
            update(CoachingRequest)
            .where(CoachingRequest.resident_id == request.resident_id)
            .values(left=_why(answer.left[at]) if at in answer.left else None)
        )


def _why(why: "NobodyFits | Full") -> dict[str, Any]:
    from bot.domain.matching.explanations import Full  # noqa: PLC0415 loads numpy: docs/adr/0030

    if isinstance(why, Full):
        return {"full": True, "volunteers": why.volunteers, "others": why.others}
    return {"rules": [rule.value for rule in why.rules], "volunteers": why.volunteers, "slots": why.slots}


def _facts(week: "PlannedWeek", answer: "WeekSolution") -> dict[str, Any]:
    return {
        "waiting": len(week.waiting),
        "matched": len(answer.matches),
        "z": answer.z,
        "gap": answer.gap,
        "first": week.first.isoformat(),
        "wanted": [{**_place(week, worth), **asdict(worth)} for worth in answer.worths],
    }


def _place(week: "PlannedWeek", worth: "Worth") -> Mapping[str, Any]:
    code, group = week.wards[worth.ward]
    return {"code": code, "group": group}


async def _tell_asker(db: AsyncSession, run: MatchRun, counted: tuple[int, int, int, int], gap: float | None) -> None:
    visits, seats, classes, waiting = counted
    words = lines(
        n_("The matching is done: {n} volunteer is asked.", "The matching is done: {n} volunteers are asked.", visits),
        n_(
            "{n} resident has been offered another class.",
            "{n} residents have been offered another class.",
            seats,
        )
        if seats
        else None,
        n_("{n} class is proposed to its leader.", "{n} classes are proposed to their leaders.", classes)
        if classes
        else None,
        n_("{n} resident was waiting.", "{n} residents were waiting.", waiting),
        _how_good(gap),
    )
    asker = await db.get_one(Person, run.asked_by_id)
    await outbox.tell(db, asker, say(words), Plan(key=f"match-run:{run.id}"))


def _how_good(gap: float | None) -> Text:
    if gap is None:
        return _("With visits by two there was no time to prove how good this is; every rule is kept.")
    if gap == 0:
        return _("✓ It is proved that nobody could have done better.")
    return _("With visits by two it is at most {percent} % from the best there is.", percent=ceil(100 * gap))


async def _tell_administrators(db: AsyncSession, run_id: int) -> None:
    text = _(
        "A matching did not finish, or was not proved, and is not used. Nobody was asked; I will try again tonight."
    )
    for one in await identity.administrators(db):
        await outbox.tell(db, one, say(text), Plan(key=f"match-run:{run_id}:{one.id}"))
