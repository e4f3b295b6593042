"""The conversations as people see them: kept in docs/transcripts, and compared with what is said now."""

import difflib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "transcripts"
OPTION = "--write-transcripts"


def compare(config: pytest.Config, title: str, talk: list[str]) -> None:
    """Fail and show what differs from the page that is kept, or keep this one if that was asked for."""
    file = FOLDER / f"{title}.md"
    page = "\n\n".join([f"# {title}", *talk]) + "\n" if talk else ""
    kept = file.read_text("utf-8") if file.exists() else ""
    if page == kept:
        return
    if page and config.getoption(OPTION):
        file.write_text(page, "utf-8")
        return
    shown = "\n".join(
        difflib.unified_diff(kept.splitlines(), page.splitlines(), f"{title}.md", "as it is told now", lineterm="")
    )
    pytest.fail(f"{shown}\n\nIf this is as it should be: python3 -m bot test {OPTION}", pytrace=False)
