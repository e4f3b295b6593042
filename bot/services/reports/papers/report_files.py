"""A report as files: the paragraph to forward, the chart, the spreadsheet, the page to print."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.documents.drawing import FileFormat, draw
from bot.documents.sheet import Sheet
from bot.documents.tables import csv_with_bom, xlsx
from bot.domain.reports.date_range import Span
from bot.i18n import Reader, Text, _, verbatim
from bot.services.people import places
from bot.services.reports import summary_texts, taught_at_home, ward_table, week_figures
from bot.services.reports.columns import COLUMNS, Measure, WardRow, used
from bot.services.reports.papers import charts, ward_sheet
from bot.services.reports.papers.charts import Weeks
from bot.services.reports.summary_texts import SummarisedWeek
from bot.services.reports.ward_table import WardTable
from bot.storage.tables.courses import Course
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

OFFICIALS = Reader(any_day=True)
# What a sheet of paper has room for; the spreadsheet has every column.
_ON_PAPER = (
    Measure.SESSIONS_HELD,
    Measure.SESSIONS_CALLED_OFF,
    Measure.SESSIONS_UNMARKED,
    Measure.PEOPLE,
    Measure.PEOPLE_60PLUS,
    Measure.ATTENDANCES,
    Measure.ATTENDANCE_RATE,
    Measure.VOLUNTEERS,
    Measure.VOLUNTEER_HOURS,
    Measure.WAITING,
)


@dataclass(frozen=True)
class Asked:
    """Whose report, for which days: some groups of a ward, shown as `place`, or what an organisation ran in them."""

    issuer: Ward | Organisation
    groups: Sequence[ResidentialGroup]
    place: Text
    span: Span
    reader: Reader = OFFICIALS

    @property
    def organisation_id(self) -> int | None:
        return self.issuer.id if isinstance(self.issuer, Organisation) else None


@dataclass(frozen=True)
class ReportFacts:
    """Everything the files of a report are made of, so that they are drawn without the database."""

    asked: Asked
    table: WardTable
    before: WardTable
    weeks: Weeks
    words: str


def of_group(ward: Ward, group: ResidentialGroup, span: Span) -> Asked:
    place = _("{group}, {ward}", group=labels.group(group), ward=ward.name)
    return Asked(ward, [group], place, span)


def of_ward(ward: Ward, groups: Sequence[ResidentialGroup], span: Span) -> Asked:
    return Asked(ward, groups, verbatim(ward.name), span)


async def of_organisation(db: AsyncSession, organisation: Organisation, span: Span) -> Asked:
    held = select(Course.group_id).where(Course.organisation_id == organisation.id)
    groups = await db.scalars(select(ResidentialGroup).where(ResidentialGroup.id.in_(held)))
    return Asked(organisation, places.in_order(groups), verbatim(organisation.name), span)


async def paragraph(db: AsyncSession, asked: Asked) -> str:
    ids, of = [group.id for group in asked.groups], asked.organisation_id
    now, before = [await week_figures.of(db, ids, span, of) for span in (asked.span, asked.span.before)]
    waits, by = await week_figures.waiting(db, ids, of), await week_figures.support(db, ids, asked.span, of)
    # Of several groups the ward's own line tells, where few people are hidden.
    at_home = await taught_at_home.people(db, ids, (), asked.span) if of is None and len(ids) == 1 else 0
    week = SummarisedWeek(asked.place, asked.span, now, before, waits, by, taught_at_home=at_home)
    return summary_texts.summary(week).text.for_(asked.reader)


async def facts(db: AsyncSession, asked: Asked) -> ReportFacts:
    of = asked.organisation_id
    table = await ward_table.of_groups(db, asked.groups, asked.span, of)
    before = await ward_table.of_groups(db, asked.groups, asked.span.before, of)
    weeks = await charts.last_weeks(db, [group.id for group in asked.groups], asked.span, of)
    return ReportFacts(asked, table, before, weeks, await paragraph(db, asked))


def made(name: str, known: ReportFacts) -> bytes:
    """Make one of NAMES. It takes tens of milliseconds of a core: from a coroutine call it in a thread."""
    return _HOW[name](known)


def _text(known: ReportFacts) -> bytes:
    return f"{known.words}\n".encode()


def _picture(known: ReportFacts) -> bytes:
    title = known.asked.place.for_(known.asked.reader)
    return draw("week_chart", {"title": title, "chart": _bars(known)}, FileFormat.PNG)


def _workbook(known: ReportFacts) -> bytes:
    return xlsx(_sheets(known))


def _csv(known: ReportFacts) -> bytes:
    return csv_with_bom(_sheets(known)[0])


def _printed(known: ReportFacts) -> bytes:
    page = _page(known.asked, known.table, known.before)
    return draw("ward_report", {**page, "paragraph": known.words.splitlines(), "chart": _bars(known)}, FileFormat.PDF)


_HOW: Mapping[str, Callable[[ReportFacts], bytes]] = {
    "bao-cao.txt": _text,
    "bieu-do.png": _picture,
    "bang.xlsx": _workbook,
    "bang.csv": _csv,
    "bao-cao.pdf": _printed,
}
NAMES = tuple(_HOW)


def _bars(known: ReportFacts) -> Mapping[str, object]:
    return charts.bars(known.weeks, known.asked.reader)


def _sheets(known: ReportFacts) -> list[Sheet]:
    return ward_sheet.sheets(known.asked.issuer, known.table, known.asked.reader)


def _page(asked: Asked, table: WardTable, before: WardTable) -> dict[str, object]:
    heads = (_("Figure"), _("In the period"), _("The period before"), _("So far"))
    return {
        "language": asked.reader.language,
        "above": ward_sheet.above(asked.issuer, table, asked.reader, on_paper=True),
        "figure_heads": [head.for_(asked.reader) for head in heads],
        "figures": _figures(table.total, before.total, asked.reader),
        "table": _by_group(table, asked.reader) if len(asked.groups) > 1 else None,
        "footer": "Học Vụ Số",
    }


def _figures(now: WardRow, before: WardRow, reader: Reader) -> list[list[object]]:
    shown = sorted({*used([now]), *_ON_PAPER}, key=list(COLUMNS).index)
    return [
        [COLUMNS[measure].head.for_(reader), now.counts[measure], before.counts[measure], now.so_far[measure]]
        for measure in shown
    ]


def _by_group(table: WardTable, reader: Reader) -> Mapping[str, object]:
    sheet = ward_sheet.in_period(table, _ON_PAPER, reader)
    return {"heads": sheet.heads, "rows": sheet.rows}
