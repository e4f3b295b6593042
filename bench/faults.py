"""The 22 faults a bot for a whole province has to live through, each by its tests, and what happened to them.

All but the long ones by themselves; `--long` adds what takes minutes (outages as long as BOT_TEST_OUTAGE says, kills,
an hour's soak), `--only 1 15` asks for some. Tests of SQLite and PostgreSQL, of polling and webhook, are told apart by
their ids; without BOT_TEST_POSTGRES_URL those of PostgreSQL are left out, and the table says how many were.
"""

import argparse
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from time import perf_counter

from bench.trees import HERE

_TOLD = re.compile(r"(\d+) (passed|failed|skipped|errors?)")
_FAILED = re.compile(r"^FAILED \S*?(\w+\.py::\S+)", re.MULTILINE)
# Which of them run: those of the suite and those of the lanes are asked for apart, those of `-m outage` by name.
_EACH_WAY, _OUTAGE = ((), ("--lanes",)), (("-m", "outage"),)
_NONE_SELECTED = 5  # pytest's exit status


@dataclass(frozen=True)
class Fault:
    """`tests` as pytest takes them, `long` those that take minutes, `benches` as `python -m bot bench` does."""

    what: str
    tests: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    benches: tuple[str, ...] = ()


_OUTAGES, _LASTS = "tests/channels/test_outages.py::test_a_", "_as_long_as_it_takes"
FAULTS = {
    1: Fault("kill -9 in a broadcast", benches=("hardships broadcast polling", "hardships broadcast webhook")),
    2: Fault(
        "kill -9 while updates arrive",
        ("tests/channels/test_run.py::test_nothing_is_lost_by_kill_9",),
        (),
        ("crashes",),
    ),
    3: Fault(
        "kill -9 or failure at each commit", ("tests/storage/test_group_commit.py", "tests/channels/test_waiting.py")
    ),
    4: Fault(
        "database locked",
        ("tests/storage/test_passing.py::test_locked_by_another_program",),
        (f"{_OUTAGES}file_is_waited_for_as_long_as_it_takes", f"{_OUTAGES}server_is_waited_for_as_long_as_it_takes"),
    ),
    5: Fault(
        "disk full, then space",
        ("tests/storage/test_passing.py::test_no_room_left_in_the_middle_of_a_savepoint",),
        (
            f"{_OUTAGES}disk_is_waited_for_as_long_as_it_takes",
            f"{_OUTAGES}server_without_room_is_waited_for_as_long_as_it_takes",
        ),
    ),
    6: Fault(
        "I/O error, server restarted, connection cut",
        ("tests/storage/test_passing.py", f"{_OUTAGES}file_that_cannot_be_written_is_waited_for"),
        (f"{_OUTAGES}server_that_does_not_answer_is_waited_for",),
    ),
    7: Fault(
        "429 for everybody",
        (
            "tests/channels/test_sender.py::test_while_everybody_is_to_wait_nothing_is_sent_to_anybody",
            "tests/domain/messaging/test_pacing.py::test_a_pause_for_everybody_is_kept",
        ),
    ),
    8: Fault("429 for one chat", ("tests/channels/test_sender.py", "tests/services/messaging")),
    9: Fault("platform answers 5xx or refuses", ("tests/channels/test_telegram.py", "tests/channels/test_several.py")),
    10: Fault("time-out after it took effect, half an answer", ("tests/channels/test_once.py",)),
    11: Fault("blocked, no such chat, group moved", ("tests/channels/test_groups.py", "tests/conversations/delivery")),
    12: Fault(
        "updates twice, out of order, a day old", ("tests/channels/test_polling.py", "tests/channels/test_webhook.py")
    ),
    13: Fault(
        "an update that kills or cannot be read", ("tests/channels/test_set_aside.py", "tests/channels/test_tables.py")
    ),
    14: Fault("the clock jumps", ("tests/test_watch.py",)),
    15: Fault(
        "storm of restarts, SIGTERM under load", benches=("hardships restarts polling", "hardships restarts webhook")
    ),
    16: Fault(
        "two copies started",
        ("tests/channels/test_run.py::test_a_second_process_for_the_same_bot_refuses_and_leaves_its_tables_alone",),
    ),
    17: Fault(
        "migration of old databases", ("tests/storage/test_old_databases.py", "tests/storage/test_migrations.py")
    ),
    18: Fault("backup under load, restore", ("tests/storage/test_backups.py",), (), ("restores",)),
    19: Fault("600 updates at once after an outage", benches=("burst --rounds 1",)),
    20: Fault("100,000 messages due in one hour", ("tests/domain/messaging/test_pacing.py",), (), ("broadcast",)),
    21: Fault("the loop is blocked", ("tests/test_watch.py::test_a_blocked_loop_says_where",)),
    22: Fault("an hour's soak", benches=("hardships soak polling --minutes 60",)),
}
# Benches that take a minute or two each; the others only with --long.
_SOON = ("hardships broadcast", "hardships restarts")


@dataclass
class Outcome:
    """What became of one: how many tests passed, and whether anything went wrong."""

    passed: int = 0
    skipped: int = 0
    failed: int = 0
    said: str = ""


def tried(fault: Fault, *, long: bool) -> Outcome:
    outcome = Outcome()
    if fault.tests:
        _tests(outcome, fault.tests, _EACH_WAY)
    if fault.long and long:
        _tests(outcome, fault.long, _OUTAGE)
    for bench in fault.benches:
        if long or bench.startswith(_SOON):
            _bench(outcome, bench)
    return outcome


def _tests(outcome: Outcome, wanted: tuple[str, ...], ways: tuple[tuple[str, ...], ...]) -> None:
    """Try each way to select them; that none at all is selected is a failure of the table."""
    selected = [_selected(outcome, wanted, way) for way in ways]
    outcome.failed += not any(selected)


def _selected(outcome: Outcome, wanted: tuple[str, ...], options: tuple[str, ...]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *wanted]
    run = subprocess.run(command, cwd=HERE, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 our own
    if run.returncode == _NONE_SELECTED:
        return False
    told = {what.rstrip("s"): int(n) for n, what in _TOLD.findall(run.stdout.rpartition("\n\n")[2] or run.stdout)}
    outcome.passed += told.get("passed", 0)
    outcome.skipped += told.get("skipped", 0)
    outcome.failed += told.get("failed", 0) + told.get("error", 0)
    if run.returncode not in (0, 1):
        outcome.failed += 1
    outcome.said += "".join(f" · {name}" for name in _FAILED.findall(run.stdout))
    if run.returncode:
        print(run.stdout, run.stderr, file=sys.stderr, flush=True)  # why it failed, which a row has no room for
    return True


def _bench(outcome: Outcome, wanted: str) -> None:
    name, *rest = wanted.split()
    command = [sys.executable, str(HERE / "bench" / f"{name}.py"), *rest]
    environment = os.environ | {"PYTHONPATH": str(HERE)}
    run = subprocess.run(  # noqa: S603 our own
        command, cwd=HERE, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    outcome.passed += run.returncode == 0
    outcome.failed += run.returncode != 0
    outcome.said += f" · {(run.stdout.strip() or run.stderr.strip() or '?').splitlines()[-1]}"
    if run.returncode:
        print(run.stdout, run.stderr, file=sys.stderr, flush=True)


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--long", action="store_true", help="also what takes minutes")
    wanted.add_argument("--only", type=int, nargs="+", choices=sorted(FAULTS), default=sorted(FAULTS), metavar="N")
    asked = wanted.parse_args()
    bad = False
    for n in asked.only:
        begun = perf_counter()
        outcome = tried(FAULTS[n], long=asked.long)
        bad |= outcome.failed > 0
        done = "failed" if outcome.failed else "held" if outcome.passed else "not tried (--long)"
        counted = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} left out"
        print(
            f"{n:>2} {FAULTS[n].what:<46} {done:<18} {counted} · {perf_counter() - begun:.0f} s{outcome.said}",
            flush=True,
        )
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
