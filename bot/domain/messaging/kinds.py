"""Kinds of messages that are looked for later, and why a channel takes none now."""

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


class Obstacle(StrEnum):
    """Why a channel does not take a message now, though the address is good.

    QUOTA: no more messages or money this month. WINDOW: the person has not written for too long. MUTED: they hear
    nothing for a time. CLOSED: the platform does not let our bot in.
    """

    QUOTA = "quota"
    WINDOW = "window"
    MUTED = "muted"
    CLOSED = "closed"
