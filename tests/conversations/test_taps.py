"""What is frequent asks for little, and the README says how little."""

from pathlib import Path

from tests import taps
from tests.blank import BlankFile
from tests.town import Town

README = Path(__file__).parents[2] / "README.md"


async def test_frequent_errands_ask_for_no_more_than_is_promised(blank_town: BlankFile) -> None:
    async def town() -> Town:
        return Town(await blank_town.restored(), "buttons")

    rows = await taps.rows(town)
    for row in rows:
        assert (row.taps, row.typed) <= row.errand.most, row
    assert "\n".join(map(str, rows)) in README.read_text("utf-8"), "run: python3 -m bot bench taps"
