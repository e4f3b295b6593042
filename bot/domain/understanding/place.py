"""Whether words name a place: a bare number, a time, an answer or a courtesy does not."""

from datetime import datetime

from bot.domain.parsing.time import find_when
from bot.domain.parsing.time_grammar import TAKEN
from bot.domain.understanding.amount import read_amount
from bot.domain.understanding.words import listed, spelled
from bot.domain.understanding.yes_no import yes_no

_GLUE = listed(
    "o tai cho da a nha nhe nghe con em chau anh chi bac cô chu ba ong toi minh vay do di ngay gio luc vao cu nhu"
)


def names_a_place(text: str, now: datetime) -> bool:
    """Return whether anything is said beside numbers, times and courtesy, seen from a local `now`."""
    if read_amount(text) is not None or yes_no(text) is not None:
        return False
    left = find_when(text, now)[1].replace(TAKEN, " ")
    return any(word not in _GLUE and len(word) > 1 and not word.isdecimal() for word in spelled(left))
