"""What is kept back in a ward helps when somebody drops out."""

import numpy as np

from bot.domain.matching.flow.engine import match
from bot.domain.matching.instance import Match
from bot.domain.matching.repair.assignments import CurrentAssignments
from bot.domain.matching.repair.augmenting import repair
from bot.domain.matching.reserve import stand_by
from tests import weeks


def test_the_most_useful_of_each_ward_keep_one_visit_back() -> None:
    few, many = {"max_load": 2, "slots": 0b1}, {"max_load": 2, "slots": 0b11}
    once, unvetted = {"max_load": 1, "slots": 0b111}, {"max_load": 3, "slots": 0b111, "vetted": 0}
    instance = weeks.week([], [few, many, once, unvetted, few | {"ward": 1}], km=((1, 2), (2, 1)))

    assert stand_by(instance, 1).volunteers.max_load.tolist() == [2, 1, 1, 3, 1]
    assert stand_by(instance, 9).volunteers.max_load.tolist() == [1, 1, 1, 3, 1]


def test_who_loses_a_volunteer_gets_what_was_kept_back() -> None:
    helpers = [{"slots": 0b1}, {"slots": 0b11, "max_load": 2}]
    instance = weeks.week([{"slots": 0b11}, {"slots": 0b11, "tier": 2}], helpers)
    planned = match(stand_by(instance, 1)).matches
    standing = CurrentAssignments(instance, planned)

    (rescue,) = repair(standing, standing.drop_out(0))

    assert len(planned) == 2
    assert [move.after.volunteer for move in rescue.moves] == [1]


def test_never_more_than_there_is() -> None:
    for seed in range(30):
        instance = weeks.random_week(seed)
        reserved = stand_by(instance)
        assert (reserved.volunteers.max_load <= instance.volunteers.max_load).all(), seed
        assert (reserved.volunteers.max_load >= np.minimum(1, instance.volunteers.max_load)).all(), seed
        assert all(isinstance(one, Match) for one in match(reserved).matches), seed
