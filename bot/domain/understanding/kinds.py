"""What kind of answer an open question or card waits for."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """How an answer is heard.

    OWN_WORD: yes is said in the words of its option alone: what it does is felt by others, or cannot be taken back.
    LEAVING: yes gives something up, so that «bận» and «nghỉ» are no plain no.
    """

    NOTHING = "nothing"
    TWO_SIDES = "two_sides"
    OWN_WORD = "own_word"
    LEAVING = "leaving"
    CONSENT = "consent"
    LIST = "list"
    SEVERAL = "several"
    FORM = "form"
    NAME = "name"
    GROUP = "group"
    AMOUNT = "amount"
    WHEN = "when"
    PLACE = "place"
    CALL = "call"
