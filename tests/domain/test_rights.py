"""Every cell of role, act and place: who may, and everybody else may not."""

from itertools import product

import pytest

from bot.domain.people import RoleKind
from bot.domain.rights import RIGHTS, Place, Right, Scope, may

AREA, WARD, GROUP = Place(), Place("25750"), Place("25750", 3)
ASKED = {"here": Place("25750", 3), "next door": Place("25750", 4), "another ward": Place("25966", 9)}

# Where a role that holds in a place reaches, by how far the right goes.
REACHES = {
    (Scope.GROUP, GROUP): {"here"},
    (Scope.GROUP, WARD): set(),
    (Scope.GROUP, AREA): set(),
    (Scope.WARD, GROUP): {"here"},
    (Scope.WARD, WARD): {"here", "next door"},
    (Scope.WARD, AREA): {"here", "next door", "another ward"},
    (Scope.AREA, GROUP): {"here", "next door", "another ward"},
    (Scope.AREA, WARD): {"here", "next door", "another ward"},
    (Scope.AREA, AREA): {"here", "next door", "another ward"},
}


@pytest.mark.parametrize(("kind", "right"), list(product(RoleKind, Right)))
def test_each_cell_of_the_table(kind: RoleKind, right: Right) -> None:
    scope = RIGHTS[kind].get(right)
    for held in (AREA, WARD, GROUP):
        allowed = {name for name, place in ASKED.items() if may(kind, right, held, place)}
        expected = set() if scope in (None, Scope.OWN_SESSIONS) else REACHES[scope, held]
        assert allowed == expected, (kind, right, held)


def test_a_volunteer_takes_the_roll_of_own_sessions_and_nothing_else() -> None:
    assert RIGHTS[RoleKind.VOLUNTEER] == {Right.TAKE_ROLL: Scope.OWN_SESSIONS}
    assert may(RoleKind.VOLUNTEER, Right.TAKE_ROLL, GROUP, GROUP, own=True)
    assert not may(RoleKind.VOLUNTEER, Right.TAKE_ROLL, GROUP, GROUP, own=False)


def test_a_resident_may_nothing_for_others() -> None:
    assert not any(may(RoleKind.RESIDENT, right, AREA, GROUP, own=True) for right in Right)


def test_an_administrator_decides_about_roles_and_sees_no_names() -> None:
    assert set(RIGHTS[RoleKind.ADMINISTRATOR]) == {
        Right.INVITE_LEADERS,
        Right.APPROVE_LEADERS,
        Right.VOUCH_FOR_VOLUNTEERS,
        Right.MATCH,
    }


def test_helping_at_a_session_gives_a_leader_of_elsewhere_nothing() -> None:
    assert not may(RoleKind.LEADER, Right.TAKE_ROLL, GROUP, Place("25750", 4), own=True)
