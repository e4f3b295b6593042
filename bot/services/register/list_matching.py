"""Where each line of a list stands: clear, doubtful, known to the book, or a second time in the same list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot import clock
from bot.domain.lists.people import ListedPerson, of_age
from bot.domain.people import duplicates
from bot.domain.people.duplicates import DuplicateReason
from bot.domain.people.person import ToldVia
from bot.services.register.duplicates import Known, as_compared
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person


class LineKind(StrEnum):
    """What is to be asked about a line, if anything: nothing of those that are clear, equal, twice or left."""

    CLEAR = "clear"
    DOUBTFUL = "doubtful"
    LIKE = "like"
    EQUAL = "equal"
    TWICE = "twice"
    PERHAPS_TWICE = "perhaps_twice"
    LEFT = "left"


@dataclass(frozen=True)
class LineStanding:
    """`known` is who in the book has all that the line says; `earlier` the line that may name the same person."""

    line: ListedPerson
    kind: LineKind
    known: Person | None = None
    earlier: ListedPerson | None = None

    @property
    def is_asked(self) -> bool:
        return self.kind in {LineKind.DOUBTFUL, LineKind.LIKE, LineKind.PERHAPS_TWICE}


def entry_of(line: ListedPerson) -> NewPerson:
    way = ToldVia.SELF if line.phone else ToldVia.LEADER
    return NewPerson(
        line.name or "", line.form, line.gender, line.age, line.phone, way, audiences=frozenset(line.audiences)
    )


def standings(lines: Sequence[ListedPerson], people: Sequence[Person]) -> list[LineStanding]:
    free, book = Known(people), Known(people)
    seen: dict[str, list[ListedPerson]] = defaultdict(list)
    found = []
    for line in lines:
        of_this_name = seen[(line.name or "").casefold()]
        found.append(_standing(line, of_this_name, free, book))
        if found[-1].kind not in {LineKind.TWICE, LineKind.LEFT} and line.name:
            of_this_name.append(line)
    return found


def _standing(line: ListedPerson, seen: Sequence[ListedPerson], free: Known, book: Known) -> LineStanding:
    if line.left is not None:
        return LineStanding(line, LineKind.LEFT)
    earlier = next((one for one in seen if _is_surely(one, line)), None)
    if earlier is not None:
        return LineStanding(line, LineKind.TWICE, earlier=earlier)
    known = next(
        (one for age in _ages(line) if line.name and (one := free.take_equal(entry_of(age))) is not None), None
    )
    if known is not None:
        return LineStanding(line, LineKind.EQUAL, known)
    if line.doubts:
        return LineStanding(line, LineKind.DOUBTFUL)
    if book.like(entry_of(line)):
        return LineStanding(line, LineKind.LIKE)
    perhaps = next((one for one in seen if _may_be(one, line)), None)
    return LineStanding(line, LineKind.CLEAR if perhaps is None else LineKind.PERHAPS_TWICE, earlier=perhaps)


def _ages(line: ListedPerson) -> Sequence[ListedPerson]:
    if line.bare is None:
        return (line,)
    year = clock.today().year
    return of_age(line, year, is_year=False), of_age(line, year, is_year=True)


def _is_surely(one: ListedPerson, other: ListedPerson) -> bool:
    is_known = other.phone is not None or other.age is not None or other.bare is not None
    if one.bare == other.bare and is_known and duplicates.are_equal(_compared(one), _compared(other)):
        return True
    return other.is_above and other.phone in {None, one.phone} and other.age in {None, one.age}


def _may_be(one: ListedPerson, other: ListedPerson) -> bool:
    return DuplicateReason.NAME in duplicates.reasons(_compared(one), _compared(other))


def _compared(line: ListedPerson) -> duplicates.ComparedPerson:
    return as_compared(entry_of(line))
