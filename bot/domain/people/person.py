"""Roles, and what we may know of a person: nothing else is ever collected."""

from enum import StrEnum


class RoleKind(StrEnum):
    """Who somebody is to us; one person may be several, in several places."""

    RESIDENT = "resident"
    VOLUNTEER = "volunteer"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


class RoleStatus(StrEnum):
    """A role is asked for, approved by a human, and ended; nothing is shown before the approval."""

    REQUESTED = "requested"
    ACTIVE = "active"
    ENDED = "ended"


class AgeBand(StrEnum):
    """An age good enough for the reports; birth dates are not collected."""

    UNDER_18 = "under_18"
    FROM_18 = "18_35"
    FROM_36 = "36_59"
    FROM_60 = "60_74"
    FROM_75 = "75_plus"


class Audience(StrEnum):
    """Whom the movement wants to reach, as people say it of themselves; age stands in the age band."""

    WORKER = "worker"
    TRADER = "trader"
    PUBLIC_EMPLOYEE = "public_employee"
    STUDENT = "student"
    HARDSHIP = "hardship"
    VOLUNTEER_FAMILY = "volunteer_family"


class PhoneType(StrEnum):
    """The device a lesson is held on."""

    ANDROID = "android"
    IPHONE = "iphone"
    NONE = "none"


class ToldVia(StrEnum):
    """«Báo qua ai»: how a message reaches a person."""

    SELF = "self"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    LEADER = "leader"


class ConsentPurpose(StrEnum):
    """One consent for each purpose (Law 91/2025/QH15, article 9)."""

    CLASSES = "classes"
    PHOTOS = "photos"


class OrganisationKind(StrEnum):
    """Who registers classes and sends volunteers, beside the residential groups."""

    DIGITAL_TEAM = "digital_team"
    YOUTH_UNION = "youth_union"
    ENTERPRISE = "enterprise"
    WOMENS_UNION = "womens_union"
    PROFESSIONAL = "professional"
    ELDERLY_ASSOCIATION = "elderly_association"
    SCHOOL = "school"
    COOPERATIVE = "cooperative"


class RevokedFor(StrEnum):
    """Why a role was taken back, chosen and not written, so that nothing about a person is kept in words."""

    MOVED = "moved"
    BUSY = "busy"
    ANOTHER = "another"
    COMPLAINT = "complaint"
