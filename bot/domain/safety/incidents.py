"""Incidents: what happened, whom it is about, and who is therefore not the one to hear of it."""

from enum import StrEnum

from bot.domain.people.person import RoleKind


class IncidentKind(StrEnum):
    """What happened, in the four kinds people can tell apart under stress."""

    CHEATED = "cheated"
    HARASSED = "harassed"
    STRANGER_CAME = "stranger_came"
    OTHER = "other"


class About(StrEnum):
    """Whom it is about, as far as whoever tells of it knows."""

    VOLUNTEER = "volunteer"
    LEADER = "leader"
    COURSE = "course"
    OUTSIDER = "outsider"


class IncidentStatus(StrEnum):
    """Nobody has it yet, somebody in charge sees to it, it is closed, or it was taken back before anybody had it."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


TEAM = frozenset({RoleKind.LEADER, RoleKind.VOLUNTEER})


def concerns_team(about: About) -> bool:
    """Is it about the people of the residential group? Then none of them sees to it, whatever else they are."""
    return about is not About.OUTSIDER
