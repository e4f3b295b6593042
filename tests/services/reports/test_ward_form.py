"""The ward's own Excel form is filled by our numbers, and nothing else in it is touched."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from bot import clock
from bot.documents.filling import CannotFill
from bot.domain.attendance import Mark
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import Span
from bot.services.reports.papers import report_files, ward_form
from bot.services.reports.papers.report_files import ReportFacts
from bot.storage.database import Database
from bot.storage.tables.courses import Attendance
from bot.storage.tables.places import Ward
from tests import scene


async def _facts(database: Database) -> ReportFacts:
    """Two groups; in the first one a class was held to which one person came."""
    async with database.begin() as db:
        three = await scene.group(db)
        four = await scene.group(db, "4")
        lan = await scene.without_phone(db, three, "Trần Thị Lan", "chi")
        await scene.role(db, lan, RoleKind.LEADER, three)
        made = await scene.course(db, lan, "2026-11-25 09:00")
        clock.stop_at(scene.local("2026-11-25 12:00"))
        session = made.sessions[0].id
        db.add(
            Attendance(
                session_id=session, person_id=lan.id, mark=Mark.PRESENT, marked_by_id=lan.id, marked_at=clock.now()
            )
        )
        ward = await db.get_one(Ward, three.ward_code)
        today = clock.today()
        return await report_files.facts(db, report_files.of_ward(ward, [three, four], Span(today, today)))


def _form(rows: int = 2, name: str = "số lượt người tham gia") -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"], page["A3"], page["B3"], page["C3"] = "UBND {{x}}", "TT", "Đơn vị", "Số lượt"
    page["A2"] = "{{thời gian}}"
    page["A4"], page["B4"], page["C4"] = "{{STT}}", "{{ khu phố }}", f"{{{{{name}}}}}"
    page["C4"].font = Font(bold=True)
    page.cell(4 + rows, 1).value, page.cell(4 + rows, 3).value = "Cộng", f"=SUM(C4:C{3 + rows})"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


async def test_cells_that_are_named_once_are_filled_and_formulas_stay(file_database: Database) -> None:
    facts = await _facts(file_database)
    page = load_workbook(BytesIO(await ward_form.filled(_form(), facts))).active
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4, max_row=6)]
    assert rows == [[1, "Khu phố 3", 1], [2, "Khu phố 4", None], ["Cộng", None, "=SUM(C4:C5)"]]
    assert page["A1"].value == "UBND {{x}}", "only a cell that is nothing but a name is one"
    assert "25/11/2026" in str(page["A2"].value)
    assert page["C5"].font.bold


async def test_what_it_cannot_fill_it_says(file_database: Database) -> None:
    facts = await _facts(file_database)
    with pytest.raises(CannotFill) as unknown:
        await ward_form.filled(_form(name="số ca"), facts)
    assert unknown.value.unknown == ["số ca"]
    with pytest.raises(CannotFill) as small:
        await ward_form.filled(_form(rows=1), facts)
    assert small.value.room == 1


def test_the_how_to_names_what_there_is() -> None:
    page = (Path(__file__).parents[3] / "docs/how-to/fill-the-wards-form.md").read_text("utf-8")
    for name in ("STT", "Khu phố", "Lũy kế: …", "Tổng: …"):
        assert f"{{{{{name}}}}}" in page
        assert name in ward_form.names(report_files.OFFICIALS)
