"""What kind of answer an open question or card waits for."""

from enum import StrEnum


class AnswerKind(StrEnum):
    """How an answer is heard.

    OWN_WORD: yes is said in the words of its option alone: what it does is felt by others, or cannot be taken back.
    LEAVING: yes gives something up, so that «bận» and «nghỉ» are no plain no.
    SEARCHED: words are looked for in all of a long list, not only on the page that is shown. LINKS: the same, and each
    line leads on whenever it is pressed, like those of a card. ROLL: names are lines, and «bà Tư vắng» chooses none.
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
    SEARCHED = "searched"
    LINKS = "links"
    ROLL = "roll"
