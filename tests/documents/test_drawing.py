"""Drawn pages: every Vietnamese letter survives, and what people wrote is never markup."""

from io import BytesIO
from itertools import product
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from bot.documents.drawing import FileFormat, draw

LETTERS = (
    "".join(
        dict.fromkeys(
            normalize("NFC", base + tone)
            for base, tone in product(
                "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
            )
        )
    )
    + "đĐ"
)


def page(**changed: object) -> dict[str, object]:
    bars = [{"label": f"{n}/11", "first": n, "second": 2 * n, "counted": n > 0} for n in range(4)]
    return {
        "language": "vi",
        "above": ["UBND PHƯỜNG PHÚ LỢI", "BÁO CÁO", "(từ 16/11 đến 22/11/2026)", "Lập lúc 08 giờ 00"],
        "paragraph": ["Kết quả tại Khu phố 3"],
        "figure_heads": ["Chỉ tiêu", "Trong kỳ", "Kỳ trước", "Lũy kế"],
        "figures": [["Số người", 12, None, 94.5]],
        "chart": {"title": "Bốn tuần", "first": "người", "second": "lượt", "bars": bars},
        "table": None,
        "footer": "Học Vụ Số",
        **changed,
    }


def words(pdf: bytes) -> str:
    return normalize("NFC", " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages))


def test_every_vietnamese_letter_survives() -> None:
    found = words(draw("ward_report", page(paragraph=list(LETTERS)), FileFormat.PDF))

    assert [letter for letter in LETTERS if letter not in found] == []


@pytest.mark.parametrize(
    "written", ["#panic()", "$x^2$", "*đậm*", "= Tiêu đề", '#read("/etc/hosts")', "\\", '"', "<b>"]
)
def test_what_people_wrote_is_never_markup(written: str) -> None:
    assert written in words(draw("ward_report", page(paragraph=[f"({written})"]), FileFormat.PDF))


def test_not_counted_is_a_dash_and_numbers_are_written_the_vietnamese_way() -> None:
    found = words(draw("ward_report", page(), FileFormat.PDF))

    assert "Số người 12 — 94,5" in " ".join(found.split())


def test_many_groups_take_several_pages_with_their_heads_on_each() -> None:
    rows: list[list[object]] = [[n, f"Khu phố {n}", n] for n in range(1, 90)]
    made = draw("ward_report", page(table={"heads": ["TT", "Khu phố, ấp", "Số buổi"], "rows": rows}), FileFormat.PDF)

    sheets = PdfReader(BytesIO(made)).pages
    assert len(sheets) > 3
    assert all("Khu phố, ấp" in normalize("NFC", sheet.extract_text()) for sheet in sheets[1:])


def test_the_same_data_is_the_same_file() -> None:
    chart = {"title": "Khu phố 3", "chart": page()["chart"]}

    assert draw("ward_report", page(), FileFormat.PDF) == draw("ward_report", page(), FileFormat.PDF)
    assert draw("week_chart", chart, FileFormat.PNG) == draw("week_chart", chart, FileFormat.PNG)
    assert draw("week_chart", chart, FileFormat.PNG).startswith(b"\x89PNG")
    assert b"<svg" in draw("week_bars", chart, FileFormat.SVG)
