"""The ladder of a place: what people say they have reached, official figures, targets, and the gap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, and_, case, delete, distinct, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock
from bot.domain.access.rights import Place, Right
from bot.domain.attendance import CAME
from bot.domain.courses import SessionStatus
from bot.domain.people.person import Audience, RoleKind
from bot.domain.reports.date_range import Span
from bot.domain.reports.ladder import SELF_REPORTED, Gap, Pace, Step, gap
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.reports import pupils, small_numbers, taught_at_home
from bot.services.reports.columns import Count
from bot.services.reports.distinct_people import SOMEBODY
from bot.storage.database import changed, insert_new
from bot.storage.tables.courses import Attendance, ClassSession, Course, Enrolment
from bot.storage.tables.ladder import OfficialFigure, StepSaid, Target
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, is_of, says_what_they_are
from bot.storage.tables.places import ResidentialGroup, Ward

SAY_STEP = acts.ActKind("say_step")
OFFICIAL_FIGURE = acts.ActKind("official_figure")
TARGET = acts.ActKind("target")
LONGEST_SOURCE = 200
MOST = 10_000_000

# Targets of the former province; its own document was not found, so the article that quotes them is named with them.
_OF_THE_AREA: Mapping[int, int] = MappingProxyType({2025: 1_100_000, 2026: 1_600_000})
OF_THE_PRESS = _(
    "plan of «Digital literacy for all» of the former Bình Dương province, by the article “Chuyển đổi từ cơ sở” on "
    "Vietnam.vn"
)
AREA = _("the former Bình Dương area")
_PACE = timedelta(weeks=4)
_NEVER_FEW = (Audience.PUPIL, Audience.HARDSHIP)
_BEGAN = date(2025, 1, 1)  # the movement


@dataclass(frozen=True)
class Goal:
    """A target with its year and source."""

    people: int
    year: int
    source: Text | str


@dataclass(frozen=True)
class OfWard:
    """A ward beside the others: who says to be confirmed, what is official, and the target of the year."""

    ward: Ward
    confirmed: Count
    official: OfficialFigure | None
    target: Target | None


@dataclass(frozen=True)
class Ladder:
    """How many people reached each step, in all and by audience; figure, goal and gap where there are any.

    `year` is that of its targets; `pupils` are those under 16 of whom their schools tell; `at_home` are those taught by
    their family, who stand on no step for that.
    Of a step where nobody's age is known, how many are elderly is missing, not 0; the same of the other audiences.
    """

    steps: Mapping[Step, int]
    by_audience: Mapping[Audience, Mapping[Step, int | None]]
    official: OfficialFigure | None
    goal: Goal | None
    gap: Gap | None
    year: int | None = None
    pupils: Count = None
    wards: Sequence[OfWard] = ()
    at_home: int | None = None


async def of(db: AsyncSession, groups: Sequence[ResidentialGroup], ward_code: str | None, *, whole: bool) -> Ladder:
    """Return the ladder of these groups; only the `whole` of a ward (without a code: of the area) has targets."""
    ids = [group.id for group in groups]
    steps, by_audience = await _counted(db, ids)
    official = await _official(db, ward_code) if whole else None
    goal = await _goal(db, ward_code) if whole else None
    confirmed = official.people if official is not None else steps[Step.CONFIRMED]
    missing = None if goal is None else gap(goal.people, confirmed, await _pace(db, ids))
    few = Audience if ward_code is None else _NEVER_FEW
    shown = {name: _without_few(counted) if name in few else counted for name, counted in by_audience.items()}
    year, pupils_told = (clock.today().year, await _pupils(db, ids)) if whole else (None, None)
    at_home = await _at_home(db, groups, ward_code, whole=whole)
    return Ladder(steps, shown, official, goal, missing, year, pupils_told, at_home=at_home)


async def _at_home(
    db: AsyncSession, groups: Sequence[ResidentialGroup], ward_code: str | None, *, whole: bool
) -> int | None:
    of_wards = {group.ward_code for group in groups} if ward_code is None else {ward_code}
    wards = of_wards if whole else ()
    n = await taught_at_home.people(db, [group.id for group in groups], wards, Span(_BEGAN, clock.today()))
    return n if ward_code is not None else _unless_few(n)


async def of_area(db: AsyncSession, overseen: Sequence[tuple[Ward, Sequence[ResidentialGroup]]]) -> Ladder:
    groups = [group for _ward, theirs in overseen for group in theirs]
    whole = await of(db, groups, None, whole=True)
    said = await _confirmed_by_ward(db, [group.id for group in groups])
    by_ward = {ward.code: said.get(ward.code, 0) for ward, _groups in overseen}
    shown = small_numbers.hide_parts(by_ward, whole.steps[Step.CONFIRMED])
    wards = [
        OfWard(ward, shown[ward.code], await _official(db, ward.code), await _target(db, ward.code))
        for ward, _groups in overseen
    ]
    return replace(whole, wards=wards)


async def _pupils(db: AsyncSession, ids: Sequence[int]) -> int | None:
    told = [row[-1] for row in await pupils.told(db, ids, None, clock.now())]
    return _unless_few(sum(told)) if told else None


def _without_few(counted: Mapping[Step, int | None]) -> dict[Step, int | None]:
    return {step: _unless_few(n) for step, n in counted.items()}


def _unless_few(n: int | None) -> int | None:
    return None if small_numbers.is_few(n) else n


async def _confirmed_by_ward(db: AsyncSession, ids: Sequence[int]) -> dict[str, int]:
    rows = await db.execute(
        select(ResidentialGroup.ward_code, func.count(distinct(SOMEBODY)))
        .select_from(StepSaid)
        .join(Person, Person.id == StepSaid.person_id)
        .join(ResidentialGroup, ResidentialGroup.id == Person.group_id)
        .where(StepSaid.step == Step.CONFIRMED, Person.group_id.in_(ids))
        .group_by(ResidentialGroup.ward_code)
    )
    return {row[0]: row[1] for row in rows}


async def say(db: AsyncSession, person: Person, step: Step, by: Person) -> Act | None:
    if step not in SELF_REPORTED:
        raise ValueError(step)
    if not await insert_new(db, StepSaid, person_id=person.id, step=step, by_id=by.id, at=clock.now()):
        return None
    return await acts.record(db, by, SAY_STEP, person=person.id, step=step.value)


async def undo_say_step(db: AsyncSession, act: Act) -> Text | None:
    said = await db.get(StepSaid, (act.facts["person"], Step(act.facts["step"])))
    if said is not None:
        await db.delete(said)
    return _("All right, I have taken it back.")


async def publish(db: AsyncSession, by: Person, figure: OfficialFigure) -> Act:
    """Store an official figure of a ward, or of the area. Raise NotAllowed."""
    await _must_set(db, by, figure.ward_code)
    db.add(figure)
    await db.flush()
    return await acts.record(db, by, OFFICIAL_FIGURE, figure=figure.id, ward=figure.ward_code)


async def undo_publish(db: AsyncSession, act: Act) -> Text | None:
    gone = await changed(db, delete(OfficialFigure).where(OfficialFigure.id == act.facts["figure"]))
    return _("The official figure is taken back; the one before it counts again.") if gone else None


async def aim(db: AsyncSession, by: Person, target: Target) -> Act:
    """Set the target of a ward, or of the area. Raise NotAllowed."""
    await _must_set(db, by, target.ward_code)
    db.add(target)
    await db.flush()
    return await acts.record(db, by, TARGET, target=target.id, ward=target.ward_code)


async def undo_aim(db: AsyncSession, act: Act) -> Text | None:
    # Acts of before this version name no row: what was set then is written over by setting it again.
    gone = await changed(db, delete(Target).where(Target.id == act.facts.get("target")))
    return _("The target is taken back; the one before it counts again.") if gone else None


async def _must_set(db: AsyncSession, by: Person, ward_code: str | None) -> None:
    if not await permissions.may_at(db, by, Right.SET_TARGETS, Place(ward_code)):
        raise NotAllowed(Right.SET_TARGETS)


async def _counted(
    db: AsyncSession, ids: Sequence[int]
) -> tuple[dict[Step, int], dict[Audience, dict[Step, int | None]]]:
    # Who helps or leads is no learner for that alone, but may be in the book, or enrol.
    helps = select(Role.person_id).where(Role.kind != RoleKind.RESIDENT)
    is_learner = Person.entered_by_id.is_not(None) | Person.id.not_in(helps)
    here = and_(Person.group_id.in_(ids), Person.erased_at.is_(None), is_learner)
    steps: dict[Step, int] = {}
    by_audience: dict[Audience, dict[Step, int | None]] = {name: {} for name in Audience}
    for step, query in _steps(ids).items():
        who = or_(here, Person.id.in_(query)) if step is Step.REACHED else Person.id.in_(query)
        counted = [func.count(distinct(case((is_of(name), SOMEBODY)))) for name in Audience]
        ages_and_kinds = (func.count(Person.age_band), func.count(says_what_they_are()))
        rows = await db.execute(select(func.count(distinct(SOMEBODY)), *ages_and_kinds, *counted).where(who))
        steps[step], ages, kinds, *found = rows.one()
        for name, n in zip(Audience, found, strict=True):
            known = (n or ages) if name is Audience.ELDERLY else kinds
            by_audience[name][step] = n if known else None
    return steps, by_audience


def _steps(ids: Sequence[int]) -> dict[Step, Select[tuple[int]]]:
    """Count whoever got further on the lower steps, too: a walk-in has never enrolled, and came all the same."""
    theirs = Course.group_id.in_(ids)
    enrolled = select(Enrolment.person_id).join(Course, Course.id == Enrolment.course_id).where(theirs)
    came = (
        select(Attendance.person_id)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(theirs, Attendance.mark.in_(CAME))
    )
    mine = select(Person.id).where(Person.group_id.in_(ids))
    said = {
        step: select(StepSaid.person_id).where(StepSaid.step == step, StepSaid.person_id.in_(mine))
        for step in SELF_REPORTED
    }
    all_said = select(StepSaid.person_id).where(StepSaid.person_id.in_(mine))
    came_or_further = came.union(all_said)
    enrolled_or_further = enrolled.union(came, all_said)
    return {
        Step.REACHED: select(enrolled_or_further.subquery().c[0]),
        Step.ENROLLED: select(enrolled_or_further.subquery().c[0]),
        Step.CAME: select(came_or_further.subquery().c[0]),
        Step.PRACTISED: all_said,
        Step.CONFIRMED: said[Step.CONFIRMED],
    }


async def _official(db: AsyncSession, ward_code: str | None) -> OfficialFigure | None:
    here = _of_place(OfficialFigure.ward_code, ward_code)
    found: OfficialFigure | None = await db.scalar(
        select(OfficialFigure).where(here).order_by(OfficialFigure.as_of.desc(), OfficialFigure.id.desc()).limit(1)
    )
    return found


async def _goal(db: AsyncSession, ward_code: str | None) -> Goal | None:
    year = clock.today().year
    target = await _target(db, ward_code)
    if target is not None:
        return Goal(target.people, year, target.source)
    return Goal(_OF_THE_AREA[year], year, OF_THE_PRESS) if ward_code is None and year in _OF_THE_AREA else None


async def _target(db: AsyncSession, ward_code: str | None) -> Target | None:
    here = (_of_place(Target.ward_code, ward_code), Target.year == clock.today().year)
    found: Target | None = await db.scalar(select(Target).where(*here).order_by(Target.id.desc()).limit(1))
    return found


async def _pace(db: AsyncSession, ids: Sequence[int]) -> Pace:
    since = clock.now() - _PACE
    first = (
        select(func.min(ClassSession.starts_at).label("at"))
        .select_from(Attendance)
        .join(ClassSession, ClassSession.id == Attendance.session_id)
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_(ids), Attendance.mark.in_(CAME))
        .group_by(Attendance.person_id)
        .subquery()
    )
    newcomers = await db.scalar(select(func.count()).select_from(first).where(first.c.at >= since))
    sessions = await db.scalar(
        select(func.count(ClassSession.id))
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_(ids), ClassSession.status == SessionStatus.HELD, ClassSession.starts_at >= since)
    )
    begun = await db.scalar(
        select(func.min(ClassSession.starts_at))
        .join(Course, Course.id == ClassSession.course_id)
        .where(Course.group_id.in_(ids), ClassSession.status == SessionStatus.HELD)
    )
    return Pace(newcomers or 0, sessions or 0, is_known=begun is not None and begun <= since)


def _of_place(column: InstrumentedAttribute[str | None], ward_code: str | None) -> ColumnElement[bool]:
    return column.is_(None) if ward_code is None else column == ward_code
