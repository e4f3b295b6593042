"""What the rules of a visit or a seat are called, and how many half-days a week has."""

from enum import Enum

SLOTS = 21  # slot = day 0–6 × 3 + part (0 morning, 1 afternoon, 2 evening); they never overlap


class Rule(Enum):
    """Rules of a visit or a seat."""

    VETTING = "vetting"
    DISTANCE = "distance"
    SLOT = "slot"
    TOPIC = "topic"
    LANGUAGE = "language"
    WISH = "wish"
    AT_HOME = "at home"
    LOAD = "load"
