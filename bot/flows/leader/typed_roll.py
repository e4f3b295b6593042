"""What one typed line says of this roll call: «đủ», «vắng 3 7, thêm bà Sáu, muộn 2»."""

from collections.abc import Iterable

from bot.chat.understand import NotUnderstood
from bot.domain.attendance import CAME, Mark, absence
from bot.domain.roll_call import Contradiction, RollCallLine, WalkIn, read_roll_call
from bot.i18n import Text, _, n_
from bot.services.attendance import Written
from bot.services.rolls import Roll


def read_line(words: str, roll: Roll) -> Written | None:
    """What is to be written; None if the line is not understood, a kind hint if it cannot be right."""
    line = read_roll_call(words)
    if line is None:
        return None
    if isinstance(line, Contradiction):
        numbers = _in_words(line.numbers)
        raise NotUnderstood(_("Number {numbers} is both absent and late. I have written nothing.", numbers=numbers))
    beyond = {n for n in line.numbers if n > len(roll.lines)}
    if beyond:
        raise NotUnderstood(_no_such(beyond, len(roll.lines)))
    marks = {line.n: line for line in roll.lines}
    absent = {marks[n].person.id: absence(said_busy=marks[n].said_busy) for n in line.absent}
    late = {marks[n].person.id: Mark.LATE for n in line.late}
    return Written({**absent, **late}, line.walk_ins, _fills_blanks(line, roll))


def read_names(words: str) -> list[dict[str, str | None]] | None:
    """Who came without a seat, as answers are kept: «bà Sáu», «bà Sáu, ông Ba»."""
    line = read_roll_call(f"thêm {words}")
    if not isinstance(line, RollCallLine) or line.numbers or line.all_present or not line.walk_ins:
        return None
    return [{"form": walk_in.form, "name": walk_in.name} for walk_in in line.walk_ins]


def walk_ins(kept: Iterable[dict[str, str | None]]) -> tuple[WalkIn, ...]:
    """The same, out of the answers."""
    return tuple(WalkIn(each["form"], each["name"] or "", None) for each in kept)


def _fills_blanks(line: RollCallLine, roll: Roll) -> bool:
    """Who names the absent of an untouched roll call says that the others came; in the middle of one, only them."""
    return line.all_present or bool(line.absent and not roll.of(*CAME))


def _no_such(beyond: Iterable[int], most: int) -> Text:
    return n_(
        "There is only one person on the list, so no number {numbers}. I have written nothing.",
        "There are {n} people on the list, so no number {numbers}. I have written nothing.",
        most,
        numbers=_in_words(beyond),
    )


def _in_words(numbers: Iterable[int]) -> str:
    return ", ".join(str(n) for n in sorted(numbers))
