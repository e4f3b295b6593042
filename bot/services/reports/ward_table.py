"""The ward's table: every number of a period by group; and above it, by ward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.reports.date_range import Span
from bot.services.people import places
from bot.services.reports import measures, pupils, sent_weeks, small_numbers
from bot.services.reports.columns import COLUMNS, NEVER_FEW, OF_PERSONS, Column, Count, Measure, WardRow, complete
from bot.services.reports.measures import IN_ALL, Key, MeasuredSessions, Per
from bot.storage.tables.courses import Course
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

# A group with a value in one of these has used the assistant.
_HEARD_OF = (Measure.SESSIONS_HELD, Measure.WAITING)


@dataclass(frozen=True)
class WardTable:
    """A row for each residential group by its id, and the total, in which nobody is counted twice.

    What organisations ran is among it, and has a row for each of them by its id.
    """

    span: Span
    groups: Sequence[ResidentialGroup]
    rows: dict[int, WardRow]
    total: WardRow
    notes: Mapping[int, str]
    organisations: Sequence[Organisation] = ()
    by_organisation: Mapping[int, WardRow] = field(default_factory=dict)


@dataclass(frozen=True)
class Area:
    """A row for each ward by its code, and the total."""

    span: Span
    wards: Sequence[Ward]
    rows: Mapping[str, WardRow]
    total: WardRow


async def of_ward(db: AsyncSession, ward_code: str, span: Span) -> WardTable:
    return await of_groups(db, await places.groups_of(db, ward_code), span, wards=(ward_code,))


async def of_groups(
    db: AsyncSession,
    groups: Sequence[ResidentialGroup],
    span: Span,
    organisation_id: int | None = None,
    wards: Sequence[str] = (),
) -> WardTable:
    """Return a row for each group; the number of queries does not grow with the number of groups.

    With an organisation only its classes are counted. `wards` are those of which these are all the groups.
    """
    ids = [group.id for group in groups]
    rows = await _rows(db, MeasuredSessions(ids, None, clock.now(), Per.GROUP, organisation_id, wards), ids, span)
    notes = await sent_weeks.notes(db, ids, span) if organisation_id is None else {}
    theirs = await _organisations(db, ids) if organisation_id is None else ()
    by_organisation = await _rows_of_organisations(db, ids, theirs, span) if theirs else {}
    by_group = {group_id: rows[group_id] for group_id in ids}
    return WardTable(span, groups, by_group, rows[IN_ALL], notes, theirs, by_organisation)


async def _organisations(db: AsyncSession, group_ids: Sequence[int]) -> Sequence[Organisation]:
    ran = select(Course.organisation_id).where(Course.group_id.in_(group_ids), Course.organisation_id.is_not(None))
    told = {row[0] for row in await pupils.told(db, group_ids, None, clock.now())}
    theirs = Organisation.id.in_(ran) | Organisation.id.in_(told)
    return (await db.scalars(select(Organisation).where(theirs).order_by(Organisation.id))).all()


async def _rows_of_organisations(
    db: AsyncSession, group_ids: Sequence[int], organisations: Sequence[Organisation], span: Span
) -> dict[int, WardRow]:
    since, until = clock.days(span.first, span.last)
    ids = [one.id for one in organisations]
    period, so_far = _empty(ids), _empty(ids)
    for begins, counts in ((since, period), (None, so_far)):
        await _count(db, MeasuredSessions(group_ids, begins, until, Per.ORGANISATION), counts)
    rows = {one: WardRow(complete(period[one], known=True), complete(so_far[one], known=True)) for one in ids}
    return small_numbers.hide(rows, NEVER_FEW)


async def of_area(db: AsyncSession, overseen: Sequence[tuple[Ward, Sequence[ResidentialGroup]]], span: Span) -> Area:
    ids = [group.id for _ward, groups in overseen for group in groups]
    codes = [ward.code for ward, _groups in overseen]
    scope = MeasuredSessions(ids, None, clock.now(), Per.WARD, wards=codes)
    rows = await _rows(db, scope, codes, span)
    shown = small_numbers.hide(rows, OF_PERSONS, IN_ALL)
    wards = [ward for ward, _groups in overseen]
    return Area(span, wards, {ward.code: shown[ward.code] for ward in wards}, shown[IN_ALL])


async def _rows(db: AsyncSession, scope: MeasuredSessions, keys: Sequence[Key], span: Span) -> dict[Key, WardRow]:
    """Count twice for each key and the total: over the days of `span`, and until its end."""
    since, until = clock.days(span.first, span.last)
    # A person may come in two groups: in the total everybody is counted anew, not added up.
    period, so_far = _empty(keys), _empty(keys)
    for each in (scope.per, Per.ALL):
        await _count(db, replace(scope, since=since, until=until, per=each), period)
        await _count(db, replace(scope, since=None, until=until, per=each), so_far)
    known = {key: any(so_far[key][measure] is not None for measure in _HEARD_OF) for key in so_far}
    rows = {
        key: WardRow(complete(period[key], known=known[key]), complete(so_far[key], known=known[key])) for key in period
    }
    return small_numbers.hide(rows, NEVER_FEW, IN_ALL)


def _empty(keys: Sequence[Key]) -> dict[Key, dict[Column, Count]]:
    return {key: dict.fromkeys(COLUMNS) for key in (*keys, IN_ALL)}


async def _count(db: AsyncSession, scope: MeasuredSessions, into: dict[Key, dict[Column, Count]]) -> None:
    for kind in measures.KINDS:
        for place, measure, value in await kind(db, scope):
            into[place][measure] = value
