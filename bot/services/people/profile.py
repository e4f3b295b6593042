"""What a person tells about themselves: stored and corrected."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.forms import GENDER_OF
from bot.domain.people.person import AgeBand, Audience
from bot.domain.people.places import GroupName
from bot.domain.vietnamese import fold
from bot.services.people.places import Home
from bot.storage.tables.people import Person


def is_known(person: Person) -> bool:
    # Nothing is kept of a person before they agree, and a name is the first thing.
    return person.name is not None


async def settle(db: AsyncSession, person: Person, name: str, home: Home | None) -> None:
    """Write down the name, and where they live; without a home, what was known of it stays."""
    if name != person.name:
        # The given name was part of the name before.
        person.name, person.search_name, person.given_name = name, fold(name), None
    if home is not None:
        live_in(person, home)
    await db.flush()


def live_in(person: Person, home: Home) -> None:
    """Write down a home; a person with one is no longer gone from any book."""
    person.ward_code, person.group_id = home.ward_code, home.group.id if home.group is not None else None
    person.said_group = " ".join(home.said) if home.said is not None else None
    person.left_book_at = None


def said_group(person: Person) -> GroupName | None:
    """Return what they called their residential group, if their ward had none of that name."""
    return None if person.said_group is None else GroupName(*person.said_group.split(" ", 1))


def forget_stranger(person: Person) -> None:
    person.address_form = None


def say_age(person: Person, age: AgeBand | None) -> None:
    person.age_band = age or person.age_band


def say_audiences(person: Person, audiences: frozenset[Audience]) -> None:
    person.audiences = audiences


def gender_of(person: Person) -> str | None:
    """Return "m", "f" or None; without a stated gender, take it from the form of address."""
    if person.gender is not None or person.address_form is None:
        return person.gender
    return GENDER_OF.get(person.address_form or "")
