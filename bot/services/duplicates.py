"""«Một người hay hai?»: people of the book who may be one, merged by the leader, and taken apart again."""

from collections.abc import Sequence

from bot.domain import sameness
from bot.services.book import Entry
from bot.storage.people import Person


def compared(person: Person) -> sameness.Entry:
    """What of a person is compared."""
    return sameness.Entry(person.id, person.name or "", person.gender, person.age_band, person.phone)


def as_compared(entry: Entry) -> sameness.Entry:
    """The same of somebody who is not in the book yet."""
    return sameness.Entry(0, entry.name, entry.gender, entry.age, entry.phone)


def like(entry: Entry, people: Sequence[Person]) -> list[Person]:
    """Who of these may be the one to be entered, the surest first."""
    new = as_compared(entry)
    found = [(sameness.reasons(compared(person), new), person) for person in people]
    return [person for why, person in sorted(found, key=lambda each: -len(each[0])) if why]
