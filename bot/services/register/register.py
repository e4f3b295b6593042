"""«Sổ tổ»: the people of a residential group as its leader knows them, with or without a phone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.rights import Right
from bot.domain.people.person import MEMBERS, AgeBand, Audience, RoleKind, RoleStatus, ToldVia
from bot.domain.vietnamese import fold, given_name, sort_key
from bot.errors import NotAllowed
from bot.i18n import Text, lines, n_
from bot.services.access import acts, permissions
from bot.services.access.permissions import Host
from bot.services.people import consent, identity
from bot.services.privacy import erasure
from bot.services.register import same_person
from bot.storage.base import Base
from bot.storage.database import may_take_long
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Consent, Person, Role, has_number, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup

ENTER_PEOPLE = acts.ActKind("enter_people")
CHANGE_PERSON = acts.ActKind("change_person")
CONFIRM_IN_CLASS = acts.ActKind("confirm_in_class")
# A list of many is checked at home: there is a day to undo it.
UNDO_LIST = timedelta(days=1)
# Writing down more than so many takes a while, in which others go on.
_MANY = 100


@dataclass(frozen=True)
class NewPerson:
    """A person to be entered; `through` passes messages on: a person's id, or somebody entered with them."""

    name: str
    form: str | None = None
    gender: str | None = None
    age: AgeBand | None = None
    phone: str | None = None
    told_via: ToldVia = ToldVia.LEADER
    through: "int | NewPerson | None" = None
    audiences: frozenset[Audience] = frozenset()


async def people_of(db: AsyncSession, by: Person, host: Host) -> list[Person]:
    await permissions.must(db, by, Right.KEEP_BOOK, host)
    found = await (of_organisation(db, host.id) if isinstance(host, Organisation) else of_group(db, host.id))
    return sorted(found, key=lambda person: (sort_key(person.name or ""), person.id))


async def of_group(db: AsyncSession, group_id: int) -> Sequence[Person]:
    """Return each person once, without asking for a right: the caller has done so."""
    return await _entries(db, Person.group_id == group_id)


async def of_organisation(db: AsyncSession, organisation_id: int) -> Sequence[Person]:
    belong = select(Role.person_id).where(Role.organisation_id == organisation_id, Role.kind.in_(MEMBERS), in_force())
    return await _entries(db, Person.id.in_(belong))


async def _entries(db: AsyncSession, where: ColumnElement[bool]) -> Sequence[Person]:
    rows = await db.scalars(
        select(Person)
        .where(where, Person.name.is_not(None))
        .where(Person.merged_into_id.is_(None), Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    return rows.all()


async def person_of(db: AsyncSession, by: Person, person_id: int) -> tuple[Person, Host] | None:
    """Return somebody with the group or organisation in whose book `by` has them; None if they are in none."""
    person = await db.get(Person, person_id, populate_existing=True)
    if person is None or person.name is None or person.merged_into_id is not None:
        return None
    books = await _books_of(db, person)
    if not books:
        return None
    kept = [book for book in books if await permissions.may(db, by, Right.KEEP_BOOK, book)]
    if not kept:
        raise NotAllowed(Right.KEEP_BOOK)
    return person, kept[0]


async def _books_of(db: AsyncSession, person: Person) -> list[Host]:
    group = await db.get(ResidentialGroup, person.group_id) if person.group_id is not None else None
    ours = await identity.organisations_of(db, person)
    found = (await db.scalars(select(Organisation).where(Organisation.id.in_(ours)))).all() if ours else ()
    return [*([group] if group is not None else []), *found]


async def must_keep(db: AsyncSession, by: Person, person: Person) -> None:
    for book in await _books_of(db, person):
        if await permissions.may(db, by, Right.KEEP_BOOK, book):
            return
    raise NotAllowed(Right.KEEP_BOOK)


async def enter(
    db: AsyncSession, by: Person, host: Host, entries: Sequence[NewPerson], words: str
) -> tuple[Act, list[Person]]:
    """Enter people as one act; `words` is what they were told and agreed to. Raise NotAllowed."""
    await permissions.must(db, by, Right.KEEP_BOOK, host)
    if len(entries) > _MANY:
        await may_take_long(db)
    # Where those live who belong to an organisation, they say themselves.
    group = host if isinstance(host, ResidentialGroup) else None
    knows = group is not None and await tells_hardship(db, by, group.id)
    entries = [entry if knows else replace(entry, audiences=entry.audiences - {Audience.HARDSHIP}) for entry in entries]
    entered = [_row(by, group, entry) for entry in entries]
    through = {n: _row(by, None, one.through) for n, one in enumerate(entries) if isinstance(one.through, NewPerson)}
    db.add_all((*through.values(), *entered))
    await db.flush()
    for n, (person, entry) in enumerate(zip(entered, entries, strict=True)):
        person.told_via_person_id = through[n].id if n in through else _through(by, entry.told_via, entry.through)
    await same_person.link(db, (*entered, *through.values()))
    await consent.by_word_of_mouth(db, (*entered, *through.values()), by, words)
    at = {"group": host.id} if group is not None else {"organisation": host.id}
    facts: dict[str, Any] = {**at, "persons": [person.id for person in (*entered, *through.values())]}
    if group is None:
        db.add_all(_belonging(by, host.id, person) for person in entered)
    if len(entries) > 1:
        facts["until"] = (clock.now() + UNDO_LIST).isoformat()
    return await acts.record(db, by, ENTER_PEOPLE, **facts), entered


async def tells_hardship(db: AsyncSession, by: Person, group_id: int | None) -> bool:
    """Return whether it is theirs to know who of the group is in hard circumstances, beside that person alone."""
    return any(group.id == group_id for group in await permissions.groups_led(db, by))


async def undo_enter(db: AsyncSession, act: Act) -> Text | None:
    ids = set(act.facts["persons"])
    there = set(await db.scalars(select(Person.id).where(Person.id.in_(ids))))
    # Two rounds: a person somebody is told through can go only after them.
    for _round in range(2):
        gone = there - await _touched(db, there, act.at)
        await db.execute(delete(Consent).where(Consent.person_id.in_(gone)))
        await db.execute(delete(Role).where(Role.person_id.in_(gone)))
        await same_person.part(db, gone)
        await db.execute(delete(Person).where(Person.id.in_(gone)))
        there -= gone
    taken = len(ids) - len(there)
    if not taken:
        return None
    done = n_("One person is taken out of the book again.", "{n} people are taken out of the book again.", taken)
    return done if not there else _with_rest(done, len(there))


async def change(db: AsyncSession, by: Person, person: Person, **values: Any) -> Act:  # noqa: ANN401 columns of Person
    await must_keep(db, by, person)
    told_now = values.get("audiences", person.audiences) ^ person.audiences
    if Audience.HARDSHIP in told_now and not await tells_hardship(db, by, person.group_id):
        raise NotAllowed(Right.LEAD_GROUP)
    for name, value in values.items():
        setattr(person, name, value)
    if "name" in values:
        person.search_name, person.given_name = fold(values["name"]), given_name(values["name"])
    await db.flush()
    if {"name", "phone"} & values.keys():
        person.same_as_id = None
        await same_person.link(db, [person])
    # An act holds no names and no numbers.
    return await acts.record(db, by, CHANGE_PERSON, person=person.id, fields=sorted(values))


async def tell_through(
    db: AsyncSession, by: Person, person: Person, way: ToldVia, through: "int | NewPerson | None"
) -> Act:
    passes_on = _through(by, way, through)
    if isinstance(through, NewPerson):
        added = _row(by, None, through)
        db.add(added)
        await db.flush()
        passes_on = added.id
    return await change(db, by, person, told_via=way, told_via_person_id=passes_on)


async def of_ids(db: AsyncSession, by: Person, ids: Collection[int]) -> list[Person]:
    found = [pair for one in ids if (pair := await person_of(db, by, one)) is not None]
    return [person for person, _group in found]


async def confirm_in_class(db: AsyncSession, by: Person, person: Person, words: str, *, yes: bool) -> None:
    """Record what was said face to face: a yes is proved by its witness, a no erases the person. Raise NotAllowed."""
    await must_keep(db, by, person)
    if yes:
        await consent.by_word_of_mouth(db, [person], by, words, consent.IN_CLASS)
    else:
        await erasure.erase(db, person)
    await acts.record(db, by, CONFIRM_IN_CLASS, person=person.id, yes=yes)


async def with_phone(db: AsyncSession, phone: str, among: Collection[Person]) -> list[Person]:
    ids = [person.id for person in among]
    rows = await db.scalars(select(Person).where(has_number(phone), Person.id.in_(ids)).order_by(Person.id))
    return list(rows)


# That they belong to the organisation was written down with them; as whom others are counted is nothing they did.
_OF_NO_WEIGHT = frozenset({("consent", "person_id"), ("role", "person_id"), ("person", "same_as_id")})


def _through(by: Person, way: ToldVia, through: int | NewPerson | None) -> int | None:
    if way is ToldVia.LEADER:
        return by.id
    return through if isinstance(through, int) else None


def _belonging(by: Person, organisation_id: int, person: Person) -> Role:
    return Role(
        person_id=person.id,
        kind=RoleKind.RESIDENT,
        status=RoleStatus.ACTIVE,
        organisation_id=organisation_id,
        requested_at=clock.now(),
        decided_at=clock.now(),
        decided_by_id=by.id,
    )


def _row(by: Person, group: ResidentialGroup | None, entry: NewPerson) -> Person:
    return Person(
        name=entry.name,
        search_name=fold(entry.name),
        given_name=given_name(entry.name),
        address_form=entry.form,
        gender=entry.gender,
        age_band=entry.age,
        audiences=entry.audiences,
        phone=entry.phone,
        language="vi",
        ward_code=group.ward_code if group else None,
        group_id=group.id if group else None,
        told_via=entry.told_via,
        entered_by_id=by.id,
        created_at=clock.now(),
    )


async def _touched(db: AsyncSession, ids: Collection[int], since: datetime) -> set[int]:
    """Return those to whom any row refers, other than a consent, and those changed since."""
    found: set[int] = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if (table.name, column.name) in _OF_NO_WEIGHT:
                continue
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                found.update(await db.scalars(select(column).where(column.in_(ids)).distinct()))
    helps = Role.kind != RoleKind.RESIDENT
    found.update(await db.scalars(select(Role.person_id).where(Role.person_id.in_(ids), helps)))
    changes = await db.scalars(select(Act.facts).where(Act.kind == CHANGE_PERSON, Act.at >= since))
    return found | {facts["person"] for facts in changes if facts["person"] in ids}


def _with_rest(done: Text, rest: int) -> Text:
    from_now = n_(
        "One stays: something has happened with them since.", "{n} stay: something has happened with them since.", rest
    )
    return lines(done, from_now)
