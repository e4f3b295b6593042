"""Small weeks to be matched, and referees that share nothing with the engine but the records."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import product
from typing import NamedTuple, TypeVar

import highspy
import numpy as np
from numpy.random import Generator

from bot.domain.matching.instance import (
    UNREACHABLE,
    Flags,
    Instance,
    Ints,
    Match,
    Residents,
    Sessions,
    Volunteers,
    bits,
    seatings,
    visits,
)

Levels = tuple[int, int, int, int]
Table = TypeVar("Table", Residents, Volunteers, Sessions)

# In these weeks topics are written as masks, as in a file.
TOPICS = 31

# A resident and a volunteer who suit each other in every way, and a class in which the resident could sit.
RESIDENT = {
    "ward": 0,
    "hamlet": 0,
    "slots": 0b1,
    "topics": 0b1,
    "langs": 0b1,
    "gender": 0,
    "gender_pref": 0,
    "home_only": 0,
    "tier": 1,
    "previous": -1,
}
VOLUNTEER = {
    "ward": 0,
    "hamlet": 1,
    "max_km": 5,
    "slots": 0b1,
    "topics": 0b1,
    "langs": 0b1,
    "gender": 0,
    "vetted": 1,
    "max_load": 1,
    "organisation": 0,
}
SESSION = {"ward": 0, "slot": 0, "topic": 0, "language": 0, "seats": 1}

Changes = dict[str, int]


def table(kind: type[Table], rows: Sequence[Sequence[int]]) -> Table:
    """Rows of plain numbers, in the order of the fields, as columns."""
    columns = np.array(rows, dtype=np.int64).reshape(-1, len(fields(kind))).T
    named = {field.name: column for field, column in zip(fields(kind), columns, strict=True)}
    flags = {field.name: named[field.name].astype(bool) for field in fields(kind) if field.type is Flags}
    topics = {"topics": bits(named["topics"], TOPICS)} if "topics" in named else {}
    return kind(**(named | flags | topics))


def week(
    residents: Sequence[Changes] = (),
    volunteers: Sequence[Changes] = (),
    sessions: Sequence[Changes] = (),
    km: Sequence[Sequence[int]] = ((1,),),
) -> Instance:
    """Those who are like the ones above but for what is said."""
    return Instance(
        table(Residents, [tuple((RESIDENT | one).values()) for one in residents]),
        table(Volunteers, [tuple((VOLUNTEER | one).values()) for one in volunteers]),
        table(Sessions, [tuple((SESSION | one).values()) for one in sessions]),
        np.array(km, dtype=np.int64),
    )


def random_week(seed: int, most: int = 12) -> Instance:
    """Crowded enough that people compete, strange enough that every rule keeps somebody away."""
    rng = np.random.default_rng(seed)
    wards = int(rng.integers(1, 5))
    volunteers = int(rng.integers(0, most))
    residents = [_resident(rng, wards, volunteers) for _ in range(rng.integers(0, most + 4))]
    return Instance(
        table(Residents, residents),
        table(Volunteers, [_volunteer(rng, wards) for _ in range(volunteers)]),
        table(Sessions, [_session(rng, wards) for _ in range(rng.integers(0, 3))]),
        _distances(rng, wards),
    )


def _resident(rng: Generator, wards: int, volunteers: int) -> tuple[int, ...]:
    previous = int(rng.integers(0, volunteers)) if volunteers and rng.random() < 0.4 else -1
    pref = int(rng.choice([0, 0, 0, 1, 2]))
    where = int(rng.integers(0, wards)), int(rng.integers(0, 3))
    wants = _mask(rng, 4), _mask(rng, 3), int(rng.integers(1, 4))
    return *where, *wants, int(rng.integers(0, 2)), pref, int(rng.random() < 0.4), int(rng.integers(1, 9)), previous


def _volunteer(rng: Generator, wards: int) -> tuple[int, ...]:
    where = int(rng.integers(0, wards)), int(rng.integers(0, 3)), int(rng.choice([0, 1, 2, 5, 9]))
    offers = _mask(rng, 4), _mask(rng, 3), int(rng.integers(1, 4))
    return *where, *offers, int(rng.integers(0, 2)), int(rng.random() < 0.85), int(rng.integers(0, 4)), 0


def _session(rng: Generator, wards: int) -> tuple[int, ...]:
    return tuple(int(rng.integers(0, most)) for most in (wards, 4, 3, 2, 4))


def _mask(rng: Generator, bits: int) -> int:
    """Half of the bits, and now and then none."""
    return int((rng.random(bits) < 0.55).astype(int) @ (1 << np.arange(bits)))


def _distances(rng: Generator, wards: int) -> Ints:
    upper = np.triu(rng.choice([2, 3, 4, 7, UNREACHABLE], (wards, wards)), 1)
    return np.asarray(upper + upper.T + np.diag(rng.choice([1, 1, 1, 2, UNREACHABLE], wards)))


def renumbered(week: Instance, numbers: Ints) -> Instance:
    """The same week in which each topic has the number that stands at its place, among as many as there are numbers."""

    def among(topics: Flags) -> Flags:
        found = np.zeros((len(topics), len(numbers)), dtype=bool)
        found[:, numbers[: topics.shape[1]]] = topics
        return found

    return replace(
        week,
        residents=replace(week.residents, topics=among(week.residents.topics)),
        volunteers=replace(week.volunteers, topics=among(week.volunteers.topics)),
        sessions=replace(week.sessions, topic=numbers[week.sessions.topic]),
    )


class Option(NamedTuple):
    match: Match
    new_face: int
    km: int


def options(instance: Instance) -> Iterator[Option]:
    """Every allowed visit and seat, by the rules as the README of the file format tells them, one by one."""
    people = [dict(zip(RESIDENT, row, strict=True)) for row in rows(instance.residents)]
    helpers = [dict(zip(VOLUNTEER, row, strict=True)) for row in rows(instance.volunteers)]
    classes = [dict(zip(SESSION, row, strict=True)) for row in rows(instance.sessions)]
    for (r, one), (v, other) in product(enumerate(people), enumerate(helpers)):
        km = int(instance.km[one["ward"], other["ward"]])
        suits = other["vetted"] and km != UNREACHABLE and km <= other["max_km"]
        shared = one["topics"] & other["topics"] and one["langs"] & other["langs"]
        if not suits or not shared or one["gender_pref"] not in {0, other["gender"] + 1}:
            continue
        at_home = (one["ward"], one["hamlet"]) == (other["ward"], other["hamlet"])
        for slot in range(21):
            if one["slots"] & other["slots"] & 1 << slot:
                yield Option(Match(r, v, slot), int(one["previous"] != v), 0 if at_home else km)
    for (r, one), (s, lesson) in product(enumerate(people), enumerate(classes)):
        km = int(instance.km[one["ward"], lesson["ward"]])
        wanted = one["slots"] & 1 << lesson["slot"] and one["topics"] & 1 << lesson["topic"]
        if not one["home_only"] and km <= 3 and wanted and one["langs"] & 1 << lesson["language"]:
            yield Option(Match(r, session=s), 1, km)


def rows(columns: Residents | Volunteers | Sessions) -> list[list[int]]:
    masks = {"topics": columns.topics @ (1 << np.arange(TOPICS))} if not isinstance(columns, Sessions) else {}
    named = {name: column.astype(np.int64) for name, column in (vars(columns) | masks).items()}
    listed: list[list[int]] = np.column_stack(list(named.values())).tolist()
    return listed


def may_visit(instance: Instance, resident: int, volunteer: int) -> int:
    """The slots, as a mask, for a single pair."""
    return int(visits(instance, np.asarray(resident), np.asarray(volunteer)))


def may_sit(instance: Instance, resident: int, session: int) -> bool:
    """Whether this resident may take a seat in this class."""
    return bool(seatings(instance, np.asarray(resident), np.asarray(session)))


def brute_force(instance: Instance) -> Levels:
    """The best levels of all answers there are, one after the other."""
    tiers = instance.residents.tier.tolist()
    by_resident: list[list[Option | None]] = [[None] for _ in tiers]
    for option in options(instance):
        by_resident[option.match.resident].append(option)
    return min(_levels(tiers, chosen) for chosen in product(*by_resident) if _fits(instance, chosen))


def _fits(instance: Instance, chosen: Sequence[Option | None]) -> bool:
    visits = [one.match[1:3] for one in chosen if one and one.match.volunteer >= 0]
    led = [volunteer for volunteer, _slot in visits]
    seats = [one.match.session for one in chosen if one and one.match.session >= 0]
    return (
        len(set(visits)) == len(visits)
        and all(led.count(one) <= instance.volunteers.max_load[one] for one in set(led))
        and all(seats.count(one) <= instance.sessions.seats[one] for one in set(seats))
    )


def _levels(tiers: Sequence[int], chosen: Sequence[Option | None]) -> Levels:
    taken = [one for one in chosen if one]
    led = [one.match.volunteer for one in taken if one.match.volunteer >= 0]
    left = sum(2 + tier for tier, one in zip(tiers, chosen, strict=True) if one is None)
    load = sum(led.count(one) ** 2 for one in set(led))
    return left, sum(one.new_face for one in taken), sum(one.km for one in taken), load


class Referee:
    """A linear programme with an arc for every allowed pair, solved by HiGHS, whose corners are whole numbers."""

    def __init__(self, instance: Instance) -> None:
        self.model = highspy.Highs()  # type: ignore[no-untyped-call]  # it ships no types
        self.model.setOptionValue("output_flag", False)  # noqa: FBT003 its own interface
        self.columns: list[tuple[Levels, dict[tuple[str, int, int], int]]] = []
        self.rows: dict[tuple[str, int, int], int] = {}
        self._fill(instance)
        for _levels, entries in self.columns:
            self.model.addCol(0.0, 0.0, 1.0, len(entries), [self.rows[row] for row in entries], list(entries.values()))

    def _fill(self, instance: Instance) -> None:
        for r, tier in enumerate(instance.residents.tier.tolist()):
            self._row(("resident", r, 0), 1, 1)
            self._column((2 + tier, 0, 0, 0), {("resident", r, 0): 1})
        for v, most in enumerate(instance.volunteers.max_load.tolist()):
            self._row(("load", v, 0), 0, 0)
            for visit in range(most):
                self._column((0, 0, 0, 2 * visit + 1), {("load", v, 0): -1})
        for s, seats in enumerate(instance.sessions.seats.tolist()):
            self._row(("session", s, 0), 0, seats)
        for option in options(instance):
            self._option(option)

    def _option(self, option: Option) -> None:
        match = option.match
        rows = {("resident", match.resident, 0): 1}
        if match.volunteer < 0:
            rows |= {("session", match.session, 0): 1}
        else:
            place = ("place", match.volunteer, match.slot)
            if place not in self.rows:
                self._row(place, 0, 1)
            rows |= {place: 1, ("load", match.volunteer, 0): 1}
        self._column((0, option.new_face, option.km, 0), rows)

    def _row(self, name: tuple[str, int, int], least: int, most: int) -> None:
        self.rows[name] = len(self.rows)
        self.model.addRow(float(least), float(most), 0, [], [])

    def _column(self, levels: Levels, entries: dict[tuple[str, int, int], int]) -> None:
        self.columns.append((levels, entries))

    def least(self, weights: Levels) -> int:
        """The least weighted sum of the levels."""
        if not self.columns:
            return 0
        for column, (levels, _entries) in enumerate(self.columns):
            self.model.changeColCost(column, float(sum(w * level for w, level in zip(weights, levels, strict=True))))
        self.model.run()
        assert self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return round(self.model.getInfo().objective_function_value)

    def face_by_face(self) -> Levels:
        """Each level at its least, held while the next is lowered."""
        found = []
        for level in range(4):
            weights = tuple(int(place == level) for place in range(4))
            found.append(self.least(weights))  # type: ignore[arg-type]  # four of four
            costs = [(column, levels[level]) for column, (levels, _) in enumerate(self.columns) if levels[level]]
            self.model.addRow(
                float(found[-1]), float(found[-1]), len(costs), [c for c, _ in costs], [float(x) for _, x in costs]
            )
        return tuple(found)  # type: ignore[return-value]  # four of four
