"""Roles and personal attributes; nothing beyond these is collected."""

from enum import StrEnum


class RoleKind(StrEnum):
    """One person may have several roles, in several places."""

    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


LEADING = (RoleKind.LEADER, RoleKind.COORDINATOR)
# Within an organisation: who learns, and who helps.
MEMBERS = (RoleKind.RESIDENT, RoleKind.VOLUNTEER)
# What they ask for is counted over a ward or the whole area.
OVERSEEING = (RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR)
IN_CHARGE = (*LEADING, RoleKind.ADMINISTRATOR)
ORGANISING = (*IN_CHARGE, RoleKind.ORGANISER)


class RoleStatus(StrEnum):
    """Requested, approved by a human, ended; a role has no effect before its approval."""

    REQUESTED = "requested"
    ACTIVE = "active"
    ENDED = "ended"


# Younger pupils are numbers that their school tells, without names, numbers and talks.
NAMED_FROM = 16


class AgeBand(StrEnum):
    """Bands used in reports; dates of birth are not collected."""

    UNDER_18 = "under_18"
    FROM_18 = "18_35"
    FROM_36 = "36_59"
    FROM_60 = "60_74"
    FROM_75 = "75_plus"


FROM_60_ON = (AgeBand.FROM_60, AgeBand.FROM_75)


class Audience(StrEnum):
    """Target groups of the movement, as people describe themselves; who is 60 or older is elderly by AgeBand."""

    ELDERLY = "elderly"
    WORKER = "worker"
    TRADER = "trader"
    ENTERPRISE_WORKER = "enterprise_worker"
    PUBLIC_EMPLOYEE = "public_employee"
    PUPIL = "pupil"
    STUDENT = "student"
    VOLUNTEER_FAMILY = "volunteer_family"
    HARDSHIP = "hardship"


# Hard circumstances are told by the person or the leader, and are nobody's to be invited or sought by.
OPENLY_NAMED = tuple(each for each in Audience if each is not Audience.HARDSHIP)


class PhoneType(StrEnum):
    """The device used in lessons."""

    ANDROID = "android"
    IPHONE = "iphone"
    NONE = "none"


SMARTPHONES = (PhoneType.ANDROID, PhoneType.IPHONE)


class ToldVia(StrEnum):
    """«Báo qua ai»: through whom messages reach a person."""

    SELF = "self"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    LEADER = "leader"


# A leader tells many people who do not live together.
BY_SOMEBODY_CLOSE = (ToldVia.RELATIVE, ToldVia.NEIGHBOUR)


class ContactWish(StrEnum):
    """How somebody wishes to be reached, without a reason: «chỉ nhắn», «chỉ gọi»."""

    WRITE = "write"
    CALL = "call"


class ConsentPurpose(StrEnum):
    """Consent is given for each purpose separately (Law 91/2025/QH15, article 9)."""

    CLASSES = "classes"
    PHOTOS = "photos"


class OrganisationKind(StrEnum):
    """Kinds of organisations that register classes and send volunteers."""

    DIGITAL_TEAM = "digital_team"
    YOUTH_UNION = "youth_union"
    ENTERPRISE = "enterprise"
    WOMENS_UNION = "womens_union"
    FARMERS_ASSOCIATION = "farmers_association"
    VETERANS_ASSOCIATION = "veterans_association"
    PROFESSIONAL = "professional"
    ELDERLY_ASSOCIATION = "elderly_association"
    SCHOOL = "school"
    EMPLOYER = "employer"
    COOPERATIVE = "cooperative"
    COOPERATIVE_UNION = "cooperative_union"
    OFFICE = "office"


# Where people work or go to school they learn, unless they say that they would help; members of others are volunteers.
MEMBERS_LEARN = frozenset(
    {
        OrganisationKind.SCHOOL,
        OrganisationKind.EMPLOYER,
        OrganisationKind.COOPERATIVE,
        OrganisationKind.COOPERATIVE_UNION,
        OrganisationKind.OFFICE,
    }
)


class RevokedFor(StrEnum):
    """Why a role was revoked: chosen from a list, so that no text about a person is stored."""

    MOVED = "moved"
    BUSY = "busy"
    ANOTHER = "another"
    COMPLAINT = "complaint"
