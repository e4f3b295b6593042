"""Marks of a roll call. Not marked is not absent: it is the lack of a mark."""

from enum import StrEnum


class Mark(StrEnum):
    """What happened for one person at one session."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    NO_SHOW = "no_show"


CAME = (Mark.PRESENT, Mark.LATE)


def absence(*, said_busy: bool) -> Mark:
    """Absent after a declared «Bận» is excused, else without notice."""
    return Mark.EXCUSED if said_busy else Mark.NO_SHOW


def attendance_rate(came: int, no_show: int) -> float | None:
    """Present and late over all marked, excused left out of both; None while nobody was marked."""
    return came / (came + no_show) if came + no_show else None
