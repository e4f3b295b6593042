"""Reads a typed line of a roll call: «đủ», «vắng 3 7, bà Tư, thêm bà Sáu, muộn 2»."""

import re
from collections.abc import Collection, Iterable

from bot.chat.understand import NotUnderstood
from bot.domain.attendance import CAME, Mark, absence
from bot.domain.parsing.roll_call import Contradiction, RollCallLine, read_roll_call
from bot.domain.parsing.roll_words import HOW_MANY, SpokenStatus
from bot.domain.parsing.spoken_roll import SpokenRoll, read_spoken_roll
from bot.domain.people.named import NamedPerson
from bot.domain.vietnamese import fold
from bot.i18n import Text, _, n_, verbatim
from bot.i18n.address import FORMS as ADDRESS
from bot.services.attendance.roll import Roll, RollLine
from bot.services.attendance.roll_call import Written


def read_line(words: str, roll: Roll) -> Written | None:
    """Return None if the line is not understood. Raises NotUnderstood if it cannot be right."""
    spoken = read_spoken_roll(words, {name for line in roll.lines for name in _names_of(line)})
    if spoken is not None:
        _must_not_count(words, [who for _said, who in spoken.marks])
        return _spoken(spoken, roll)
    line = read_roll_call(words)
    if line is None:
        if HOW_MANY.fullmatch(fold(words)) and any(map(str.isdecimal, words)):
            raise NotUnderstood(_("Who is absent? Please type their numbers or names: I have written nothing."))
        return None
    if isinstance(line, Contradiction):
        raise NotUnderstood(_both(line.numbers))
    _must_not_count(words, [*line.absent, *line.absent_names])
    if beyond := line.numbers - {line.n for line in roll.lines}:
        raise NotUnderstood(_no_such(beyond, len(roll.lines)))
    return _only(line.only, roll) if line.only else _by_exception(line, roll)


def _by_exception(line: RollCallLine, roll: Roll) -> Written:
    absent_numbers = line.absent | {_number_of(named, roll) for named in line.absent_names}
    late_numbers = line.late | {_number_of(named, roll) for named in line.late_names}
    if twice := absent_numbers & late_numbers:
        raise NotUnderstood(_both(twice))
    marks = {line.n: line for line in roll.lines}
    absent = {marks[n].person.id: absence(said_busy=marks[n].said_busy) for n in absent_numbers}
    late = {marks[n].person.id: Mark.LATE for n in late_numbers}
    known = {named: found for named in line.walk_ins if (found := _is_on_it(named, roll, absent_numbers)) is not None}
    came = {found.person.id: Mark.PRESENT for found in known.values() if found.n not in late_numbers}
    new = tuple(named for named in line.walk_ins if named not in known)
    return Written({**absent, **late, **came}, new, _fills_blanks(line, roll))


def _only(came: Collection[int], roll: Roll) -> Written:
    """Mark everybody: whoever is late has come."""
    marks = {
        line.person.id: Mark.PRESENT if line.n in came else absence(said_busy=line.said_busy)
        for line in roll.lines
        if line.n not in came or line.mark not in CAME
    }
    return Written(marks)


def _names_of(line: RollLine) -> tuple[str, str]:
    name = line.person.search_name or ""
    return name, name.rpartition(" ")[-1]


def _must_not_count(words: str, named: Collection[int | NamedPerson]) -> None:
    """Raise NotUnderstood if «vắng 2, bà Tư, ông Năm» may tell how many they are."""
    numbers = [who for who in named if isinstance(who, int)]
    if len(numbers) == 1 and len(named) - 1 == numbers[0] and _COUNTS.search(fold(words)):
        which = numbers[0]
        raise NotUnderstood(_("Is {n} a number on the list, or how many? I have written nothing.", n=which))


_COUNTS = re.compile(r"\b(?:vang|nghi|thieu|tru|absent)(?: mat| hoc)? \d+\b")


def _spoken(line: SpokenRoll, roll: Roll) -> Written:
    """Raises NotUnderstood if somebody is not on the list, is named twice, or if the count is another."""
    beyond = {who for _said, who in line.marks if isinstance(who, int) and who > len(roll.lines)}
    if beyond:
        raise NotUnderstood(_no_such(beyond, len(roll.lines)))
    named = [(said, who if isinstance(who, int) else _number_of(who, roll)) for said, who in line.marks]
    twice = {n for _said, n in named if [other for _said, other in named].count(n) > 1}
    if twice:
        raise NotUnderstood(_both(twice))
    by_number = {one.n: one for one in roll.lines}
    marks = {by_number[n].person.id: _mark(said, said_busy=by_number[n].said_busy) for said, n in named}
    away = [mark for mark in marks.values() if mark not in CAME]
    if line.away is not None and line.away != len(away):
        raise NotUnderstood(_other_names(line.away, len(away)))
    if line.count is not None and line.count != len(roll.lines) - len(away):
        raise NotUnderstood(_another_count(line.count, len(roll.lines)))
    some_came = bool(roll.of(*CAME)) or Mark.PRESENT in marks.values()
    fills = line.all_present or line.count is not None or (bool(away) and not some_came)
    return Written(marks, (), fills)


def _mark(said: SpokenStatus, *, said_busy: bool) -> Mark:
    if said is SpokenStatus.LATE:
        return Mark.LATE
    if said is SpokenStatus.PRESENT:
        return Mark.PRESENT
    if said is SpokenStatus.ABSENT:
        return absence(said_busy=said_busy)
    return Mark.EXCUSED if said is SpokenStatus.EXCUSED else Mark.NO_SHOW


def read_names(words: str) -> list[dict[str, str | None]] | None:
    """Read walk-ins («bà Sáu, ông Ba») into JSON values, which `walk_ins` turns back."""
    line = read_roll_call(f"thêm {words}")
    if not isinstance(line, RollCallLine) or line.numbers or line.all_present or not line.walk_ins:
        return None
    return [{"form": walk_in.form, "name": walk_in.name} for walk_in in line.walk_ins]


def walk_ins(kept: Iterable[dict[str, str | None]]) -> tuple[NamedPerson, ...]:
    return tuple(NamedPerson(each["form"], each["name"] or "") for each in kept)


def _fills_blanks(line: RollCallLine, roll: Roll) -> bool:
    return line.all_present or bool((line.absent or line.absent_names) and not roll.of(*CAME))


def on_the_roll(names: Iterable[NamedPerson], roll: Roll) -> Written:
    """Tell who is expected from who is new, among those who have come."""
    found = {named: _is_on_it(named, roll, frozenset()) for named in names}
    came = {line.person.id: Mark.PRESENT for line in found.values() if line is not None}
    return Written(came, tuple(named for named, line in found.items() if line is None))


def _is_on_it(named: NamedPerson, roll: Roll, absent: Collection[int]) -> RollLine | None:
    """Return the line of the expected person named in «thêm bà Tư»; None with another form of address, or if marked."""
    wanted = fold(named.name)
    found = [
        line
        for line in roll.lines
        if line.person.address_form == named.form
        and line.mark not in CAME
        and line.n not in absent
        and named.group is None
        and f" {line.person.search_name} ".endswith(f" {wanted} ")
    ]
    if len(found) > 1:
        raise NotUnderstood(_more_than_one(_as_said(named), found))
    return found[0] if found else None


def _number_of(named: NamedPerson, roll: Roll) -> int:
    """Find the one person with this name, by diacritics and form of address if needed. Raises NotUnderstood."""
    wanted = fold(named.name)
    may_be = [line for line in roll.lines if {named.form, line.person.address_form} not in _NEVER_ONE]
    found = [line for line in may_be if f" {line.person.search_name} ".endswith(f" {wanted} ")]
    found = found or [line for line in may_be if f" {wanted} " in f" {line.person.search_name} "]
    for nearer in (
        [line for line in found if (line.person.name or "").casefold().endswith(named.name.casefold())],
        [line for line in found if line.person.address_form == named.form],
    ):
        if nearer and len(found) > 1:
            found = [line for line in found if line in nearer] or found
    said = _as_said(named)
    if not found:
        raise NotUnderstood(_("There is no {name} on the list. I have written nothing.", name=said))
    if len(found) > 1:
        raise NotUnderstood(_more_than_one(said, found))
    return found[0].n


# «Bác» and «bà» may be one person, «ông Bảy» is not «bà Bảy».
_NEVER_ONE = [{his, hers} for his in ("ong", "chu", "anh", "cau") for hers in ("ba", "co", "chi", "di", "thim", "mo")]


def _as_said(named: NamedPerson) -> Text:
    return verbatim(" ".join(filter(None, (ADDRESS[named.form].goi if named.form else None, named.name))))


def _more_than_one(said: Text, found: Iterable[RollLine]) -> Text:
    numbers = _in_words(line.n for line in found)
    return _("There is more than one {name}: numbers {numbers}. Please type the number.", name=said, numbers=numbers)


def _another_count(said: int, listed: int) -> Text:
    return n_(
        "There is {n} person on the list, and you say {said}. Who is missing? I have written nothing.",
        "There are {n} people on the list, and you say {said}. Who is missing? I have written nothing.",
        listed,
        said=said,
    )


def _other_names(said: int, named: int) -> Text:
    return _(
        "You say {said} are absent, and name {named}. Who are they? I have written nothing.", said=said, named=named
    )


def _both(numbers: Iterable[int]) -> Text:
    return _("Number {numbers} is both absent and late. I have written nothing.", numbers=_in_words(numbers))


def _no_such(beyond: Iterable[int], most: int) -> Text:
    return n_(
        "There is only one person on the list, so no number {numbers}. I have written nothing.",
        "There are {n} people on the list, so no number {numbers}. I have written nothing.",
        most,
        numbers=_in_words(beyond),
    )


def _in_words(numbers: Iterable[int]) -> str:
    return ", ".join(str(n) for n in sorted(numbers))
