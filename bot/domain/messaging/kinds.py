"""Kinds of messages that are looked for later."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Stored with a message so that it can be found, checked or taken back; other messages have no kind."""

    REMINDER = "reminder"
    NOTICE = "notice"
    ANNOUNCEMENT = "announcement"
    OPEN_ROLL = "open_roll"
    OPEN_ROLL_AT_NOON = "open_roll_at_noon"
    CAN_DO_IT_ALONE = "can_do_it_alone"
    NOBODY_SUITS = "nobody_suits"
