"""Family and neighbours: whoever signs somebody up from their own phone passes on what is for them."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import ToldVia
from bot.domain.safety.rate_limit import Limited
from bot.domain.vietnamese import fold, given_name
from bot.errors import NotAllowed
from bot.services.access import acts, limits
from bot.services.access.limits import TooOften
from bot.services.enrolment import enrolment
from bot.services.enrolment.enrolment import Enrolled
from bot.services.people import consent, identity, profile
from bot.services.people.places import Home
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Person

ENTER_RELATIVE = acts.ActKind("enter_relative")


async def enter(db: AsyncSession, by: Person, home: Home, called: tuple[str, str], words: str) -> Person:
    """Enter a person without an account; `called` is form of address and name, `words` what they agreed to.

    Entering the same name again returns the first entry. Raises TooOften.
    """
    form, name = called
    known = next((one for one in await identity.told_through(db, by) if one.search_name == fold(name)), None)
    if known is not None:
        return known
    if await are_too_many(db, by):
        raise TooOften(by.id)
    person = Person(
        name=name,
        search_name=fold(name),
        given_name=given_name(name),
        address_form=form,
        language=by.language,
        told_via=ToldVia.RELATIVE,
        told_via_person_id=by.id,
        entered_by_id=by.id,
        created_at=clock.now(),
    )
    profile.live_in(person, home)
    db.add(person)
    await db.flush()
    await consent.by_word_of_mouth(db, [person], by, words)
    where = {"ward": home.ward_code} if home.group is None else {"group": home.group.id}
    await acts.record(db, by, ENTER_RELATIVE, **where, persons=[person.id])
    return person


async def are_too_many(db: AsyncSession, by: Person) -> bool:
    return await limits.is_met_by_acts(db, Limited.RELATIVES, by, ENTER_RELATIVE)


async def enrol(db: AsyncSession, by: Person, person: Person, course: Course) -> Enrolled:
    if person.told_via_person_id != by.id:
        raise NotAllowed(person.id)
    return await enrolment.enrol(db, person, course, by)
