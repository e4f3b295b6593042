"""What runs often looks at what it is about, not at whole tables: SQLite's plans of the statements of twenty turns."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from bot import clock, ticks
from bot.storage.tables.messaging import Priority
from tests import scene
from tests.storage.test_statements import CLASS, LEADER, NEWCOMER, _do, place
from tests.town import Town

__all__ = ["place"]

# One row for everybody, or for everything that happens.
LARGE = (
    "address", "attendance", "class_session", "consent", "conversation", "course", "enrolment", "outbox", "person",
    "question", "seat", "seen_update",
)  # fmt: skip
# Indexes that hold only what is open.
_OF_COURSE = "ix_class_session_course (course_id=? AND starts_at>?)"
SMALL = ("ix_enrolment_offer", "ix_outbox_kept")
# How what is looked for only at its own hour of the day begins.
AT_ITS_HOUR = "SELECT ? = 1 AND"


@pytest.fixture
def asked(place: Town) -> Iterator[dict[str, Any]]:
    """Each statement, with values it was asked with."""
    asked: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:  # noqa: ANN401 the driver's
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
            asked[statement] = values

    engines = place._database.engine.sync_engine, place._database._readers.sync_engine
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def plans(place: Town, asked: dict[str, Any]) -> dict[str, list[str]]:
    """The lines of each statement's plan."""
    found: dict[str, list[str]] = {}
    async with place._database.connect() as connection:
        for statement, values in [*asked.items()]:
            plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).all()
            found[statement] = [str(step[-1]) for step in plan]
    return found


def scans(plans: dict[str, list[str]]) -> dict[str, list[str]]:
    """The lines that go through a whole large table, by statement."""
    found = {
        statement: [
            line for line in plan if line.startswith("SCAN") and line.split()[1] in LARGE and not line.endswith(SMALL)
        ]
        for statement, plan in plans.items()
        if not statement.startswith(AT_ITS_HOUR)
    }
    return {statement: bad for statement, bad in found.items() if bad}


def count(plans: dict[str, list[str]], of: str, line: str) -> int:
    """How often the line stands in the plan of the only statement in which `of` stands."""
    (plan,) = (plan for statement, plan in plans.items() if of in statement)
    return plan.count(line)


async def test_no_turn_goes_through_a_large_table(place: Town, asked: dict[str, Any]) -> None:
    nam, lan = place.phone("Nam"), place.phone("Lan")
    async with place.begin() as db:
        three = await scene.group(db)
        leader = await scene.leader(db, lan, three)
        made = await scene.course(db, leader, seats=CLASS + 1)
        await scene.seat(db, await scene.without_phone(db, three, "Nguyễn Văn Ai", "bac"), made)
    asked.clear()
    for what, _statements in NEWCOMER:
        await _do(nam, what)
    clock.stop_at(scene.local("2026-11-25 19:05"))
    for what, _statements in LEADER[:3]:
        await _do(lan, what)
    found = await plans(place, asked)
    assert len(found) > 20
    assert scans(found) == {}
    # What waits for later, and what is planned elsewhere in the province, is not gone through either.
    assert count(found, "UNION ALL", "SEARCH outbox USING INDEX ix_outbox_due (priority=? AND due_at<?)") == len(
        Priority
    )
    assert count(found, "class_session.course_id IN", f"SEARCH class_session USING INDEX {_OF_COURSE}") == 1


async def test_looking_for_what_is_due_goes_through_no_large_table(place: Town, asked: dict[str, Any]) -> None:
    for tick in ticks.TICKS:
        await ticks._look(place._database, (tick,))
    assert scans(await plans(place, asked)) == {}
