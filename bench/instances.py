"""Artificial weeks to be matched: wards on a jittered grid, with plausible timetables, languages and wishes.

With FILE RESIDENTS VOLUNTEERS [WARDS] [SEED] [SESSIONS] it writes a file that `match` reads.
"""

import sqlite3
import sys
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.greedy import rows
from bot.domain.matching.instance import UNREACHABLE, Flags, Instance, Ints, Residents, Sessions, Volunteers
from bot.domain.matching.rules import SLOTS

GRID_KM, TOPICS, LONGEST_REACH = 7.5, 8, 12
# Half-days that people name, on a weekday and at the weekend (morning, afternoon, evening).
RESIDENTS_CHOOSE = (0.27, 0.18, 0.05), (0.14, 0.09, 0.03)
TIMETABLES = {  # share of the volunteers, then as above
    "student": (0.45, (0.25, 0.35, 0.4), (0.6, 0.6, 0.3)),
    "staff": (0.3, (0.03, 0.05, 0.45), (0.8, 0.6, 0.2)),
    "retired": (0.25, (0.9, 0.7, 0.1), (0.3, 0.2, 0.05)),
}
REACH = ((2, 5, 8, 12), (0.3, 0.35, 0.22, 0.13))
LOADS = ((1, 2, 3, 4, 5, 6), (0.15, 0.3, 0.25, 0.15, 0.1, 0.05))
TIERS = ((1, 2, 3, 4, 5, 6, 7, 8), (0.14, 0.135, 0.278, 0.18, 0.165, 0.065, 0.03, 0.007))


def instance(residents: int, volunteers: int, *, wards: int = 36, seed: int = 1, sessions: int = 0) -> Instance:
    rng = np.random.default_rng(seed)
    km, hamlets = _map(rng, wards)
    crowd = _shares(rng, wards, 0.5)
    khmer = np.where(rng.random(wards) < 0.35, rng.beta(2, 6, wards), 0.0)
    helpers = _volunteers(rng, volunteers, hamlets, (crowd**1.3 / (crowd**1.3).sum(), khmer))
    people = _residents(rng, residents, hamlets, (crowd, khmer))
    people = Residents(**(vars(people) | {"previous": _previous(rng, people, helpers)}))
    return Instance(people, helpers, _sessions(rng, sessions, wards), km)


def write(week: Instance, path: Path) -> None:
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    wards = np.arange(len(week.km))
    db.executemany("INSERT INTO ward VALUES (?, 0, 0)", zip(wards.tolist()))
    a, b = np.nonzero(week.km != UNREACHABLE)
    _fill(db, "ward_dist", np.column_stack([a, b, week.km[a, b]]).tolist())
    _fill(db, "resident", [[at, *row] for at, row in enumerate(rows(week.residents))])
    _fill(db, "volunteer", [[at, *row] for at, row in enumerate(rows(week.volunteers))])
    _fill(db, "session", [[at, *row, row[-1] // 5] for at, row in enumerate(rows(week.sessions))])
    db.commit()
    db.close()


SCHEMA = """
CREATE TABLE ward(id INTEGER PRIMARY KEY, x REAL, y REAL);
CREATE TABLE ward_dist(a INTEGER, b INTEGER, km INTEGER, PRIMARY KEY(a, b)) WITHOUT ROWID;
CREATE TABLE resident(id INTEGER PRIMARY KEY, ward INTEGER, hamlet INTEGER, slots INTEGER, topics INTEGER,
  langs INTEGER, gender INTEGER, gender_pref INTEGER, home_only INTEGER, tier INTEGER, prev_vol INTEGER);
CREATE TABLE volunteer(id INTEGER PRIMARY KEY, ward INTEGER, hamlet INTEGER, max_km INTEGER, slots INTEGER,
  topics INTEGER, langs INTEGER, gender INTEGER, vetted INTEGER, max_load INTEGER, org INTEGER);
CREATE TABLE session(id INTEGER PRIMARY KEY, ward INTEGER, slot INTEGER, topic INTEGER, lang INTEGER,
  seats INTEGER, coaches INTEGER);
CREATE TABLE match(resident INTEGER PRIMARY KEY, volunteer INTEGER, slot INTEGER, session INTEGER) WITHOUT ROWID;
"""


def _fill(db: sqlite3.Connection, table: str, listed: list[list[int]]) -> None:
    for first in listed[:1]:
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})", listed)  # noqa: S608 our own names


def _map(rng: Generator, wards: int) -> tuple[Ints, list[Ints]]:
    """Return kilometres between wards, and the hamlets of each ward, numbered through."""
    side = int(np.ceil(np.sqrt(wards)))
    place = np.stack(np.divmod(np.arange(wards), side), axis=1) * GRID_KM + rng.uniform(-2.4, 2.4, (wards, 2))
    gap = np.hypot(*(place[:, None] - place[None]).transpose(2, 0, 1))
    km = np.maximum(1, np.ceil(gap)).astype(np.int64)
    counts = rng.integers(6, 15, wards)
    hamlets = np.split(np.arange(counts.sum()), np.cumsum(counts)[:-1])
    return np.where(km <= LONGEST_REACH, km, UNREACHABLE), hamlets


def _shares(rng: Generator, count: int, spread: float) -> NDArray[np.float64]:
    weights = rng.lognormal(0, spread, count)
    return np.asarray(weights / weights.sum())


def _homes(rng: Generator, count: int, hamlets: list[Ints], crowd: NDArray[np.float64]) -> tuple[Ints, Ints]:
    ward = rng.choice(len(hamlets), count, p=crowd)
    first = np.array([numbers[0] for numbers in hamlets])
    size = np.array([len(numbers) for numbers in hamlets])
    return ward, first[ward] + rng.integers(0, 1 << 30, count) % size[ward]


def _slots(rng: Generator, count: int, likely: tuple[tuple[float, ...], tuple[float, ...]], most: int) -> Ints:
    """Choose one to `most` half-days, weighted by part of the day."""
    weekday, weekend = likely
    weights = np.log(np.array(weekday * 5 + weekend * 2)) + rng.gumbel(size=(count, SLOTS))
    return np.asarray(_first(rng, np.argsort(-weights, axis=1), (max(1, most - 3), most)) @ (1 << np.arange(SLOTS)))


def _topics(rng: Generator, count: int, fewest: int, most: int) -> Flags:
    weights = -np.log(np.arange(1, TOPICS + 1)) * 0.6 + rng.gumbel(size=(count, TOPICS))
    return _first(rng, np.argsort(-weights, axis=1), (fewest, most))


def _first(rng: Generator, order: Ints, between: tuple[int, int]) -> Flags:
    taken = rng.integers(between[0], between[1] + 1, len(order))
    chosen = np.zeros(order.shape, dtype=bool)
    np.put_along_axis(chosen, order, np.arange(order.shape[1]) < taken[:, None], axis=1)
    return chosen


def _residents(
    rng: Generator, count: int, hamlets: list[Ints], settled: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> Residents:
    ward, hamlet = _homes(rng, count, hamlets, settled[0])
    speaks_khmer = rng.random(count) < settled[1][ward]
    gender = (rng.random(count) < 0.42).astype(np.int64)
    particular = rng.random(count) < np.where(gender == 0, 0.2, 0.05)
    return Residents(
        ward=ward,
        hamlet=hamlet,
        slots=_slots(rng, count, RESIDENTS_CHOOSE, 3),
        topics=_topics(rng, count, 1, 2),
        langs=np.where(speaks_khmer, np.where(rng.random(count) < 0.4, 2, 3), 1),
        gender=gender,
        gender_pref=np.where(particular, gender + 1, 0),
        home_only=rng.random(count) < 0.35,
        tier=_drawn(rng, count, TIERS),
        previous=np.full(count, -1),
    )


def _volunteers(
    rng: Generator, count: int, hamlets: list[Ints], settled: tuple[NDArray[np.float64], NDArray[np.float64]]
) -> Volunteers:
    ward, hamlet = _homes(rng, count, hamlets, settled[0])
    kind = rng.choice(len(TIMETABLES), count, p=[share for share, *_parts in TIMETABLES.values()])
    slots = np.choose(kind, [_slots(rng, count, (week, end), 5) for _share, week, end in TIMETABLES.values()])
    return Volunteers(
        ward=ward,
        hamlet=hamlet,
        max_km=_drawn(rng, count, REACH),
        slots=slots,
        topics=_topics(rng, count, 2, 5),
        langs=1 | np.where(rng.random(count) < settled[1][ward], 2, 0) | np.where(rng.random(count) < 0.02, 4, 0),
        gender=(rng.random(count) < 0.4).astype(np.int64),
        vetted=rng.random(count) < 0.75,
        max_load=_drawn(rng, count, LOADS),
        organisation=rng.integers(0, 12, count),
    )


def _sessions(rng: Generator, count: int, wards: int) -> Sessions:
    return Sessions(
        ward=rng.integers(0, wards, count),
        slot=rng.integers(0, SLOTS, count),
        topic=rng.integers(0, TOPICS, count),
        language=np.zeros(count, dtype=np.int64),
        seats=5 * rng.integers(1, 4, count),
    )


def _drawn(rng: Generator, count: int, among: tuple[tuple[int, ...], tuple[float, ...]]) -> Ints:
    values, likely = among
    return np.asarray(rng.choice(values, count, p=np.array(likely) / sum(likely)))


def _previous(rng: Generator, people: Residents, helpers: Volunteers) -> Ints:
    """Give 15 % of residents a previous volunteer: vetted, of their ward, teaching what they want."""
    previous = np.full(len(people.ward), -1)
    for ward in np.unique(people.ward):
        near = np.flatnonzero((helpers.ward == ward) & helpers.vetted)
        who = np.flatnonzero((people.ward == ward) & (rng.random(len(people.ward)) < 0.15))
        if len(near):
            previous[who] = rng.choice(near, len(who))
    return previous


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:]]
    given = dict(zip(("residents", "volunteers", "wards", "seed", "sessions"), numbers, strict=False))
    write(instance(**given), Path(sys.argv[1]))
