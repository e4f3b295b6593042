"""The ladder to a ward's target: how far people have come, and what is missing at the present pace."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from bot.domain.people.person import Audience


class Step(StrEnum):
    """Each step includes the ones before it: whoever came counts as enrolled."""

    REACHED = "reached"
    ENROLLED = "enrolled"
    CAME = "came"
    PRACTISED = "practised"
    CONFIRMED = "confirmed"


# Known from the person alone: never a proof, never added to official figures.
SELF_REPORTED = (Step.PRACTISED, Step.CONFIRMED)

_WEEKS_OF_PACE = 4

# Of those who must all be confirmed, how many in a hundred by the end of a year (plan of the movement).
SHARES: Mapping[int, Mapping[Audience, int]] = {
    2025: {Audience.PUBLIC_EMPLOYEE: 80, Audience.PUPIL: 100, Audience.STUDENT: 100},
    2026: {Audience.PUBLIC_EMPLOYEE: 100, Audience.PUPIL: 100, Audience.STUDENT: 100},
}


@dataclass(frozen=True)
class Pace:
    """The last four weeks: people who came for the first time, and sessions held.

    It is known once there are four weeks of classes to look back on.
    """

    newcomers: int
    sessions: int
    is_known: bool = True

    @property
    def a_week(self) -> float:
        return self.newcomers / _WEEKS_OF_PACE

    @property
    def a_session(self) -> float:
        return self.newcomers / self.sessions if self.sessions else 0.0


@dataclass(frozen=True)
class Gap:
    """What is missing to a target; None where the pace is 0, or not known yet."""

    people: int
    classes: int | None
    weeks: int | None
    pace_is_known: bool = True


def gap(target: int, confirmed: int, pace: Pace) -> Gap:
    """Use as `confirmed` the official figure if there is one, else what people report themselves."""
    missing = max(target - confirmed, 0)
    if not missing:
        return Gap(0, 0, 0)
    if not pace.is_known:
        return Gap(missing, None, None, pace_is_known=False)
    return Gap(
        missing,
        ceil(missing / pace.a_session) if pace.a_session else None,
        ceil(missing / pace.a_week) if pace.a_week else None,
    )
