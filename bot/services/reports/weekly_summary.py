"""The week of a residential group: counted, sent to its leaders on Sunday evening, and shown whenever they ask."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Boolean, bindparam, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.reports import weekly
from bot.domain.reports.date_range import week_of
from bot.domain.reports.weekly import Figures, GroupStatus, LeaderTask, Thing
from bot.domain.weeks import A_WEEK
from bot.i18n import Reader, Text, _, n_
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.reports import sent_weeks, summary_texts, taught_at_home, week_figures
from bot.services.reports.papers import charts
from bot.services.reports.summary_texts import SummarisedWeek
from bot.storage import installation, session_queries
from bot.storage.piecewise import each
from bot.storage.tables.courses import ClassSession, Course, is_over
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Address, Person, Role, leads
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.volunteers import Shift

# Groups, by their number, that are one job: few, so that no turn waits long for its transactions.
_TOGETHER = 5
# A roll call that nobody has closed in two weeks will not be closed any more.
_FORGOTTEN = timedelta(days=14)


@dataclass(frozen=True)
class SummaryDraft:
    """A week as it is told to a leader, and the weeks its picture is drawn from; `quiet` if there is nothing to it."""

    group: ResidentialGroup
    monday: date
    now: Figures
    summary: Say
    to_do: Say
    weeks: charts.Weeks
    quiet: bool = False

    async def picture(self, reader: Reader) -> bytes | None:
        return None if self.now.is_empty else await charts.drawn(labels.group(self.group), self.weeks, reader)

    async def messages(self, db: AsyncSession, picture: bytes | None) -> tuple[Say, ...]:
        if self.quiet:
            return (summary_texts.nothing_yet(labels.group(self.group)),)
        file = None if picture is None else await charts.kept(db, picture)
        return replace(self.summary, file=None if file is None else file.id), self.to_do


Due: TypeAlias = tuple[SummaryDraft, Person]
# The ids of a group and of one who leads it.
Leader: TypeAlias = tuple[int, int]


# When that is, the installation says: whoever runs the statement brings the answer (`evening`).
_EVENING = "summaries_are_sent"
DUE = bindparam(_EVENING, type_=Boolean) & exists().where(leads())


def evening(db: AsyncSession) -> dict[str, bool]:
    """Return the parameter of `DUE`: whether leaders get their week now."""
    return {_EVENING: _week_now(db) is not None}


async def waiting(db: AsyncSession) -> list[str]:
    """Return the jobs that the week is told by: the Monday, and which groups' leaders have not had theirs."""
    monday = _week_now(db)
    if monday is None:
        return []
    rows = await _not_told(db, monday)
    return [f"{monday} {some}" for some in dict.fromkeys(group_id // _TOGETHER for group_id, _person in rows)]


async def due(db: AsyncSession, job: str) -> list[Due]:
    monday = _week_now(db)
    found: list[Due] = []
    drafts: dict[int, SummaryDraft] = {}

    async def draw_up(db: AsyncSession, who: Leader) -> int:
        group_id, leader = who[0], await db.get_one(Person, who[1])
        if monday is not None and group_id not in drafts:
            drafts[group_id] = await draft(db, await db.get_one(ResidentialGroup, group_id), monday)
        of, knows = drafts[group_id], await _has_had_one(db, who)
        if of.quiet and knows and not weekly.is_told_when_quiet(of.monday):
            await _note_told(db, who, of.monday)
        else:
            # The first week is told in full, however empty it is.
            found.append((of if knows else replace(of, quiet=False), leader))
        return 1

    of, some = job.split()
    if monday is not None and of == monday.isoformat():
        first = int(some) * _TOGETHER
        await each(db, "leader", await _not_told(db, monday, range(first, first + _TOGETHER)), draw_up)
    return found


async def tell(db: AsyncSession, found: Due, picture: bytes | None) -> int:
    of, leader = found
    await sent_weeks.note_told(db, of.group.id, of.monday, of.now)
    _since, until = _window(db, of.monday)
    key = f"weekly:{of.group.id}:{of.monday}:{leader.id}"
    plans = (Plan(key=key, expires=until), Plan(key=f"{key}:do", expires=until))
    said = zip(await of.messages(db, picture), plans, strict=False)
    written = sum([await outbox.tell(db, leader, say, plan) is not None for say, plan in said])
    if written:
        await _note_told(db, (of.group.id, leader.id), of.monday)
    return written


async def _note_told(db: AsyncSession, who: Leader, monday: date) -> None:
    theirs = (Role.group_id == who[0], Role.person_id == who[1])
    await db.execute(update(Role).where(*theirs).values(week_told=monday))


async def _has_had_one(db: AsyncSession, who: Leader) -> bool:
    told = select(Role.id).where(Role.group_id == who[0], Role.person_id == who[1], Role.week_told.is_not(None))
    return await db.scalar(told.limit(1)) is not None


PLANNED = exists().where(leads())


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    leaders = await db.scalar(select(func.count(func.distinct(Role.person_id))).where(leads()))
    if not leaders:
        return []
    at = installation.of(db).sending.next(clock.local(clock.now())).astimezone(UTC)
    return [(at, n_("The weekly summary: {n} leader", "The weekly summary: {n} leaders", leaders))]


async def draft(db: AsyncSession, group: ResidentialGroup, monday: date) -> SummaryDraft:
    weeks = await charts.last_weeks(db, [group.id], week_of(monday))
    (before_span, before), (span, now) = weeks[-2:]
    corrected = await sent_weeks.correction(db, group.id, before_span.first, before)
    waits, by = await week_figures.waiting(db, [group.id]), await week_figures.support(db, [group.id], span)
    at_home = await taught_at_home.people(db, [group.id], (), span)
    week = SummarisedWeek(labels.group(group), span, now, before, waits, by, corrected, at_home)
    sent = await sent_weeks.is_sent(db, group.id, monday)
    label = _("📤 Send to the ward again") if sent else _("📤 Send to the ward")
    # Below the things to do, so that the summary can be forwarded as it is.
    things = await things_to_do(db, group.id)
    to_do = summary_texts.to_do(things)
    nothing = not at_home and now.is_empty and before.is_empty
    nothing = nothing and all(thing.task is LeaderTask.PLAN for thing in things)
    send_up = option(label, "send_week", group=group.id, monday=monday.isoformat())
    return SummaryDraft(
        group,
        monday,
        now,
        summary_texts.summary(week),
        replace(to_do, options=(*to_do.options, send_up)),
        weeks,
        quiet=nothing,
    )


async def things_to_do(db: AsyncSession, group_id: int) -> list[Thing]:
    now = clock.now()
    own = session_queries.run_by([group_id], [])
    mine = select(ClassSession).join(Course, Course.id == ClassSession.course_id).where(own)
    mine = mine.where(ClassSession.status == SessionStatus.PLANNED).order_by(ClassSession.starts_at)
    unmarked = mine.where(ClassSession.starts_at >= now - _FORGOTTEN, is_over())
    ahead = (await db.scalars(mine.where(ClassSession.starts_at.between(now, now + A_WEEK)))).all()
    ids = [session.id for session in ahead]
    return weekly.things_to_do(
        GroupStatus(
            unmarked=tuple(session.id for session in await db.scalars(unmarked)),
            requests=await _requests(db, group_id),
            short=await _short(db, ids),
            to_call=await _to_call(db, group_id),
            waiting=await week_figures.waiting(db, [group_id]),
            planned=len(ids),
        )
    )


async def _requests(db: AsyncSession, group_id: int) -> int:
    asked = (Role.group_id == group_id, Role.kind == RoleKind.VOLUNTEER, Role.status == RoleStatus.REQUESTED)
    return await db.scalar(select(func.count()).select_from(Role).where(*asked)) or 0


async def _short(db: AsyncSession, session_ids: list[int]) -> tuple[tuple[int, int], ...]:
    rows = await db.execute(
        select(Shift.session_id, Shift.needed - Shift.filled)
        .join(ClassSession, ClassSession.id == Shift.session_id)
        .where(Shift.session_id.in_(session_ids), Shift.filled < Shift.needed)
        .order_by(ClassSession.starts_at)
    )
    return tuple((row[0], row[1]) for row in rows)


async def _to_call(db: AsyncSession, group_id: int) -> tuple[int, ...]:
    """Return, for each person who is to be called, the session of the first call."""
    rows = await db.execute(
        select(Call.person_id, Call.session_id)
        .join(ClassSession, ClassSession.id == Call.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id == group_id, Call.closed_at.is_(None), ClassSession.starts_at > clock.now())
        .order_by(ClassSession.starts_at.desc(), Call.id.desc())
    )
    first = {person_id: session_id for person_id, session_id in rows if session_id is not None}
    return tuple(reversed(first.values()))


async def _not_told(db: AsyncSession, monday: date, groups: range | None = None) -> list[Leader]:
    reached = select(Address.id).where(
        Address.person_id == Person.id, Address.unreachable_at.is_(None), Address.cut_off_at.is_(None)
    )
    rows = (
        select(ResidentialGroup.id, Person.id)
        .join(Role, Role.group_id == ResidentialGroup.id)
        .join(Person, Person.id == Role.person_id)
        .where(leads(), Role.decided_at < _window(db, monday)[0], Role.week_told.is_distinct_from(monday))
        .where(Person.reminders_stopped_at.is_(None), reached.exists())
        .distinct()
        .order_by(ResidentialGroup.id, Person.id)
    )
    if groups is not None:
        rows = rows.where(ResidentialGroup.id.between(groups.start, groups.stop - 1))
    return [(group_id, person_id) for group_id, person_id in await db.execute(rows)]


def _week_now(db: AsyncSession) -> date | None:
    return installation.of(db).sending.week(clock.local(clock.now()))


def _window(db: AsyncSession, monday: date) -> tuple[datetime, datetime]:
    since, until = installation.of(db).sending.window(monday)
    return clock.at(since.date(), since.time()), clock.at(until.date(), until.time())
