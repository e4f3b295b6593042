"""What a person tells about themselves: stored and corrected."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people.person import AgeBand, Audience
from bot.domain.vietnamese import fold
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

_MALE, _FEMALE = ("ong", "chu", "anh", "cau", "duong"), ("ba", "co", "chi", "di", "thim", "mo")


def is_known(person: Person) -> bool:
    # Nothing is kept of a person before they agree, and a name is the first thing.
    return person.name is not None


async def settle(db: AsyncSession, person: Person, name: str, group: ResidentialGroup | None) -> None:
    if name != person.name:
        # The given name was part of the name before.
        person.name, person.search_name, person.given_name = name, fold(name), None
    if group is not None:
        person.group_id, person.ward_code = group.id, group.ward_code
    await db.flush()


def forget_stranger(person: Person) -> None:
    person.address_form = None


def describe(person: Person, age: AgeBand | None, audience: Audience | None) -> None:
    person.age_band, person.audience = age or person.age_band, audience or person.audience


def gender_of(person: Person) -> str | None:
    """Return "m", "f" or None; without a stated gender, take it from the form of address."""
    if person.gender is not None or person.address_form is None:
        return person.gender
    return "m" if person.address_form in _MALE else "f" if person.address_form in _FEMALE else None
