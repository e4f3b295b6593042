"""What a weekly summary asks the database: by indexes, and as many questions for thirty people as for one."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import history, summaries
from bench.history import Size
from bench.summaries import Run, is_walk

PEOPLE = 200


def weekly_run(path: Path) -> Run:
    return summaries.weekly_run(path, None)


def run_of(path: Path, size: Size, run: Callable[[Path], Run]) -> Run:
    asyncio.run(history.write(path, size, seed=1))
    return run(path)


@pytest.mark.parametrize("run", [weekly_run, summaries.digest_run])
def test_what_grows_is_looked_into_by_an_index_of_whose_it_is(tmp_path: Path, run: Callable[[Path], Run]) -> None:
    found = run_of(tmp_path / "area.db", Size(groups=3, people=PEOPLE, weeks=6), run)

    steps = [step for plan in found.plans.values() for step in plan]
    assert found.messages
    assert any(step.startswith("SEARCH attendance") for step in steps)
    assert any(step.startswith("SEARCH enrolment") for step in steps)
    assert found.scans == []


@pytest.mark.parametrize("run", [weekly_run, summaries.digest_run])
def test_as_many_statements_for_thirty_people_and_weeks_as_for_one(tmp_path: Path, run: Callable[[Path], Run]) -> None:
    few = run_of(tmp_path / "few.db", Size(groups=1, people=PEOPLE, weeks=6, learners=1), run)
    many = run_of(tmp_path / "many.db", Size(groups=1, people=PEOPLE, weeks=30, learners=30), run)

    assert few.executed == many.executed > 0


def test_walking_through_a_status_is_a_walk_too() -> None:
    """What SQLite calls a search may still touch everybody who is enrolled anywhere."""
    assert is_walk("SCAN attendance")
    assert is_walk("SEARCH enrolment USING INDEX ix_enrolment_offer (status=?)")
    assert not is_walk("SEARCH enrolment USING INDEX ix_enrolment_waiting (course_id=? AND status=?)")
