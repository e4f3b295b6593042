"""A week from a file to a file: matched through the product's engine, or refused in a sentence with nothing written."""

import csv
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bench import instances
from bot.domain.matching.feasibility import faults
from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.objective import objective
from bot.match import answer_file, command, solving, ticker, week_file
from tests import weeks

ROOT = Path(__file__).parents[2]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "answers" / "answer.csv"


@pytest.fixture
def file(tmp_path: Path, out: Path) -> Path:
    """A week in which the resident 7 waits for the volunteer 3 of old, and the class 9 has a seat."""
    out.parent.mkdir()
    path = tmp_path / "week.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(instances.SCHEMA)
        db.execute("INSERT INTO ward VALUES (50, 0.5, 0.5), (40, 1, 1)")
        db.execute("INSERT INTO ward_dist VALUES (50, 50, 1), (40, 40, 1), (40, 50, 3), (50, 40, 3)")
        db.execute(
            "INSERT INTO resident VALUES (7, 50, 1, 2, 1, 1, 0, 0, 1, 4, 3), (8, 50, 1, 4, 1, 1, 0, 0, 0, 2, 999)"
        )
        db.execute(
            "INSERT INTO volunteer VALUES (3, 40, 1, 5, 2, 1, 1, 0, 1, 2, 11), (2, 40, 1, 5, 2, 1, 1, 0, 1, 2, 11)"
        )
        db.execute("INSERT INTO session VALUES (9, 50, 2, 0, 0, 5, 1)")
        db.commit()
    return path


def run(file: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """As a person starts it."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "match", str(file), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def answer(path: Path) -> list[Match]:
    """Read as anybody would, from a file whose numbers are the positions."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [Match(*(int(row[name] or -1) for name in ("resident", "volunteer", "slot", "session"))) for row in rows]


@pytest.mark.parametrize("topics", [instances.TOPICS, 15])
def test_a_week_like_the_samples_from_file_to_file(
    tmp_path: Path, out: Path, topics: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instances, "TOPICS", topics)
    out.parent.mkdir()
    week = instances.instance(300, 120, wards=6, seed=5, sessions=12)
    instances.write(week, tmp_path / "week.sqlite")

    done = run(tmp_path / "week.sqlite", out)

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    matches, best = answer(out), match(week)
    assert faults(week, matches) == []
    assert objective(week, matches) == best.objective
    assert any(one.session >= 0 for one in matches)
    assert f"Z = {best.objective.z}\n" in done.stdout
    assert f"served: {best.objective.served} / 300, khẩn · urgency {best.objective.urgency}\n" in done.stdout
    assert f"same volunteer again: {best.objective.served - best.objective.new_face}\n" in done.stdout
    assert f"way: {best.objective.km} km\n" in done.stdout
    assert f"sum of squares: {best.objective.load}\n" in done.stdout
    assert "certified optimal" in done.stdout


def test_the_answer_is_in_the_numbers_of_the_file(file: Path, out: Path) -> None:
    command.week(file, out)

    assert out.read_text() == "resident,volunteer,slot,session\n7,3,1,\n8,,,9\n"
    assert [path.name for path in out.parent.iterdir()] == ["answer.csv"]


def test_companions_have_a_column_when_two_go_together(file: Path, out: Path) -> None:
    answer_file.write(out, week_file.read(file), [Match(0, 1, 1, companion=0), Match(1, session=0)], pairs=True)

    assert out.read_text() == "resident,volunteer,slot,session,companion\n7,3,1,,2\n8,,,9,\n"


def test_a_week_is_read_as_it_stands(file: Path) -> None:
    week = week_file.read(file)

    assert week.residents.tolist() == [7, 8]
    assert week.volunteers.tolist() == [2, 3]
    assert week.instance.residents.previous.tolist() == [1, -1]
    assert week.instance.residents.home_only.tolist() == [True, False]
    assert week.instance.km[week.instance.residents.ward[0], week.instance.volunteers.ward[0]] == 3


@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_is_what_is_read(seed: int, tmp_path: Path) -> None:
    week = weeks.random_week(seed)
    if not len(week.residents.ward) or not len(week.volunteers.ward):
        week = weeks.week([{}], [{}])
    instances.write(week, tmp_path / "week.sqlite")

    assert match(week_file.read(tmp_path / "week.sqlite").instance).matches == match(week).matches


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("DROP TABLE resident", "lacks the table resident"),
        ("DROP TABLE session", "lacks the table session"),
        ("DROP TABLE ward_dist", "lacks the table ward_dist"),
        ("ALTER TABLE volunteer DROP COLUMN vetted", "lacks the column vetted"),
        ("UPDATE resident SET slots = 'thứ hai'", "resident.slots holds 'thứ hai', not a whole number"),
        ("UPDATE volunteer SET max_load = 1.5", "volunteer.max_load holds 1.5"),
        ("UPDATE volunteer SET topics = NULL", "volunteer.topics holds None"),
        ("UPDATE ward_dist SET km = x'00' WHERE a = 40", "ward_dist.km holds b'\\x00'"),
        ("UPDATE ward_dist SET km = -1", "ward_dist.km holds -1"),
        ("UPDATE ward_dist SET a = 77 WHERE a = 40 AND b = 40", "ward_dist names a ward"),
        ("UPDATE resident SET ward = 77", "resident.ward holds 77"),
        ("UPDATE resident SET tier = 9", "resident.tier holds 9, not 1 to 8"),
        ("UPDATE resident SET tier = 0", "resident.tier holds 0, not 1 to 8"),
        ("UPDATE resident SET slots = 1 << 21", "resident.slots holds 2097152"),
        ("UPDATE resident SET gender_pref = 3", "resident.gender_pref holds 3, not 0 to 2"),
        ("UPDATE volunteer SET max_km = -2", "volunteer.max_km holds -2"),
        ("UPDATE session SET slot = 21", "session.slot holds 21"),
        ("UPDATE session SET seats = -1", "session.seats holds -1"),
        ("DELETE FROM resident", "Nobody is waiting"),
        ("DELETE FROM volunteer; DELETE FROM session", "no volunteers and no classes"),
        ("DELETE FROM ward_dist", "Nobody can be matched"),
        ("UPDATE volunteer SET max_km = 0; DELETE FROM session", "Nobody can be matched"),
        ("UPDATE volunteer SET slots = 0; DELETE FROM session", "Nobody can be matched"),
        ("UPDATE resident SET gender_pref = 2; UPDATE session SET lang = 3", "Nobody can be matched"),
    ],
)
def test_a_week_that_cannot_be_matched_is_refused_in_a_sentence(sql: str, told: str, file: Path, out: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript(sql)

    with pytest.raises(SystemExit) as refused:
        command.week(file, out)

    assert told in str(refused.value.code)
    assert str(refused.value.code).startswith("✗ ")
    assert "\n" not in str(refused.value.code)
    assert list(out.parent.iterdir()) == []


def test_a_number_twice_is_refused(file: Path, out: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript(
            "CREATE TABLE again AS SELECT * FROM resident; INSERT INTO again SELECT * FROM resident;"
            "DROP TABLE resident; ALTER TABLE again RENAME TO resident"
        )

    with pytest.raises(SystemExit, match=r"resident.id holds a number twice"):
        command.week(file, out)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda file: file.unlink(), "There is no file"),
        (lambda file: file.write_text("resident,ward\n1,2\n" * 200), "cannot be read: file is not a database"),
        (lambda file: file.write_bytes(b""), "lacks the table ward"),
        (lambda file: file.write_bytes(file.read_bytes()[:9000]), "cannot be read: database disk image is malformed"),
    ],
    ids=["no file", "another file", "an empty file", "half a file"],
)
def test_what_is_no_week_is_refused(spoil: Callable[[Path], object], told: str, file: Path, out: Path) -> None:
    spoil(file)

    done = run(file, out)

    assert done.returncode == 1
    assert told in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_an_answer_that_cannot_be_written_is_said_and_the_old_one_stays(file: Path, out: Path) -> None:
    out.mkdir()

    with pytest.raises(SystemExit, match="Cannot write"):
        command.week(file, out)

    assert list(out.parent.iterdir()) == [out]


def test_a_folder_that_is_not_there_is_said(file: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="Cannot write"):
        command.week(file, tmp_path / "nowhere" / "answer.csv")


def test_long_work_is_spoken_of_after_two_seconds_and_no_earlier(capsys: pytest.CaptureFixture[str]) -> None:
    """The pace of the process that speaks: what is said is the stage it heard last."""
    spoken = ticker.Ticker(began=100.0)

    spoken.hear("đang dựng mạng · building the network")
    assert spoken.wait(101.0) == pytest.approx(1.0)
    spoken.hear("đang giải · solving")
    assert spoken.wait(102.0) == 0.0
    spoken.speak()
    assert spoken.wait(102.0) == pytest.approx(3.0)
    assert capsys.readouterr().err == "… đang giải · solving, 2 s\n"


def test_a_big_week_starts_the_process_that_speaks_and_ends_it(
    file: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "_SLOW", 0)

    command.week(file, out)

    assert out.exists()


def test_the_same_week_has_the_same_answer(out: Path, tmp_path: Path) -> None:
    out.parent.mkdir()
    week: Instance = instances.instance(80, 30, wards=6, seed=2)
    instances.write(week, tmp_path / "week.sqlite")

    answers = set()
    for _ in range(3):
        command.week(tmp_path / "week.sqlite", out)
        answers.add(out.read_text())

    assert len(answers) == 1
