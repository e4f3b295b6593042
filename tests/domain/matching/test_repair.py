"""Drop-outs: the fewest others are asked to move, nobody is bumped; where nothing can be done the reason is right."""

from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pytest

from bot.domain.matching.feasibility import faults
from bot.domain.matching.instance import Instance, Match
from bot.domain.matching.repair.assignments import CurrentAssignments
from bot.domain.matching.repair.augmenting import NoRescueReason, Rescue, carry_out, repair
from bot.domain.matching.rules import Rule
from tests import weeks

MOVED, NOWHERE = 1_000, 1_000_000


def test_a_free_volunteer_helps_out_and_nobody_is_moved() -> None:
    instance = weeks.week([{}, {"slots": 0b10}], [{}, {"slots": 0b11, "max_load": 2}])
    standing = CurrentAssignments(instance, [Match(0, 0, 0), Match(1, 1, 1)])

    (rescue,) = repair(standing, standing.drop_out(0))

    assert [move.after for move in rescue.moves] == [Match(0, 1, 0)]
    assert rescue.moves[0].before is None


def test_somebody_else_is_asked_to_move_first() -> None:
    instance = weeks.week([{}, {"slots": 0b11}], [{}, {}, {"slots": 0b10}])
    standing = CurrentAssignments(instance, [Match(0, 0, 0), Match(1, 1, 0)])

    (rescue,) = repair(standing, standing.drop_out(0))

    assert [move.after for move in rescue.moves] == [Match(1, 2, 1), Match(0, 1, 0)]
    assert standing.match(1) == Match(1, 1, 0), "a plan changes nothing until people agree"
    carry_out(standing, rescue)
    assert (standing.match(0), standing.match(1)) == (Match(0, 1, 0), Match(1, 2, 1))
    assert standing.fixed[[0, 1]].all(), "who has agreed is not asked again"


def test_a_full_week_makes_room_in_another_slot() -> None:
    instance = weeks.week([{}, {"slots": 0b10}], [{}, {"slots": 0b11}, {"slots": 0b10}])
    standing = CurrentAssignments(instance, [Match(0, 0, 0), Match(1, 1, 1)])

    (rescue,) = repair(standing, standing.drop_out(0))

    assert [move.after for move in rescue.moves] == [Match(1, 2, 1), Match(0, 1, 0)]


def test_a_seat_in_a_class_helps_whoever_can_leave_the_house() -> None:
    instance = weeks.week([{}, {"home_only": 1}], [{"slots": 0b1, "max_load": 1}] * 2, [{}])
    standing = CurrentAssignments(instance, [Match(0, 0, 0), Match(1, 1, 0)])

    (rescue,) = repair(standing, standing.drop_out(1))

    assert [move.after for move in rescue.moves] == [Match(0, session=0), Match(1, 0, 0)]


def test_who_has_confirmed_is_not_asked() -> None:
    instance = weeks.week([{}, {"slots": 0b11}], [{}, {}, {"slots": 0b10}])
    matches = [Match(0, 0, 0), Match(1, 1, 0)]
    confirmed, tomorrow = (
        CurrentAssignments(instance, matches, frozen=[1]),
        CurrentAssignments(instance, matches, frozen_slots=0b1),
    )

    for standing in (confirmed, tomorrow):
        (rescue,) = repair(standing, standing.drop_out(0))
        assert not rescue.moves
    assert (rescue.why, rescue.rules) == (NoRescueReason.NOBODY_FITS, (Rule.SLOT,))


def test_a_volunteer_who_cannot_come_on_one_day_keeps_the_others() -> None:
    instance = weeks.week([{}, {"slots": 0b10}], [{"slots": 0b11, "max_load": 2}])
    standing = CurrentAssignments(instance, [Match(0, 0, 0), Match(1, 0, 1)])

    assert standing.drop_out(0, slots=0b1) == [0]
    assert standing.match(1) == Match(1, 0, 1)


def test_when_the_second_person_drops_out_others_can_join() -> None:
    vetted, unvetted = {"slots": 0b11, "max_load": 2}, {"slots": 0b11, "max_load": 2, "vetted": 0}
    far, another_day = {"ward": 1, "max_km": 3}, {"slots": 0b10}
    volunteers = [{}, {}, vetted, unvetted, far, another_day]
    instance = weeks.week([{}, {"slots": 0b10}], volunteers, km=((1, 4), (4, 1)))
    visit = Match(0, 0, 0, companion=1)
    standing = CurrentAssignments(instance, [visit, Match(1, 2, 1, companion=5)])

    assert standing.drop_out(1) == [0]
    assert standing.joiners(visit) == [3, 2]

    standing.seat(visit._replace(companion=3))
    assert standing.match(0) == Match(0, 0, 0, companion=3)
    assert standing.joiners(Match(1, 2, 1)) == [3]


@pytest.mark.parametrize(
    ("volunteers", "why"),
    [
        ([{"topics": 0b10}], NoRescueReason.NOBODY_FITS),
        ([], NoRescueReason.NOBODY_FITS),
        ([{}], NoRescueReason.ALL_FULL),
    ],
)
def test_why_nothing_can_be_done(volunteers: list[weeks.Changes], why: NoRescueReason) -> None:
    instance = weeks.week([{}, {"tier": 8}], [*volunteers, {"max_load": 0}])
    matches = [Match(1, 0, 0)] if why is NoRescueReason.ALL_FULL else []

    (rescue,) = repair(CurrentAssignments(instance, matches), [0])

    assert (rescue.moves, rescue.why) == ((), why)
    assert rescue.reached == len(matches)


def test_no_more_than_two_others_are_moved() -> None:
    chain = [{"slots": 0b11 << place} for place in range(4)]
    instance = weeks.week([{"slots": 0b1}, *chain], [{"slots": 1 << place} for place in range(5)])
    standing = CurrentAssignments(instance, [Match(1 + place, place, place) for place in range(4)])

    (refused,), (allowed,) = repair(standing, [0]), repair(standing, [0], most_moved=4)

    assert (refused.moves, refused.why, len(allowed.moves)) == ((), NoRescueReason.TOO_MANY_MOVES, 5)


def test_the_most_urgent_are_helped_first() -> None:
    instance = weeks.week([{"tier": 2}, {"tier": 7}], [{}])

    rescues = repair(CurrentAssignments(instance, []), [0, 1])

    assert [(one.resident, bool(one.moves)) for one in rescues] == [(1, True), (0, False)]


@pytest.mark.parametrize("seed", range(80))
def test_one_at_a_time_the_moves_are_the_fewest_and_the_way_the_least(seed: int) -> None:
    instance, matches, rng = _some_week(seed)
    frozen = [match.resident for match in matches if rng.random() < 0.1]
    frozen_slots = int(rng.choice([0, 0, 0b1]))
    for resident in range(len(instance.residents.ward)):
        standing = CurrentAssignments(instance, matches, frozen, frozen_slots)
        if standing.match(resident) is not None:
            standing.leave(resident)
        standing.fixed[resident] = False
        least = _referee(standing, resident)
        (rescue,) = repair(standing, [resident])

        assert _agrees(standing, rescue, least), (seed, resident, rescue, least)
        _check_nobody_is_bumped(standing, [rescue])


@pytest.mark.parametrize("seed", range(40))
def test_a_volunteer_gone_for_the_week_bumps_nobody(seed: int) -> None:
    instance, matches, rng = _some_week(seed)
    if not len(instance.volunteers.ward):
        return
    standing = CurrentAssignments(instance, matches, [match.resident for match in matches if rng.random() < 0.2])
    gone = int(rng.integers(len(instance.volunteers.ward)))

    rescues = repair(standing, standing.drop_out(gone))

    _check_nobody_is_bumped(standing, rescues)
    asked = [move.after.resident for rescue in rescues for move in rescue.moves]
    assert len(asked) == len(set(asked)), "nobody is asked twice"
    assert gone not in {move.after.volunteer for rescue in rescues for move in rescue.moves}


def _some_week(seed: int) -> tuple[Instance, list[Match], np.random.Generator]:
    """A week in which most have something, chosen blindly, so that there is something to mend."""
    instance, rng = weeks.random_week(seed), np.random.default_rng(seed)
    options = [option.match for option in weeks.options(instance)]
    chosen: list[Match] = []
    for place in rng.permutation(len(options)):
        match = options[place]
        if match.resident not in {one.resident for one in chosen} and not faults(instance, [*chosen, match]):
            chosen.append(match)
    return instance, chosen, rng


def _standing_matches(standing: CurrentAssignments) -> list[Match]:
    people = range(len(standing.instance.residents.ward))
    return [match for match in map(standing.match, people) if match is not None]


def _check_nobody_is_bumped(standing: CurrentAssignments, rescues: list[Rescue]) -> None:
    before = {match.resident: match for match in _standing_matches(standing)}
    fixed = standing.fixed.copy()
    for rescue in rescues:
        carry_out(standing, rescue)
    after = {match.resident: match for match in _standing_matches(standing)}
    rebuilt = CurrentAssignments(standing.instance, list(after.values()))

    assert not faults(standing.instance, list(after.values()))
    assert before.keys() <= after.keys()
    assert all(after[one] == before[one] for one in before if fixed[one])
    assert (rebuilt.busy == standing.busy).all()
    assert (rebuilt.load == standing.load).all()
    assert (rebuilt.guest == standing.guest).all()


@dataclass(frozen=True)
class Least:
    moved: int
    km: int
    fits: bool
    possible: bool


def _agrees(standing: CurrentAssignments, rescue: Rescue, least: Least) -> bool:
    if rescue.moves:
        km = sum(_km(standing, move.after) for move in rescue.moves)
        km -= sum(_km(standing, move.before) for move in rescue.moves if move.before)
        return (len(rescue.moves) - 1, km) == (least.moved, least.km) and least.possible
    if not least.possible:
        return rescue.why is (NoRescueReason.ALL_FULL if least.fits else NoRescueReason.NOBODY_FITS)
    return rescue.why is NoRescueReason.TOO_MANY_MOVES and least.moved > 2


def _km(standing: CurrentAssignments, match: Match) -> int:
    return next(one.km for one in weeks.options(standing.instance) if one.match == match._replace(companion=-1))


def _referee(standing: CurrentAssignments, resident: int) -> Least:
    """A flow with a price on each move: everybody else keeps a place, and only then is the way short."""
    network: nx.DiGraph[object] = nx.DiGraph()
    now = {match.resident: match for match in _standing_matches(standing)}
    network.add_edge("resident", "sink", weight=NOWHERE, capacity=1)
    options = list(_allowed(standing))
    for option in options:
        match = option.match
        unmoved = match.resident == resident or match == now.get(match.resident)
        start = "resident" if match.resident == resident else match.resident
        place = ("seat", match.session) if match.session >= 0 else ("visit", match.volunteer, match.slot)
        price = option.km + (0 if unmoved else MOVED)
        network.add_edge(start, (*place, start), weight=price, capacity=1)
        network.add_edge((*place, start), place, weight=0, capacity=1)
        _add_end(network, standing.instance, match, place)
    for one in [*now, "resident"]:
        network.nodes[one]["demand"] = -1
    network.nodes["sink"]["demand"] = len(now) + 1
    total, _flow = nx.network_simplex(network)
    kept = sum(_km(standing, match) for match in now.values())
    possible, rest = total < NOWHERE, total % NOWHERE
    return Least(rest // MOVED, rest % MOVED - kept, any(one.match.resident == resident for one in options), possible)


def _add_end(network: "nx.DiGraph[object]", instance: Instance, match: Match, place: tuple[object, ...]) -> None:
    if match.session >= 0:
        network.add_edge(place, "sink", weight=0, capacity=int(instance.sessions.seats[match.session]))
        return
    network.add_edge(place, ("load", match.volunteer), weight=0, capacity=1)
    most = int(instance.volunteers.max_load[match.volunteer])
    network.add_edge(("load", match.volunteer), "sink", weight=0, capacity=most)


def _allowed(standing: CurrentAssignments) -> Iterator[weeks.Option]:
    """What each may have: who is fixed only what they have, the others nothing in a frozen slot."""
    sessions = standing.instance.sessions
    for option in weeks.options(standing.instance):
        match = option.match
        slot = match.slot if match.session < 0 else int(sessions.slot[match.session])
        now = standing.match(match.resident)
        host = match.volunteer if match.session < 0 else standing.volunteers + match.session
        if match == now or (
            standing.capacity[host] and not standing.fixed[match.resident] and not standing.frozen_slots >> slot & 1
        ):
            yield option
