"""Marks of a roll call. A person without a mark has not been marked yet, which is not the same as absent."""

from enum import StrEnum


class Mark(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    NO_SHOW = "no_show"


CAME = (Mark.PRESENT, Mark.LATE)


def absence(*, said_busy: bool) -> Mark:
    return Mark.EXCUSED if said_busy else Mark.NO_SHOW


def attendance_rate(came: int, no_show: int) -> float | None:
    return came / (came + no_show) if came + no_show else None
