"""What the doctor found: one line, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A NOTE may stay as it is; whatever is SICK is to be seen to."""

    WELL = "well"
    NOTE = "note"
    SICK = "sick"


@dataclass(frozen=True)
class Finding:
    """`check` names what was looked at; `do` is empty if all is well."""

    check: str
    verdict: Severity
    says: str
    do: str = ""


def well(check: str, says: str) -> Finding:
    return Finding(check, Severity.WELL, says)


def note(check: str, says: str, do: str) -> Finding:
    return Finding(check, Severity.NOTE, says, do)


def sick(check: str, says: str, do: str) -> Finding:
    return Finding(check, Severity.SICK, says, do)
