"""Every page of docs/transcripts has a scenario that tells it."""

import ast
from collections import Counter
from pathlib import Path

from tests import transcripts

TESTS = Path(__file__).parent


def scenarios() -> list[str]:
    """The names of all tests: a page is called like the one that tells it, with a dash before its variant."""
    trees = [ast.parse(file.read_text("utf-8")) for file in TESTS.rglob("test_*.py")]
    return [
        node.name.removeprefix("test_")
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]


def test_no_page_is_left_without_its_scenario() -> None:
    pages = {file.name: file.stem.partition("-")[0] for file in transcripts.FOLDER.iterdir()}
    known = set(scenarios())
    assert [page for page, scenario in pages.items() if scenario not in known] == []


def test_no_two_scenarios_tell_the_same_page() -> None:
    pages = {file.stem.partition("-")[0] for file in transcripts.FOLDER.iterdir()}
    assert {name: n for name, n in Counter(scenarios()).items() if n > 1 and name in pages} == {}


def test_a_scenario_has_one_page_or_one_for_each_variant() -> None:
    pages = {file.stem for file in transcripts.FOLDER.iterdir()}
    assert {page for page in pages if "-" in page and page.partition("-")[0] in pages} == set()
