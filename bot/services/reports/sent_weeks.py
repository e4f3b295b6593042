"""What was reported of a week: later changes become a correction; only the leader's own tap sends it to the ward."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.reports.date_range import Span, week_of
from bot.domain.reports.weekly import Figures
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.reports import proposals, week_figures
from bot.storage.database import insert_new
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from bot.storage.tables.reports import WeekReport

SEND_WEEK = acts.ActKind("send_week")
LONGEST_NOTE = 500
# A change in one of these figures is worth a correction.
_TOLD = ("held", "people", "came", "no_show")


async def note_told(db: AsyncSession, group_id: int, monday: date, now: Figures) -> None:
    told = {"told": asdict(now), "told_at": clock.now()}
    if not await insert_new(db, WeekReport, group_id=group_id, monday=monday, **told):
        mine = (WeekReport.group_id == group_id, WeekReport.monday == monday)
        # What was sent to the ward stays as sent: the next summary corrects it.
        await db.execute(update(WeekReport).where(*mine, WeekReport.sent_at.is_(None)).values(**told))


async def correction(db: AsyncSession, group_id: int, monday: date, now: Figures) -> Text | None:
    """Return «Đính chính tuần …: 2 → 3 buổi, 14 → 23 lượt», or None if nothing that was told has changed."""
    report = await db.get(WeekReport, (group_id, monday))
    if report is None or all(report.told.get(name) == getattr(now, name) for name in _TOLD):
        return None
    week = week_of(monday)
    return _(
        "• Correction for {first} to {last}: sessions {held} → {held_now}, people {people} → {people_now},"
        " attendances {came} → {came_now}",
        first=f"{week.first:%d/%m}",
        last=f"{week.last:%d/%m}",
        held=report.told["held"],
        held_now=now.held,
        people=report.told["people"],
        people_now=now.people,
        came=report.told["came"],
        came_now=now.came,
    )


async def send_up(db: AsyncSession, by: Person, group: ResidentialGroup, monday: date, note: str | None) -> Act:
    await permissions.must(db, by, Right.SEND_REPORT, group)
    now = await week_figures.of(db, [group.id], week_of(monday))
    mine = (WeekReport.group_id == group.id, WeekReport.monday == monday)
    sent = {"told": asdict(now), "told_at": clock.now(), "sent_at": clock.now(), "sent_by_id": by.id, "note": note}
    if not await insert_new(db, WeekReport, group_id=group.id, monday=monday, **sent):
        await db.execute(update(WeekReport).where(*mine).values(**sent))
    # What is wished for with a week reaches the ward like any other proposal.
    asked = await proposals.propose(db, by, group, note) if note else None
    facts = {"group": group.id, "monday": monday.isoformat()}
    return await acts.record(db, by, SEND_WEEK, **facts, **({"asked": asked.id} if asked is not None else {}))


async def undo_send_week(db: AsyncSession, act: Act) -> Text | None:
    mine = (WeekReport.group_id == act.facts["group"], WeekReport.monday == date.fromisoformat(act.facts["monday"]))
    await db.execute(update(WeekReport).where(*mine).values(sent_at=None, sent_by_id=None, note=None))
    asked = await db.get(Act, act.facts.get("asked", 0))
    if asked is not None and await acts.mark_undone(db, asked):
        await proposals.undo_propose(db, asked)
    return _("The report is taken back: the ward does not count it as sent.")


async def is_sent(db: AsyncSession, group_id: int, monday: date) -> bool:
    report = await db.get(WeekReport, (group_id, monday), populate_existing=True)
    return report is not None and report.sent_at is not None


async def not_sent(db: AsyncSession, groups: Sequence[ResidentialGroup], monday: date) -> list[ResidentialGroup]:
    rows = await db.scalars(
        select(WeekReport.group_id).where(
            WeekReport.group_id.in_([group.id for group in groups]),
            WeekReport.monday == monday,
            WeekReport.sent_at.is_not(None),
        )
    )
    sent = set(rows)
    return [group for group in groups if group.id not in sent]


async def notes(db: AsyncSession, group_ids: Sequence[int], span: Span) -> Mapping[int, str]:
    """Return, by group id, the difficulties and wishes sent with weeks that touch these days."""
    rows = await db.execute(
        select(WeekReport.group_id, WeekReport.note)
        .where(WeekReport.group_id.in_(group_ids), WeekReport.sent_at.is_not(None), WeekReport.note.is_not(None))
        .where(WeekReport.monday.between(week_of(span.first).first, span.last))
        .order_by(WeekReport.monday)
    )
    found: dict[int, list[Any]] = {}
    for group_id, note in rows:
        found.setdefault(group_id, []).append(note)
    return {group_id: "; ".join(said) for group_id, said in found.items()}
