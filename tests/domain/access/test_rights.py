"""Role × act × place: every cell stands here as it must be, and is compared with what `may` answers."""

from itertools import product

from bot.domain.access.rights import GIVEN_BY, Place, Right, holders, may
from bot.domain.people.person import RoleKind
from tests.tables import each_of

AREA, WARD, GROUP, UNION = Place(), Place("25750"), Place("25750", 3), Place(organisation=7)
# Asked about the group in which a role holds, another one of its ward, one of another ward, the organisation within
# which a role holds, and another one.
ASKED = {
    "h": Place("25750", 3),
    "n": Place("25750", 4),
    "a": Place("25966", 9),
    "o": UNION,
    "x": Place(organisation=8),
    # A class that the organisation runs in the group.
    "c": Place("25750", 3, 7),
}

# Who asks: the role, where it holds, and whether they help at the session it is about.
WHO = (
    (RoleKind.RESIDENT, GROUP, True),
    (RoleKind.VOLUNTEER, GROUP, False),
    (RoleKind.VOLUNTEER, GROUP, True),
    (RoleKind.LEADER, GROUP, False),
    (RoleKind.LEADER, WARD, True),
    (RoleKind.COORDINATOR, GROUP, False),
    (RoleKind.COORDINATOR, WARD, False),
    (RoleKind.COORDINATOR, AREA, False),
    (RoleKind.ADMINISTRATOR, AREA, False),
    (RoleKind.ORGANISER, UNION, False),
    # A role within an organisation alone reaches no group, and least of all the whole area.
    (RoleKind.COORDINATOR, UNION, False),
    (RoleKind.ADMINISTRATOR, UNION, False),
    (RoleKind.VOLUNTEER, UNION, True),
)
# h here, n next door, a in another ward, o within the organisation, x within another one, c at its class in the
# group, - nowhere.
# A leader's role that names no group opens nothing.
TABLE = """
                          resid. volunt. …own    leader …no   coord. …ward …area admin. organ. coord. admin. volunt.
                                         there          group of gr.                           of o.  of o.  of o.
register_course           -      -       -       h      -     hc     hnc   hnac  -      oc     -      -      -
change_session            -      -       -       h      -     hc     hnc   hnac  -      oc     -      -      -
take_roll                 -      -       hnaoxc  h      -     -      -     -     -      oc     -      -      hnaoxc
correct_roll              -      -       -       -      -     hc     hnc   hnac  -      -      -      -      -
see_names                 -      -       -       h      -     hc     hnc   hnac  -      oc     -      -      -
approve_volunteers        -      -       -       h      -     hc     hnc   hnac  -      -      -      -      -
vouch_for_volunteers      -      -       -       -      -     hc     hnc   hnac  hnac   oc     -      -      -
match                     -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
invite_leaders            -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
approve_leaders           -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
see_numbers               -      -       -       h      -     hc     hnc   hnac  -      oc     -      -      -
send_report               -      -       -       h      -     -      -     -     -      -      -      -      -
tell_pupils               -      -       -       -      -     -      -     -     -      oc     -      -      -
answer_proposals          -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
set_targets               -      -       -       -      -     hc     hnc   hnac  -      -      -      -      -
link_chat                 -      -       -       h      -     -      -     -     -      -      -      -      -
keep_book                 -      -       -       h      -     -      -     -     -      oc     -      -      -
place_people              -      -       -       -      -     hc     hnc   hnac  -      -      -      -      -
link_phones               -      -       -       h      -     hc     hnc   hnac  -      -      -      -      -
see_to_incidents          -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
read_log                  -      -       -       h      -     hc     hnc   hnac  hnac   -      -      -      -
call                      -      -       hnaoxc  h      -     -      -     -     -      oc     -      -      hnaoxc
see_to_sending            -      -       -       -      -     -      -     -     hnac   -      -      -      -
see_as                    -      -       -       -      -     -      -     -     hnac   -      -      -      -
change_groups             -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
announce                  -      -       -       h      -     hc     hnc   hnac  hnac   oc     -      -      -
ask_organisations         -      -       -       h      -     hc     hnc   hnac  -      oc     -      -      -
invite_organisers         -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
invite_coordinators       -      -       -       -      -     -      -     -     hnac   -      -      -      -
invite_administrators     -      -       -       -      -     -      -     -     hnac   -      -      -      -
add_bots                  -       -       -       -      -     hc     hnc   hnac  -      -      -      -      -
invite_members            -      -       -       -      -     -      -     -     -      oc     -      -      -
send_members              -      -       -       -      -     -      -     -     -      oc     -      -      -
see_organisation_requests -      -       -       -      -     hc     hnc   hnac  -      oc     -      -      -
lead_group                -      -       -       h      -     -      -     -     -      -      -      -      -
take_shifts               -      hnaoxc  hnaoxc  -      -     -      -     -     -      -      -      -      hnaoxc
coach                     -      hnaoxc  hnaoxc  -      -     -      -     -     -      -      -      -      hnaoxc
act_for_leaders           -      -       -       -      -     hc     hnc   hnac  -      -      -      -      -
change_settings           -      -       -       -      -     hc     hnc   hnac  hnac   -      -      -      -
name_controller           -      -       -       -      -     -      -     -     hnac   -      -      -      -
give_roles                -      -       -       h      -     hc     hnc   hnac  hnac   -      -      -      -
"""
ROWS = {cells[0]: cells[1:] for cells in map(str.split, TABLE.strip().splitlines()[2:])}


def test_every_right_has_its_row() -> None:
    assert sorted(ROWS) == sorted(Right)
    assert {len(cells) for cells in ROWS.values()} == {len(WHO)}
    assert {kind for kind, _held, _own in WHO} == set(RoleKind)


@each_of(("right", "column"), list(product(Right, range(len(WHO)))))
def test_each_cell(right: Right, column: int) -> None:
    kind, held, own = WHO[column]
    allowed = "".join(letter for letter, place in ASKED.items() if may(kind, right, held, place, own=own))
    assert (allowed or "-") == ROWS[right][column], (kind, right, held)


def test_whoever_gives_one_role_may_start_to_give_and_take_back() -> None:
    assert holders(Right.GIVE_ROLES) == frozenset[RoleKind]().union(*map(holders, GIVEN_BY.values()))


def test_what_belongs_to_no_place_is_the_areas_alone() -> None:
    nowhere = {
        (kind, held)
        for kind, held, _own in WHO
        if kind is not RoleKind.RESIDENT and may(kind, Right.SEE_TO_INCIDENTS, held, Place())
    }
    assert nowhere == {(RoleKind.COORDINATOR, AREA), (RoleKind.ADMINISTRATOR, AREA)}
