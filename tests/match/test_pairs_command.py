"""`match --pairs`: a week from file to file with two people at every visit."""

import csv
from pathlib import Path

import pytest

from bench import instances
from bot.domain.matching.feasibility import faults
from bot.domain.matching.instance import Match
from bot.domain.matching.objective import objective
from bot.match import command


def test_two_come_to_every_visit(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    week = instances.instance(60, 40, wards=6, sessions=2)
    file, out = tmp_path / "week.sqlite", tmp_path / "answer.csv"
    instances.write(week, file)

    command.week(file, out, pairs=True)

    with out.open(encoding="ascii") as lines:
        rows = list(csv.DictReader(lines))
    columns = "resident", "volunteer", "slot", "session", "companion"
    matches = [Match(*(int(row[name] or -1) for name in columns)) for row in rows]
    said = capfd.readouterr().out
    assert faults(week, matches, pairs=True) == []
    assert f"Z = {objective(week, matches).z}\n" in said
    assert said.startswith("Z = "), "the solver's own greeting is not shown"
    assert "no answer has a smaller Z" in said
