"""The ladder to the target: how far people have come, and how far there is to go at the present pace."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil


class Step(StrEnum):
    """Each includes those above it: who came had enrolled, or counts as if."""

    REACHED = "reached"
    ENROLLED = "enrolled"
    CAME = "came"
    PRACTISED = "practised"
    CONFIRMED = "confirmed"


# What only the person can know, and says of themselves: never a proof, never added to official figures.
SELF_REPORTED = (Step.PRACTISED, Step.CONFIRMED)

_WEEKS_OF_PACE = 4


@dataclass(frozen=True)
class Pace:
    """The last four weeks: how many people came for the first time, at how many sessions held."""

    newcomers: int
    sessions: int

    @property
    def a_week(self) -> float:
        """Newcomers a week."""
        return self.newcomers / _WEEKS_OF_PACE

    @property
    def a_session(self) -> float:
        """Newcomers a session."""
        return self.newcomers / self.sessions if self.sessions else 0.0


@dataclass(frozen=True)
class Gap:
    """What is missing to a target; None where the pace is 0 and nothing can be said."""

    people: int
    classes: int | None
    weeks: int | None


def gap(target: int, confirmed: int, pace: Pace) -> Gap:
    """`confirmed`: the official figure where there is one, else what people say themselves."""
    missing = max(target - confirmed, 0)
    if not missing:
        return Gap(0, 0, 0)
    return Gap(
        missing,
        ceil(missing / pace.a_session) if pace.a_session else None,
        ceil(missing / pace.a_week) if pace.a_week else None,
    )
