"""«Một người hay hai?»: entries that may be one person, merged by who keeps the book, and taken apart again.

Marks and past sessions stay with the entry they were made for: reports follow `merged_into_id` and count one person.
What is still ahead (classes, seats, people told through them) moves to the entry that is kept.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.attendance import CAME
from bot.domain.enrolment import GOES_ON
from bot.domain.people import duplicates
from bot.domain.people.duplicates import DuplicateReason
from bot.domain.people.person import OVERSEEING, Audience, RoleKind
from bot.domain.vietnamese import fold, given_name
from bot.i18n import Text, _
from bot.services.access import acts, permissions
from bot.services.access.permissions import Host
from bot.services.enrolment import enrolment
from bot.services.people import identity
from bot.services.register import merge as register_merge
from bot.services.register import same_person
from bot.services.register.register import NewPerson, people_of
from bot.storage.tables.courses import Attendance, Course, Enrolment
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import MERGED, Address, Person, Role, fields
from bot.storage.tables.places import Organisation

MERGE = acts.ActKind("merge")
TWO_PEOPLE = acts.ActKind("two_people")
UNDO = timedelta(days=30)


@dataclass(frozen=True)
class Suspects:
    """Two entries that may be one person, and why."""

    one: Person
    other: Person
    why: tuple[DuplicateReason, ...]


def compared(person: Person) -> duplicates.ComparedPerson:
    return duplicates.ComparedPerson(person.id, person.name or "", person.gender, person.age_band, person.phone)


def as_compared(entry: NewPerson) -> duplicates.ComparedPerson:
    return duplicates.ComparedPerson(0, entry.name, entry.gender, entry.age, entry.phone)


class Known:
    """People by given name, to find among two thousand who may be, or is, an entry of a list."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._called: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._called[_called(person.name or "")].append(person)

    def like(self, entry: NewPerson) -> list[Person]:
        new = as_compared(entry)
        found = [(duplicates.reasons(compared(one), new), one) for one in self._called.get(_called(entry.name), ())]
        return [person for why, person in sorted(found, key=lambda each: -len(each[0])) if why]

    def take_equal(self, entry: NewPerson) -> Person | None:
        """Return the people of the book who equal the entry in everything it says, each once.

        A name alone is not enough: it was entered just so, from the same list.
        """
        of, new = self._called.get(_called(entry.name), []), as_compared(entry)
        is_bare = entry.phone is None and entry.age is None
        alike = (one for one in of if not is_bare or one.address_form == entry.form)
        found = next((one for one in alike if duplicates.are_equal(compared(one), new)), None)
        if found is not None:
            of.remove(found)
        return found


def _called(name: str) -> str:
    return fold(given_name(name))


async def suspects(db: AsyncSession, by: Person, host: Host) -> list[Suspects]:
    people = await people_of(db, by, host)
    by_id = {person.id: person for person in sorted(people, key=lambda person: person.id)}
    # Their number may have become known after they were entered here or elsewhere.
    await same_person.link(db, [person for person in by_id.values() if person.same_as_id is None])
    decided = await _known_to_be_two(db, host)
    return [
        Suspects(by_id[one.key], by_id[other.key], why)
        for one, other, why in duplicates.pairs(map(compared, by_id.values()))
        if frozenset((one.key, other.key)) not in decided
    ]


async def times_came(db: AsyncSession, ids: Collection[int]) -> dict[int, int]:
    rows = await db.execute(
        select(Attendance.person_id, func.count())
        .where(Attendance.person_id.in_(ids), Attendance.mark.in_(CAME))
        .group_by(Attendance.person_id)
    )
    return {row[0]: row[1] for row in rows}


async def with_account(db: AsyncSession, ids: Collection[int]) -> set[int]:
    found = await db.scalars(select(Address.person_id).where(Address.person_id.in_(ids), Address.cut_off_at.is_(None)))
    return {person_id for person_id in found if person_id is not None}


async def are_two(db: AsyncSession, by: Person, host: Host, one: int, other: int) -> Act:
    await permissions.must(db, by, Right.KEEP_BOOK, host)
    return await acts.record(db, by, TWO_PEOPLE, **_at(host), one=one, other=other)


async def undo_are_two(db: AsyncSession, act: Act) -> Text | None:  # noqa: ARG001 the act itself is what is undone
    return _("All right, I will ask about these two again.")


async def merge(db: AsyncSession, by: Person, host: Host, one: int, other: int) -> Act | None:
    """Return None if either entry is gone, or neither may go (`_in_order`). Raise NotAllowed."""
    in_book = {person.id for person in await people_of(db, by, host)} & {one, other}
    rows = await db.scalars(
        select(Person)
        .where(Person.id.in_(in_book))
        .where(Person.merged_into_id.is_(None), Person.erased_at.is_(None), Person.name.is_not(None))
        .order_by(Person.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    both = await _in_order(db, host, list(rows.all()))
    if both is None:
        return None
    keep, gone = both
    facts: dict[str, Any] = {**_at(host), "keep": keep.id, "gone": gone.id}
    facts["filled"] = _fill(keep, gone)
    facts["audiences"] = sorted(gone.audiences - keep.audiences)
    keep.audiences |= gone.audiences
    facts["left"] = await _leave_shared_courses(db, by, keep, gone)
    facts["moved"] = await register_merge.move(db, keep, gone)
    facts["same"] = await same_person.merge(db, keep, gone)
    gone.merged_into_id = keep.id
    await db.flush()
    return await acts.record(db, by, MERGE, **facts, until=(clock.now() + UNDO).isoformat())


async def undo_merge(db: AsyncSession, act: Act) -> Text | None:
    keep = await db.get_one(Person, act.facts["keep"], populate_existing=True)
    gone = await db.get_one(Person, act.facts["gone"], populate_existing=True)
    if keep.erased_at is not None or gone.merged_into_id != keep.id:
        return None
    gone.merged_into_id = None
    keep.same_as_id, gone.same_as_id = act.facts.get("same", (None, None))
    for name in act.facts["filled"]:
        setattr(keep, name, None)
    keep.audiences -= set(map(Audience, act.facts.get("audiences", ())))
    await register_merge.move_back(db, keep, gone, act.facts["moved"])
    by = await db.get_one(Person, act.by_id)
    for course_id in act.facts["left"]:
        await enrolment.enrol(db, gone, await db.get_one(Course, course_id), by)
    await db.flush()
    return _("They are two people again, each with their own classes and marks.")


async def merged_into(db: AsyncSession, person: Person) -> list[Person]:
    rows = await db.scalars(select(Person).where(Person.merged_into_id == person.id).order_by(Person.id))
    return list(rows)


async def merge_of(db: AsyncSession, by: Person, gone: Person) -> Act | None:
    rows = await db.scalars(
        select(Act).where(Act.by_id == by.id, Act.kind == MERGE, Act.undone_at.is_(None)).order_by(Act.id.desc())
    )
    return next((act for act in rows if act.facts["gone"] == gone.id and acts.can_be_undone(act)), None)


def _at(host: Host) -> dict[str, int]:
    return {"organisation" if isinstance(host, Organisation) else "group": host.id}


async def _known_to_be_two(db: AsyncSession, host: Host) -> set[frozenset[int]]:
    """Return the pairs about which anybody has decided who keeps this book, or kept it once."""
    here = Role.organisation_id if isinstance(host, Organisation) else Role.group_id
    keepers = select(Role.person_id).where((here == host.id) | Role.kind.in_(OVERSEEING))
    said = select(Act.facts).where(Act.by_id.in_(keepers), Act.kind == TWO_PEOPLE, Act.undone_at.is_(None))
    return {frozenset((facts["one"], facts["other"])) for facts in await db.scalars(said)}


async def _in_order(db: AsyncSession, host: Host, both: Sequence[Person]) -> tuple[Person, Person] | None:
    """Return the entry kept and the one gone; None if both must stay.

    Kept is who has an account, a role or a place in another book, else the longer name, else the older entry.
    """
    if len(both) < 2:  # noqa: PLR2004
        return None
    accounts = await with_account(db, [person.id for person in both])
    stands = [person.id in accounts or await _is_more_than_an_entry(db, host, person) for person in both]
    if all(stands):
        return None
    first, second = both
    if any(stands):
        return (first, second) if stands[0] else (second, first)
    longer = len((second.name or "").split()) > len((first.name or "").split())
    return (second, first) if longer else (first, second)


async def _is_more_than_an_entry(db: AsyncSession, host: Host, person: Person) -> bool:
    """Return whether they have a role, or stand in a book that is not this one: who keeps it decides there."""
    here = host.id if isinstance(host, Organisation) else None
    if here is not None and person.group_id is not None:
        return True
    roles = await identity.roles_of(db, person)
    return any(role.kind is not RoleKind.RESIDENT or here != role.organisation_id for role in roles)


def _fill(keep: Person, gone: Person) -> list[str]:
    filled = [name for name in fields(MERGED) if getattr(keep, name) is None and getattr(gone, name) is not None]
    for name in filled:
        setattr(keep, name, getattr(gone, name))
    return filled


async def _leave_shared_courses(db: AsyncSession, by: Person, keep: Person, gone: Person) -> list[int]:
    kept = select(Enrolment.course_id).where(Enrolment.person_id == keep.id, Enrolment.status.in_(GOES_ON))
    twice = await db.scalars(
        select(Course)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Enrolment.person_id == gone.id, Enrolment.status.in_(GOES_ON), Course.id.in_(kept))
        .order_by(Course.id)
    )
    courses = list(twice.all())
    for course in courses:
        await enrolment.leave(db, gone, course, by)
    return [course.id for course in courses]
