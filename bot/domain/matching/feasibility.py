"""Checks an answer against the records of the week alone."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np

from bot.domain.matching.instance import Flags, Instance, Ints, Match, seat_rules, visit_rules
from bot.domain.matching.rules import SLOTS, Rule


class Fault(Enum):
    """Faults other than the rules of visits and seats."""

    UNKNOWN = "somebody or something that does not exist"
    TWICE = "a resident served twice"
    NEITHER = "neither a visit nor a seat, or both"
    WRONG_SLOT = "a half-day that one of them did not choose"
    TWO_PLACES = "a volunteer in two places at once"
    TOO_MANY_VISITS = "more visits in a week than a volunteer wants"
    CLASS_FULL = "more people in a class than seats"
    ALONE = "a visit by one person where two are needed"
    COMPANION = "a companion who is the visitor, or with nobody"
    COMPANION_TOO_FAR = "a companion whose ward does not reach the resident's"


class Wrong(NamedTuple):
    """The reason, and the position in the answer of the match that shows it."""

    reason: Fault | Rule
    at: int


def faults(
    instance: Instance, matches: Sequence[Match], *, pairs: bool = False, accompanied: Flags | None = None
) -> list[Wrong]:
    """Return everything wrong with an answer; empty if it is feasible.

    With `pairs` every visit needs a companion, except for residents who are `accompanied`.
    """
    rows = np.array(matches, dtype=np.int64).reshape(-1, len(Match._fields))
    unknown = _unknown(instance, rows)
    if unknown.any():
        return _wrong(Fault.UNKNOWN, np.flatnonzero(unknown))
    resident, volunteer, slot, session, _companion = rows.T
    shape = ((volunteer >= 0) == (session >= 0)) | ((volunteer >= 0) != (slot >= 0))
    if shape.any():
        return _wrong(Fault.NEITHER, np.flatnonzero(shape))
    visits, seats = np.flatnonzero(volunteer >= 0), np.flatnonzero(session >= 0)
    return [
        *_wrong(Fault.TWICE, _beyond(resident, np.ones(len(instance.residents.ward), dtype=np.int64))),
        *_visits(instance, rows, visits),
        *_seats(instance, rows, seats),
        *(_alone(rows, accompanied) if pairs else ()),
        *_companions(instance, rows),
        *_loads(instance, rows),
    ]


def _unknown(instance: Instance, rows: Ints) -> Flags:
    most = (
        len(instance.residents.ward),
        len(instance.volunteers.ward),
        SLOTS,
        len(instance.sessions.ward),
        len(instance.volunteers.ward),
    )
    outside: Flags = ((rows < -1) | (rows >= np.array(most))).any(axis=1) | (rows[:, 0] < 0)
    return outside


def _visits(instance: Instance, rows: Ints, at: Ints) -> Iterator[Wrong]:
    resident, volunteer, slot = rows[at, :3].T
    for rule, held in visit_rules(instance, resident, volunteer).items():
        yield from _wrong(rule, at[~held])
    both = instance.residents.slots[resident] & instance.volunteers.slots[volunteer]
    yield from _wrong(Fault.WRONG_SLOT, at[both >> slot & 1 == 0])


def _seats(instance: Instance, rows: Ints, at: Ints) -> Iterator[Wrong]:
    resident, session = rows[at, 0], rows[at, 3]
    for rule, held in seat_rules(instance, resident, session).items():
        yield from _wrong(rule, at[~held])
    yield from _wrong(Fault.CLASS_FULL, at[_beyond(session, instance.sessions.seats)])


def _alone(rows: Ints, accompanied: Flags | None) -> list[Wrong]:
    resident, volunteer, _slot, _session, companion = rows.T
    lonely = (volunteer >= 0) & (companion < 0)
    return _wrong(Fault.ALONE, np.flatnonzero(lonely if accompanied is None else lonely & ~accompanied[resident]))


def _companions(instance: Instance, rows: Ints) -> Iterator[Wrong]:
    resident, volunteer, slot, _session, companion = rows.T
    yield from _wrong(Fault.COMPANION, np.flatnonzero((companion >= 0) & ((volunteer < 0) | (companion == volunteer))))
    at = np.flatnonzero((companion >= 0) & (volunteer >= 0))
    rules = visit_rules(instance, resident[at], companion[at])
    yield from _wrong(Fault.COMPANION_TOO_FAR, at[~rules[Rule.DISTANCE]])
    yield from _wrong(Fault.WRONG_SLOT, at[instance.volunteers.slots[companion[at]] >> slot[at] & 1 == 0])


def _loads(instance: Instance, rows: Ints) -> Iterator[Wrong]:
    led, joined = np.flatnonzero(rows[:, 1] >= 0), np.flatnonzero(rows[:, 4] >= 0)
    at = np.concatenate([led, joined])
    who, slot = np.concatenate([rows[led, 1], rows[joined, 4]]), rows[at, 2]
    once = np.ones(len(instance.volunteers.ward) * SLOTS, dtype=np.int64)
    placed = slot >= 0
    yield from _wrong(Fault.TWO_PLACES, at[placed][_beyond((who * SLOTS + slot)[placed], once)])
    yield from _wrong(Fault.TOO_MANY_VISITS, at[_beyond(who, instance.volunteers.max_load)])


def _beyond(of: Ints, most: Ints) -> Ints:
    """Return the positions at which a number occurs more often than `most` allows."""
    order = np.argsort(of, kind="stable")
    ordered = of[order]
    nth = np.arange(len(of)) - np.searchsorted(ordered, ordered, "left")
    return np.sort(order[nth >= most[ordered]])


def _wrong(reason: Fault | Rule, at: Ints) -> list[Wrong]:
    return [Wrong(reason, place) for place in at.tolist()]
