"""The week with visits by two as a programme: leads, companions by ward, seats; and its answer read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.domain.matching.flow.hubs import spread
from bot.domain.matching.instance import Flags, Instance, Ints, Match, kilometres, near_volunteers, seatings, visits
from bot.domain.matching.objective import POLICY, UNSERVED
from bot.domain.matching.programming.programme import NO_ROW, Floats, Programme, ProgrammeBuilder
from bot.domain.matching.rules import SLOTS

_HALF = 0.5


class Leads(NamedTuple):
    """Columns: who could visit whom, and when."""

    resident: Ints
    volunteer: Ints
    slot: Ints


class Companions(NamedTuple):
    """Columns: who could come along, in which ward and when.

    Which visit they join there need not be modelled: nobody is in two places at once, so nobody accompanies
    themselves.
    """

    ward: Ints
    volunteer: Ints
    slot: Ints


class Seats(NamedTuple):
    """Columns: who could sit in which class."""

    resident: Ints
    session: Ints


@dataclass(frozen=True)
class Model:
    """Columns of the programme: leads, companions, seats, then the load steps of volunteers."""

    instance: Instance
    accompanied: Flags
    leads: Leads
    companions: Companions
    seats: Seats
    programme: Programme

    @property
    def nobody_served(self) -> int:
        return int((POLICY.unserved * (UNSERVED + self.instance.residents.tier)).sum())

    @property
    def leading(self) -> Flags:
        return np.arange(len(self.programme.cost)) < len(self.leads.slot)


def model(instance: Instance, accompanied: Flags, along: Flags) -> Model:
    leads = Leads(*_together(_leads(instance), 3))
    day = instance.residents.ward[leads.resident] * SLOTS + leads.slot
    day[accompanied[leads.resident]] = NO_ROW
    days = np.unique(day[day != NO_ROW])
    companions = Companions(*_together(_companions(instance, along, days), 3))
    seats = Seats(*_together(_seats(instance), 2))
    draft = ProgrammeBuilder()
    half_days = np.union1d(*(one.volunteer * SLOTS + one.slot for one in (leads, companions)))
    rows = _rows(draft, instance, days, half_days)
    _visits(draft, rows, instance, leads, day)
    _joins(draft, rows, companions)
    _sits(draft, rows, instance, seats)
    _loads(draft, rows, instance)
    return Model(instance, accompanied, leads, companions, seats, draft.finished())


def read_back(of: Model, values: Floats) -> list[Match]:
    chosen = values > _HALF
    split = np.cumsum([len(of.leads.slot), len(of.companions.slot)])
    lead, companion, sits = (np.flatnonzero(part) for part in np.split(chosen, split))
    resident, volunteer, slot = (column[lead] for column in of.leads)
    day = np.where(of.accompanied[resident], NO_ROW, of.instance.residents.ward[resident] * SLOTS + slot)
    order = np.argsort(day, kind="stable")[int((day == NO_ROW).sum()) :]
    joining = companion[np.argsort(of.companions.ward[companion] * SLOTS + of.companions.slot[companion])]
    with_whom = np.full(len(lead), -1)
    with_whom[order] = of.companions.volunteer[joining]
    sits = sits[sits < len(of.seats.session)]
    visits_made = np.stack([resident, volunteer, slot, np.full(len(lead), -1), with_whom], axis=1)
    none = np.full(len(sits), -1)
    taken = np.stack([of.seats.resident[sits], none, none, of.seats.session[sits], none], axis=1)
    rows = np.concatenate([visits_made, taken])
    return [Match(*row) for row in rows[np.argsort(rows[:, 0])].tolist()]


def _leads(instance: Instance) -> Iterator[tuple[Ints, ...]]:
    for ward, residents in _by_ward(instance):
        near = near_volunteers(instance, ward)
        row, column = np.nonzero(masks := visits(instance, residents[:, None], near))
        pair, slot = spread(masks[row, column], SLOTS)
        yield residents[row[pair]], near[column[pair]], slot


def _companions(instance: Instance, along: Flags, days: Ints) -> Iterator[tuple[Ints, ...]]:
    for ward in np.unique(instance.residents.ward).tolist():
        near = near_volunteers(instance, ward)
        near = near[along[near]]
        row, slot = spread(instance.volunteers.slots[near], SLOTS)
        asked = np.isin(ward * SLOTS + slot, days)
        yield np.full(int(asked.sum()), ward), near[row[asked]], slot[asked]


def _seats(instance: Instance) -> Iterator[tuple[Ints, ...]]:
    sessions = np.flatnonzero(instance.sessions.seats > 0)
    for _ward, residents in _by_ward(instance):
        row, column = np.nonzero(seatings(instance, residents[:, None], sessions))
        yield residents[row], sessions[column]


def _by_ward(instance: Instance) -> Iterator[tuple[int, Ints]]:
    for ward in np.unique(instance.residents.ward).tolist():
        yield ward, np.flatnonzero(instance.residents.ward == ward)


def _together(parts: Iterator[tuple[Ints, ...]], width: int) -> list[Ints]:
    none = tuple(np.zeros(0, dtype=np.int64) for _ in range(width))
    return [np.concatenate(column) for column in zip(none, *parts, strict=True)]


@dataclass(frozen=True)
class _Rows:
    """Numbers of the constraint rows: residents, half-days of volunteers, volunteers, half-days of wards, sessions."""

    served: Ints
    half_days: Ints
    once: Ints
    load: Ints
    days: Ints
    paired: Ints
    seated: Ints


def _rows(draft: ProgrammeBuilder, instance: Instance, days: Ints, half_days: Ints) -> _Rows:
    return _Rows(
        served=draft.rows(np.ones_like(instance.residents.tier)),
        half_days=half_days,
        once=draft.rows(np.ones_like(half_days)),
        load=draft.rows(np.zeros_like(instance.volunteers.max_load)),
        days=days,
        paired=draft.rows(np.zeros_like(days), exactly=True),
        seated=draft.rows(instance.sessions.seats),
    )


def _visits(draft: ProgrammeBuilder, rows: _Rows, instance: Instance, leads: Leads, day: Ints) -> None:
    new_face = instance.residents.previous[leads.resident] != leads.volunteer
    km = kilometres(instance, leads.resident, leads.volunteer)
    at = np.searchsorted(rows.half_days, leads.volunteer * SLOTS + leads.slot)
    joined = np.where(day == NO_ROW, NO_ROW, rows.paired[np.searchsorted(rows.days, day)] if len(rows.days) else NO_ROW)
    draft.columns(
        POLICY.new_face * new_face + POLICY.km * km - _worth(instance, leads.resident),
        [(rows.served[leads.resident], 1), (rows.once[at], 1), (rows.load[leads.volunteer], 1), (joined, 1)],
    )


def _joins(draft: ProgrammeBuilder, rows: _Rows, companions: Companions) -> None:
    at = np.searchsorted(rows.half_days, companions.volunteer * SLOTS + companions.slot)
    day = np.searchsorted(rows.days, companions.ward * SLOTS + companions.slot)
    entries = [(rows.once[at], 1), (rows.load[companions.volunteer], 1), (rows.paired[day], -1)]
    draft.columns(np.zeros_like(companions.slot), entries)


def _sits(draft: ProgrammeBuilder, rows: _Rows, instance: Instance, seats: Seats) -> None:
    km = instance.km[instance.residents.ward[seats.resident], instance.sessions.ward[seats.session]]
    cost = POLICY.new_face + POLICY.km * km - _worth(instance, seats.resident)
    draft.columns(cost, [(rows.served[seats.resident], 1), (rows.seated[seats.session], 1)])


def _loads(draft: ProgrammeBuilder, rows: _Rows, instance: Instance) -> None:
    """Let the k-th visit of a week cost 2k - 1, so that whole visits give whole steps without integrality."""
    most = np.minimum(instance.volunteers.max_load, np.bitwise_count(instance.volunteers.slots))
    volunteer = np.repeat(np.arange(len(most)), most)
    step = np.arange(len(volunteer)) - np.repeat(np.cumsum(most) - most, most)
    draft.columns(POLICY.load * (2 * step + 1), [(rows.load[volunteer], -1)], whole=False)


def _worth(instance: Instance, resident: Ints) -> Ints:
    return POLICY.unserved * (UNSERVED + instance.residents.tier[resident])
