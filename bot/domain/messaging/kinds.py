"""What a message is, where something asks for it later."""

from enum import StrEnum


class MessageKind(StrEnum):
    """Whether it was written already, still holds, or is to be taken back is asked by these; of others nobody asks."""

    REMINDER = "reminder"
    NOTICE = "notice"
    ANNOUNCEMENT = "announcement"
    OPEN_ROLL = "open_roll"
    OPEN_ROLL_AT_NOON = "open_roll_at_noon"
    CAN_DO_IT_ALONE = "can_do_it_alone"
    NOBODY_SUITS = "nobody_suits"
