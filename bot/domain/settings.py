"""What somebody in charge sets in the chat, for a ward or for the whole installation."""

import re
from enum import StrEnum


class SettingKind(StrEnum):
    """The number to call and the signature of posters, of a ward; who answers for the data, of all."""

    PHONE = "phone"
    SIGNED = "signed"
    CONTROLLER = "controller"


_LONGEST = 120  # characters: one line on a poster
_SHORTEST_NAME = 3
_DIGITS = range(3, 13)  # «1022», «0274 3822 825», «+84 274 3822825»
_LINK = re.compile(r"https?:|www\.|\w\.\w{2,}/")


def read_office_number(typed: str) -> str | None:
    """Read any number one can call, an office's or a service's too, as it shall be shown."""
    tidy = " ".join(re.sub(r"[.\-–()]", " ", typed).split())
    digits = tidy.removeprefix("+").replace(" ", "")
    return tidy if digits.isascii() and digits.isdecimal() and len(digits) in _DIGITS else None


def read_line(typed: str) -> str | None:
    tidy = " ".join(typed.split())
    return tidy if _SHORTEST_NAME <= len(tidy) <= _LONGEST and _LINK.search(tidy) is None else None
