"""The last weeks as bars: counted once, shown in the chat, on the page and on paper."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.documents.drawing import FileFormat, draw
from bot.domain.reports.date_range import Span, week_of
from bot.domain.reports.weekly import Figures
from bot.i18n import Reader, Text, _
from bot.services.messaging import attachments
from bot.services.reports import week_figures
from bot.storage.tables.files import StoredFile

_WEEKS = 4
_FOR_A_PHONE = 110  # dots an inch: 730 wide

Weeks = list[tuple[Span, Figures]]


async def last_weeks(
    db: AsyncSession, group_ids: Sequence[int], until: Span, organisation_id: int | None = None
) -> Weeks:
    weeks = [week_of(min(until.last, clock.today()))]  # of what is to come nothing can be counted
    while len(weeks) < _WEEKS:
        weeks.insert(0, weeks[0].before)
    return [(week, await week_figures.of(db, group_ids, week, organisation_id)) for week in weeks]


def bars(weeks: Weeks, reader: Reader) -> dict[str, object]:
    return {
        "title": _("The last four weeks").for_(reader),
        "first": _("people").for_(reader),
        "second": _("attendances").for_(reader),
        "bars": [
            {
                "label": f"{week.first.day}/{week.first.month}–{week.last.day}/{week.last.month}",
                "first": now.people,
                "second": now.came,
                "counted": now.is_counted or now.is_empty,
            }
            for week, now in weeks
        ],
    }


async def drawn(place: Text, weeks: Weeks, reader: Reader) -> bytes:
    data = {"language": reader.language, "title": place.for_(reader), "chart": bars(weeks, reader)}
    return await asyncio.to_thread(draw, "week_chart", data, FileFormat.PNG, _FOR_A_PHONE)


async def kept(db: AsyncSession, picture: bytes) -> StoredFile:
    return await attachments.keep(db, "bieu-do.png", picture, names=False)
