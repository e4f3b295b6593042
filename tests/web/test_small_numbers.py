"""Who is under 18 is told in sums of five or more, wherever a figure is shown: page, workbook, lists, paper, chat."""

import csv
import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.people.person import AgeBand, OrganisationKind, RoleKind
from bot.domain.reports.date_range import Span
from bot.domain.vietnamese import fold
from bot.i18n import Reader
from bot.services.reports import drill_down, ward_table
from bot.services.reports.columns import COLUMNS, NEVER_FEW, Measure
from bot.services.reports.papers import report_files, ward_form
from bot.storage.database import Database
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, Ward
from bot.storage.tables.reports import PupilCount
from tests import scene
from tests.services.reports.test_ward_table import course, mark, person, session
from tests.web.test_pages import House

SPAN = Span(date(2026, 11, 16), date(2026, 11, 22))
HEADS = {COLUMNS[measure].head.for_(Reader()) for measure in NEVER_FEW}


async def ward_of(database: Database, few: int) -> Person:
    """So many aged 16 or 17 came, and so many pupils are told by a school: in a class of its, and beside it."""
    async with database.begin() as db:
        three, five = await scene.group(db), await scene.group(db, "5")
        far = await scene.group(db, "1", ward="25966")
        thuy = await person(db, group_id=three.id, ward_code=scene.PHU_LOI)
        thuy.name = "Lê Thị Thủy"
        role = await scene.role(db, thuy, RoleKind.COORDINATOR, three)
        role.group_id = role.ward_code = None
        school = Organisation(kind=OrganisationKind.SCHOOL, name="Trường THCS Phú Lợi", ward_code=scene.PHU_LOI)
        db.add(school)
        await db.flush()
        for group in (three, five, far):
            young = [await person(db, age_band=AgeBand.UNDER_18, group_id=group.id) for _n in range(few)]
            old = [await person(db, age_band=AgeBand.FROM_60, group_id=group.id) for _n in range(7)]
            made = await course(db, group, thuy)
            await mark(db, await session(db, made, "2026-11-18"), dict.fromkeys((*young, *old), Mark.PRESENT))
        made.organisation_id = school.id
        for of in (made.id, None):
            db.add(
                PupilCount(
                    organisation_id=school.id,
                    course_id=of,
                    month=date(2026, 11, 1),
                    pupils=few,
                    by_id=thuy.id,
                    at=clock.now(),
                )
            )
        await db.flush()
        return thuy


def under(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[object]:
    """What stands below the heads that tell of people under 18."""
    for place, head in enumerate(heads):
        if head in HEADS:
            yield from (row[place] for row in rows)


async def in_files(database: Database) -> list[object]:
    async with database.begin() as db:
        ward = await db.get_one(Ward, scene.PHU_LOI)
        groups = (await ward_table.of_ward(db, ward.code, SPAN)).groups
        asked = [report_files.of_ward(ward, groups, SPAN), *(report_files.of_group(ward, one, SPAN) for one in groups)]
        known = [await report_files.facts(db, one) for one in asked]
    found: list[object] = []
    for each in known:
        book = load_workbook(BytesIO(report_files.made("bang.xlsx", each)))
        for page in book:
            rows = [[cell.value for cell in row] for row in page.iter_rows()]
            at = next((n for n, row in enumerate(rows) if set(map(str, row)) >= HEADS), len(rows))
            # All but the sheet that explains the columns.
            found += under([str(cell) for cell in rows[at]], rows[at + 1 :]) if at < len(rows) else ()
        lists = list(csv.reader(StringIO(report_files.made("bang.csv", each).decode("utf-8-sig")), delimiter=","))
        at = next(n for n, row in enumerate(lists) if HEADS.intersection(row))
        found += under(lists[at], lists[at + 1 :])
        # What is printed, and what fills a ward's own form.
        found += [
            n
            for head, *numbers in report_files._figures(each.table.total, each.before.total, Reader())
            if head in HEADS
            for n in numbers
        ]
        form = ward_form._filling(each)
        fits = re.compile("|".join(re.escape(name) for name in map(fold, HEADS)))
        found += [n for cells in (*form.each, form.once) for name, n in cells.items() if fits.search(name)]
        assert not any(head in each.words for head in HEADS)
    return [n for n in found if n not in {None, ""}]


async def on_pages(database: Database, of: Person) -> list[object]:
    house = House(database, None, None, of)  # type: ignore[arg-type]
    visit = await house.inside()
    days = f"from={SPAN.first}&to={SPAN.last}"
    found: list[object] = []
    for path in ("/bang/khu-vuc?", f"/bang/?place=w{scene.PHU_LOI}&", "/bang/?place=w25966&"):
        page = (await visit.get(f"{path}{days}")).text
        cells = re.findall(r'<td data-head="([^"]+)">([^<]*)</td>', page)
        lines = re.findall(r'<th scope="row">([^<]+)<small>.*?</th>\s*((?:<td>.*?</td>\s*)+)', page, re.DOTALL)
        found += [n for head, n in cells if head in HEADS]
        found += [n for head, tds in lines if head in HEADS for n in re.findall(r"<td>(?:<a[^>]*>)?([^<]*)", tds)]
    return [n for n in found if n != "—"]


@pytest.mark.parametrize("few", [1, 2, 4])
async def test_fewer_than_five_under_18_are_told_nowhere(file_database: Database, few: int) -> None:
    thuy = await ward_of(file_database, few)
    shown = [int(str(n)) for n in (*await in_files(file_database), *await on_pages(file_database, thuy))]
    assert [n for n in shown if 0 < n < 5] == []
    assert NEVER_FEW.isdisjoint(drill_down.COLUMNS), "nor is anybody named behind the number"


async def test_five_and_more_are_told_on_each_of_them(file_database: Database) -> None:
    thuy = await ward_of(file_database, 6)
    assert {6, 12} <= {int(str(n)) for n in await in_files(file_database)}
    assert {6, 12} <= {int(str(n)) for n in await on_pages(file_database, thuy)}


async def test_the_total_of_a_ward_counts_pupils_of_each_month_once(file_database: Database) -> None:
    await ward_of(file_database, 6)
    async with file_database.begin() as db:
        table = await ward_table.of_ward(db, "25966", SPAN)
        other = await ward_table.of_ward(db, scene.PHU_LOI, SPAN)
        before = await ward_table.of_ward(db, scene.PHU_LOI, Span(date(2026, 10, 1), date(2026, 10, 31)))
    pupils = Measure.PUPILS
    assert table.total.counts[pupils] == 6, "the class is held in that ward"
    assert other.total.counts[pupils] == 6, "the school stands in this one"
    assert before.total.counts[pupils] is None
