"""«Một người hay hai?»: entries that may be the same person, with reasons; people decide."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from bot.domain.people.person import AgeBand
from bot.domain.vietnamese import fold, given_name


class DuplicateReason(StrEnum):
    """What two entries have in common."""

    NAME = "name"
    GIVEN_NAME = "given_name"
    PHONE = "phone"
    AGE = "age"


@dataclass(frozen=True)
class ComparedPerson:
    """The fields of a person that are compared."""

    key: int
    name: str
    gender: str | None = None
    age: AgeBand | None = None
    phone: str | None = None


_AGES = list(AgeBand)


def reasons(one: ComparedPerson, other: ComparedPerson) -> tuple[DuplicateReason, ...]:
    """Return why both may be one person; empty if they hardly can be.

    Different genders, or ages more than one band apart, are two people: a neighbouring band may be a guess.
    """
    if _differ(one.gender, other.gender) or _ages_apart(one.age, other.age):
        return ()
    if _differ(one.phone, other.phone) and (one.age is None or one.age != other.age):
        return ()  # asked first: of two thousand people most pairs end here
    names, phone = _name_reason(one, other), one.phone is not None and one.phone == other.phone
    if names is None or (names is DuplicateReason.GIVEN_NAME and not phone and not _is_one_word(one, other)):
        return ()
    if _differ(one.phone, other.phone) and names is not DuplicateReason.NAME:
        return ()
    same_age = one.age is not None and one.age == other.age
    return (names, *([DuplicateReason.PHONE] if phone else []), *([DuplicateReason.AGE] if same_age else []))


def are_equal(one: ComparedPerson, other: ComparedPerson) -> bool:
    return (
        one.name.casefold() == other.name.casefold()
        and (one.phone, one.age) == (other.phone, other.age)
        and not _differ(one.gender, other.gender)
    )


def pairs(
    entries: Iterable[ComparedPerson],
) -> Iterator[tuple[ComparedPerson, ComparedPerson, tuple[DuplicateReason, ...]]]:
    """Yield pairs with reasons, most likely first; only people with the same given name are compared."""
    called = defaultdict(list)
    for entry in entries:
        called[fold(given_name(entry.name))].append(entry)
    found = [(a, b, reasons(a, b)) for same in called.values() for a, b in combinations(same, 2)]
    return iter(sorted((each for each in found if each[2]), key=lambda each: -_weight(each[2])))


def _weight(why: tuple[DuplicateReason, ...]) -> int:
    return len(why) + 2 * (DuplicateReason.PHONE in why) + (DuplicateReason.NAME in why)


def _name_reason(one: ComparedPerson, other: ComparedPerson) -> DuplicateReason | None:
    (name, given), (other_name, other_given) = _folded(one.name), _folded(other.name)
    if name == other_name:
        return DuplicateReason.NAME
    return DuplicateReason.GIVEN_NAME if given and given == other_given else None


@lru_cache(maxsize=4_096)
def _folded(name: str) -> tuple[str, str]:
    return fold(name), fold(given_name(name))


def _is_one_word(one: ComparedPerson, other: ComparedPerson) -> bool:
    return 1 in (len(one.name.split()), len(other.name.split()))


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _ages_apart(one: AgeBand | None, other: AgeBand | None) -> bool:
    return one is not None and other is not None and abs(_AGES.index(one) - _AGES.index(other)) > 1
