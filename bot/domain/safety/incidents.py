"""Incidents: kinds, statuses, and who must not handle them."""

from enum import StrEnum

from bot.domain.people.person import RoleKind


class IncidentKind(StrEnum):
    """Four kinds that people can tell apart under stress."""

    CHEATED = "cheated"
    HARASSED = "harassed"
    STRANGER_CAME = "stranger_came"
    OTHER = "other"


class Suspect(StrEnum):
    """Who the incident is about, as far as the reporter knows."""

    VOLUNTEER = "volunteer"
    LEADER = "leader"
    COURSE = "course"
    OUTSIDER = "outsider"


class IncidentStatus(StrEnum):
    """TAKEN: somebody in charge handles it. WITHDRAWN: the reporter took it back before that."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


TEAM = frozenset({RoleKind.LEADER, RoleKind.VOLUNTEER})


def concerns_team(about: Suspect) -> bool:
    return about is not Suspect.OUTSIDER
