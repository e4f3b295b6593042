"""Kills a backup and a restore during work, a hundred times each, and checks what is left; then times both.

`--kills N` of each (100), over a database of `--people N` (20,000); `--large N` people are timed (1,600,000; 0: none).
`--seed N` repeats a run. It fails if anything is left but the former data, nothing at all, or the restored data.
"""

import argparse
import random
import secrets
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from bot.storage import private_files
from bot.storage.backup import rehearsal
from tests.storage import kills

_SINCE = 50  # people entered after the backup, found only in the journal
_FOREVER = 3600.0
_AT_A_STEP, _STEPS = 0.5, 20


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--kills", type=int, default=100, help="of each")
    wanted.add_argument("--people", type=int, default=20_000)
    wanted.add_argument("--large", type=int, default=1_600_000)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return wanted.parse_args()


def main() -> None:
    asked = _asked()
    print(f"seed {asked.seed}")
    with tempfile.TemporaryDirectory() as folder:
        torment = Torment(Path(folder), asked.people, random.Random(asked.seed))  # noqa: S311 repeatable on purpose
        good = torment.backups(asked.kills) and torment.restores(asked.kills)
    if asked.large:
        with tempfile.TemporaryDirectory() as folder:
            _time(Path(folder), asked.large)
    sys.exit(0 if good else 1)


@dataclass
class Torment:
    """Kills a backup, then a restore, at random moments or steps."""

    folder: Path
    people: int
    chance: random.Random

    def __post_init__(self) -> None:
        self.target, self.made = self.folder / "bot.db", self.folder / "backups"
        _fill(self.target, self.people)
        # Starting the first process takes seconds.
        kills.killed_after(_FOREVER, kills.back_up, self.target, self.made)

    def backups(self, times: int) -> bool:
        """Each kill must leave no named file, or a complete backup."""
        alone = _seconds(kills.back_up, self.target, self.made)
        left: Counter[str] = Counter()
        for _time in range(times):
            before = set(self.made.glob("*.db"))
            killed = self._killed(alone, kills.back_up, self.target, self.made)
            new = set(self.made.glob("*.db")) - before
            sound = all(_people_in(backup) == self.people for backup in new) and _is_private(self.folder)
            left[("killed, " if killed else "ended, ") + (f"{len(new)} whole" if sound else "BROKEN")] += 1
        return _said(f"backup ({alone:.2f} s)", left)

    def restores(self, times: int) -> bool:
        """Each kill must leave the old data, nothing, or all; running it again must complete it."""
        backup = max(self.made.glob("*.db"))
        alone = _seconds(kills.restore, backup, self.target)
        left: Counter[str] = Counter()
        for _time in range(times):
            kills.leave_a_journal(self.target, "sau", _SINCE)
            killed = self._killed(alone, kills.restore, backup, self.target)
            left[("killed, " if killed else "ended, ") + self._left()] += 1
            kills.killed_after(_FOREVER, kills.restore, backup, self.target)
            if _people_in(self.target) != self.people or not _is_private(self.folder):
                left["BROKEN after running it again"] += 1
            for aside in self.folder.glob("*.before-restore-*"):
                aside.unlink()
        return _said(f"restore ({alone:.2f} s)", left)

    def _killed(self, alone: float, work: Callable[..., None], *given: Path) -> bool:
        """Kill at a random moment, or before a random step that names or removes a file: these moments are short."""
        if self.chance.random() < _AT_A_STEP:
            return kills.killed_at(self.chance.randrange(_STEPS), work, *given)
        return kills.killed_after(self.chance.uniform(0, alone), work, *given)

    def _left(self) -> str:
        if not self.target.exists():
            kept = [path for path in self.folder.glob("*.before-restore-*") if path.suffix[-4:] not in ("-wal", "-shm")]
            return "nothing there, the old aside" if _people_in(max(kept)) == self.people + _SINCE else "BROKEN"
        return {self.people + _SINCE: "the old there", self.people: "the new there"}.get(
            _people_in(self.target), "BROKEN"
        )


def _people_in(database: Path) -> int:
    """Count in a copy with its journals, since opening a database changes it; -1 if anything is wrong."""
    with tempfile.TemporaryDirectory(dir=database.parent.parent) as look:
        for path in (database, *(private_files.beside(database, suffix) for suffix in private_files.JOURNALS)):
            if path.exists():
                shutil.copy(path, look)
        with closing(sqlite3.connect(Path(look) / database.name)) as db:
            sound = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return int(db.execute("SELECT count(*) FROM person").fetchone()[0]) if sound else -1


def _is_private(folder: Path) -> bool:
    return not any(path.is_file() and path.stat().st_mode & 0o077 for path in folder.rglob("*"))


def _said(what: str, left: Counter[str]) -> bool:
    print(f"{what}: " + " · ".join(f"{number} {how}" for how, number in sorted(left.items())), flush=True)
    return not any("BROKEN" in how for how in left)


def _seconds(work: Callable[..., None], *given: Any) -> float:  # noqa: ANN401 what the work wants
    start = perf_counter()
    kills.killed_after(_FOREVER, work, *given)
    return perf_counter() - start


def _fill(database: Path, people: int) -> None:
    """Insert people with name, number and account each; the encrypted values are repeated."""
    kills.people(database, "Nguyễn Thị Hồng Hạnh", 1)
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE person SET search_name = name, given_name = name, phone = name")
        db.execute(
            "WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
            " INSERT INTO person (name, search_name, given_name, phone, phone_index, erasure_key, language, told_via,"
            " created_at) SELECT name, name, name, name, hex(randomblob(16)), lower(hex(randomblob(16))), language,"
            " told_via, created_at FROM n, person",
            (people,),
        )
        db.execute(
            "INSERT INTO address (person_id, channel, external_id, last_used_at)"
            " SELECT id, 'telegram', 7000000000 + id, created_at FROM person"
        )


def _time(folder: Path, people: int) -> None:
    target, backups = folder / "bot.db", folder / "backups"
    _fill(target, people)
    size = target.stat().st_size / 2**20
    back_up = _seconds(kills.back_up, target, backups)
    (backup,) = backups.glob("*.db")
    start = perf_counter()
    rehearsal.rehearse(backup, kills.settings(target))
    check = perf_counter() - start
    restore = _seconds(kills.restore, backup, target)
    print(f"{people:,} people, {size:,.0f} MB: back up {back_up:.1f} s, --check {check:.1f} s, restore {restore:.1f} s")


if __name__ == "__main__":  # the processes to be killed import this file too
    main()
