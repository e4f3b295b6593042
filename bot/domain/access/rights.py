"""Rights of each role and how far they reach: one table, checked before a talk starts and at every act."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people.person import RoleKind


class Right(StrEnum):
    """What a role allows somebody to do for others; everybody may do everything with their own data."""

    REGISTER_COURSE = "register_course"
    CHANGE_SESSION = "change_session"
    TAKE_ROLL = "take_roll"
    CORRECT_ROLL = "correct_roll"
    SEE_NAMES = "see_names"
    APPROVE_VOLUNTEERS = "approve_volunteers"
    VOUCH_FOR_VOLUNTEERS = "vouch_for_volunteers"
    MATCH = "match"
    INVITE_LEADERS = "invite_leaders"
    APPROVE_LEADERS = "approve_leaders"
    SEE_NUMBERS = "see_numbers"
    SEND_REPORT = "send_report"
    TELL_PUPILS = "tell_pupils"
    ANSWER_PROPOSALS = "answer_proposals"
    SET_TARGETS = "set_targets"
    LINK_CHAT = "link_chat"
    KEEP_BOOK = "keep_book"
    PLACE_PEOPLE = "place_people"
    LINK_PHONES = "link_phones"
    SEE_TO_INCIDENTS = "see_to_incidents"
    CALL = "call"
    READ_LOG = "read_log"
    SEE_TO_SENDING = "see_to_sending"
    CHANGE_GROUPS = "change_groups"
    ANNOUNCE = "announce"
    ASK_ORGANISATIONS = "ask_organisations"
    INVITE_COORDINATORS = "invite_coordinators"
    INVITE_ADMINISTRATORS = "invite_administrators"
    INVITE_ORGANISERS = "invite_organisers"
    INVITE_MEMBERS = "invite_members"
    SEND_MEMBERS = "send_members"
    SEE_ORGANISATION_REQUESTS = "see_organisation_requests"
    LEAD_GROUP = "lead_group"
    TAKE_SHIFTS = "take_shifts"
    COACH = "coach"
    GIVE_ROLES = "give_roles"
    SEE_AS = "see_as"
    ACT_FOR_LEADERS = "act_for_leaders"
    CHANGE_SETTINGS = "change_settings"
    NAME_CONTROLLER = "name_controller"
    ADD_BOTS = "add_bots"


class Scope(StrEnum):
    """How far a right reaches, nearest first. EVERYWHERE also holds for roles within an organisation.

    UNLED reaches the groups, and the wards, that nobody nearer looks after, and those for whose leader they act.
    """

    UNLED = "unled"
    OWN_SESSIONS = "own_sessions"
    ORGANISATION = "organisation"
    GROUP = "group"
    WARD = "ward"
    AREA = "area"
    EVERYWHERE = "everywhere"


RIGHTS: Mapping[RoleKind, Mapping[Right, Scope]] = {
    RoleKind.RESIDENT: {},
    RoleKind.VOLUNTEER: {
        Right.TAKE_ROLL: Scope.OWN_SESSIONS,
        Right.CALL: Scope.OWN_SESSIONS,
        Right.TAKE_SHIFTS: Scope.EVERYWHERE,
        Right.COACH: Scope.EVERYWHERE,
    },
    RoleKind.LEADER: {
        Right.LEAD_GROUP: Scope.GROUP,
        Right.REGISTER_COURSE: Scope.GROUP,
        Right.CHANGE_SESSION: Scope.GROUP,
        Right.TAKE_ROLL: Scope.GROUP,
        Right.SEE_NAMES: Scope.GROUP,
        Right.APPROVE_VOLUNTEERS: Scope.GROUP,
        Right.GIVE_ROLES: Scope.GROUP,
        Right.SEE_NUMBERS: Scope.GROUP,
        Right.SEND_REPORT: Scope.GROUP,
        Right.LINK_CHAT: Scope.GROUP,
        Right.KEEP_BOOK: Scope.GROUP,
        Right.ANNOUNCE: Scope.GROUP,
        Right.CALL: Scope.GROUP,
        Right.LINK_PHONES: Scope.GROUP,
        Right.ASK_ORGANISATIONS: Scope.GROUP,
        Right.READ_LOG: Scope.GROUP,
    },
    RoleKind.ORGANISER: {
        Right.INVITE_MEMBERS: Scope.ORGANISATION,
        Right.SEND_MEMBERS: Scope.ORGANISATION,
        Right.TELL_PUPILS: Scope.ORGANISATION,
        Right.SEE_ORGANISATION_REQUESTS: Scope.ORGANISATION,
        Right.REGISTER_COURSE: Scope.ORGANISATION,
        Right.CHANGE_SESSION: Scope.ORGANISATION,
        Right.TAKE_ROLL: Scope.ORGANISATION,
        Right.SEE_NAMES: Scope.ORGANISATION,
        Right.CALL: Scope.ORGANISATION,
        Right.KEEP_BOOK: Scope.ORGANISATION,
        Right.ANNOUNCE: Scope.ORGANISATION,
        Right.VOUCH_FOR_VOLUNTEERS: Scope.ORGANISATION,
        Right.SEE_NUMBERS: Scope.ORGANISATION,
        Right.ASK_ORGANISATIONS: Scope.ORGANISATION,
    },
    RoleKind.COORDINATOR: {
        Right.REGISTER_COURSE: Scope.WARD,
        Right.CORRECT_ROLL: Scope.WARD,
        Right.CHANGE_SESSION: Scope.WARD,
        Right.SEE_NAMES: Scope.WARD,
        Right.APPROVE_VOLUNTEERS: Scope.WARD,
        Right.VOUCH_FOR_VOLUNTEERS: Scope.WARD,
        Right.MATCH: Scope.WARD,
        Right.INVITE_LEADERS: Scope.WARD,
        Right.APPROVE_LEADERS: Scope.WARD,
        Right.GIVE_ROLES: Scope.WARD,
        Right.SEE_NUMBERS: Scope.WARD,
        Right.LINK_PHONES: Scope.WARD,
        Right.ANSWER_PROPOSALS: Scope.WARD,
        Right.SET_TARGETS: Scope.WARD,
        Right.ANNOUNCE: Scope.WARD,
        Right.CHANGE_GROUPS: Scope.WARD,
        Right.SEE_TO_INCIDENTS: Scope.WARD,
        Right.READ_LOG: Scope.WARD,
        Right.ASK_ORGANISATIONS: Scope.WARD,
        Right.SEE_ORGANISATION_REQUESTS: Scope.WARD,
        Right.INVITE_ORGANISERS: Scope.WARD,
        Right.PLACE_PEOPLE: Scope.WARD,
        Right.ACT_FOR_LEADERS: Scope.WARD,
        Right.CHANGE_SETTINGS: Scope.WARD,
        Right.ADD_BOTS: Scope.WARD,
        Right.KEEP_BOOK: Scope.UNLED,
        Right.TAKE_ROLL: Scope.UNLED,
        Right.CALL: Scope.UNLED,
    },
    RoleKind.ADMINISTRATOR: {
        Right.VOUCH_FOR_VOLUNTEERS: Scope.AREA,
        Right.MATCH: Scope.AREA,
        Right.INVITE_LEADERS: Scope.AREA,
        Right.APPROVE_LEADERS: Scope.AREA,
        Right.GIVE_ROLES: Scope.AREA,
        Right.SEE_TO_INCIDENTS: Scope.AREA,
        Right.READ_LOG: Scope.AREA,
        Right.SEE_TO_SENDING: Scope.AREA,
        Right.SEE_AS: Scope.AREA,
        Right.ANNOUNCE: Scope.AREA,
        Right.CHANGE_GROUPS: Scope.AREA,
        Right.ANSWER_PROPOSALS: Scope.AREA,
        Right.INVITE_ORGANISERS: Scope.AREA,
        Right.INVITE_COORDINATORS: Scope.AREA,
        Right.INVITE_ADMINISTRATORS: Scope.AREA,
        Right.CHANGE_SETTINGS: Scope.AREA,
        Right.NAME_CONTROLLER: Scope.AREA,
        Right.TAKE_ROLL: Scope.UNLED,
        Right.CALL: Scope.UNLED,
        Right.PLACE_PEOPLE: Scope.UNLED,
        Right.KEEP_BOOK: Scope.UNLED,
        Right.CHANGE_SESSION: Scope.UNLED,
        Right.SEE_NAMES: Scope.UNLED,
        Right.ASK_ORGANISATIONS: Scope.UNLED,
        Right.APPROVE_VOLUNTEERS: Scope.UNLED,
    },
}


# The right to give a role is the right to revoke it; members of an organisation are handled by its organiser.
GIVEN_BY: Mapping[RoleKind, Right] = {
    RoleKind.VOLUNTEER: Right.APPROVE_VOLUNTEERS,
    RoleKind.LEADER: Right.APPROVE_LEADERS,
    RoleKind.ORGANISER: Right.INVITE_ORGANISERS,
    RoleKind.COORDINATOR: Right.INVITE_COORDINATORS,
    RoleKind.ADMINISTRATOR: Right.INVITE_ADMINISTRATORS,
}


@dataclass(frozen=True)
class Place:
    """Where something happens, or where a role holds: without any field, the whole area.

    With an organisation alone, only in that organisation; with a group too, a class the organisation runs there.
    """

    ward: str | None = None
    group: int | None = None
    organisation: int | None = None

    @property
    def is_off_the_map(self) -> bool:
        return self.organisation is not None and self.ward is None and self.group is None


def is_for_helpers(right: Right) -> bool:
    return any(reach.get(right) is Scope.OWN_SESSIONS for reach in RIGHTS.values())


def holders(right: Right) -> frozenset[RoleKind]:
    return frozenset(kind for kind, rights in RIGHTS.items() if right in rights)


def may(  # noqa: PLR0913 a cell of the table, and what may open it
    kind: RoleKind, right: Right, held: Place, asked: Place, *, own: bool = False, unled: bool = False
) -> bool:
    """Check a role held at `held` for an act at `asked`.

    `own`: the person helps at that session; `unled`: nobody nearer looks after that group.
    """
    match RIGHTS[kind].get(right):
        case Scope.OWN_SESSIONS:
            return own
        case Scope.UNLED:
            return unled and not held.is_off_the_map and _is_within(held, asked)
        case Scope.ORGANISATION:
            return held.organisation is not None and held.organisation == asked.organisation
        case Scope.EVERYWHERE:
            return True
        case None:
            return False
        case scope:
            return not held.is_off_the_map and not asked.is_off_the_map and _reaches(scope, held, asked)


def _reaches(scope: Scope, held: Place, asked: Place) -> bool:
    if scope is Scope.GROUP:
        # What an organisation runs in a group is not its leader's.
        return held.group is not None and held.group == asked.group and asked.organisation is None
    return scope is Scope.AREA or _is_within(held, asked)


def reach(kind: RoleKind, right: Right, held: Place) -> Place | None:
    """Return where the role has this right: an empty Place is the whole area, None is nowhere."""
    match RIGHTS[kind].get(right):
        case Scope.EVERYWHERE:
            return Place()
        case Scope.ORGANISATION if held.organisation is not None:
            return Place(organisation=held.organisation)
        case Scope.AREA if not held.is_off_the_map:
            return Place()
        case Scope.WARD if not held.is_off_the_map:
            return held
        case Scope.GROUP if held.group is not None:
            return Place(held.ward, held.group)
        case _:
            return None


def _is_within(held: Place, asked: Place) -> bool:
    """Compare groups if the role has one, else wards; a role with neither covers the whole area."""
    if held.group is not None:
        return held.group == asked.group
    return held.ward in (None, asked.ward)
