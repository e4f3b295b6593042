"""The addresses of people and the roles they hold now."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import clock
from bot.chat.message import Incoming
from bot.domain.access.rights import Place
from bot.domain.people.person import BY_SOMEBODY_CLOSE, RoleKind
from bot.errors import NotFound
from bot.i18n import catalogs
from bot.storage.in_transaction import roles_read
from bot.storage.piecewise import legible
from bot.storage.tables.people import Address, Code, Person, Role, in_force


async def caller(db: AsyncSession, incoming: Incoming) -> Address:
    """Lock and return the sender's address, so that one person's turns run in order; create it on the first message."""
    found = await known(db, incoming)
    if found is None:
        await be_first(db, incoming)
        found = await known(db, incoming)
    if found is None:
        return await make(db, incoming)
    if found.person.erased_at is not None or found.cut_off_at is not None:
        await _assign_new_person(db, found)
    found.last_used_at = clock.now()
    await db.flush()
    return found


async def be_first(db: AsyncSession, incoming: Incoming) -> None:
    # Another process may be making the address of the same newcomer: there is no row yet to be locked.
    if db.get_bind().dialect.name == "postgresql":
        account = f"{incoming.channel}:{incoming.external_id}"
        await db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(account, 0))))


async def make(db: AsyncSession, incoming: Incoming) -> Address:
    person = await _known_at_another_bot(db, incoming)
    if person is None:
        person = Person(language=catalogs.known(incoming.language), created_at=clock.now())
        db.add(person)
        await db.flush()
    made = Address(person_id=person.id, channel=incoming.channel, external_id=incoming.external_id)
    made.person, made.last_used_at = person, clock.now()
    db.add(made)
    await db.flush()
    return made


async def _known_at_another_bot(db: AsyncSession, incoming: Incoming) -> Person | None:
    """Return who has this very account at another bot of the platform; nobody if it was ever cut off there."""
    platform, _colon, bot = incoming.channel.partition(":")
    if not bot:
        return None
    same = Address.channel.between(f"{platform}:", f"{platform};"), Address.external_id == incoming.external_id
    found = (await db.scalars(select(Address).where(*same).options(joinedload(Address.person)))).all()
    people = {address.person_id: address.person for address in found if address.person_id is not None}
    if len(people) != 1 or any(address.cut_off_at is not None for address in found):
        return None
    (person,) = people.values()
    return None if person.erased_at is not None else person


async def _assign_new_person(db: AsyncSession, address: Address) -> None:
    fresh = Person(language=address.person.language, created_at=clock.now())
    db.add(fresh)
    await db.flush()
    address.person_id, address.cut_off_at = fresh.id, None
    await db.flush()
    await db.refresh(address, ["person"])


async def roles_of(db: AsyncSession, person: Person) -> list[Role]:
    if any(isinstance(row, Role) for row in (*db.new, *db.dirty, *db.deleted)):
        await db.flush()  # what was changed in this transaction counts
    found = roles_read(db).get(person.id)
    if found is None:
        found = list(await db.scalars(_ROLES, {"person": person.id}))
        roles_read(db)[person.id] = found
    return found


_ROLES = select(Role).where(Role.person_id == bindparam("person"), in_force()).order_by(Role.id)


def place_of(role: Role | Code) -> Place:
    return Place(role.ward_code, role.group_id, role.organisation_id)


async def role_of(db: AsyncSession, person: Person, kind: RoleKind) -> Role | None:
    return next((role for role in await roles_of(db, person) if role.kind is kind), None)


async def has_any_role(db: AsyncSession, person: Person, kinds: Collection[RoleKind]) -> bool:
    return any(role.kind in kinds for role in await roles_of(db, person))


async def organisations_of(db: AsyncSession, person: Person) -> set[int]:
    return {role.organisation_id for role in await roles_of(db, person) if role.organisation_id is not None}


async def administrators(db: AsyncSession) -> Sequence[Person]:
    return await legible(db, _ADMINISTRATORS)


_ADMINISTRATE = select(Role.person_id).where(Role.kind == RoleKind.ADMINISTRATOR, in_force())
_ADMINISTRATORS = select(Person).where(Person.id.in_(_ADMINISTRATE)).order_by(Person.id)


async def on_behalf(db: AsyncSession, by: Person, person_id: int | None) -> Person:
    """Return `by`, or the person who is told through them.

    Raise NotFound for anybody else: what was asked for another person must not be done to `by`.
    """
    if person_id is None or person_id == by.id:
        return by
    about = await db.get(Person, person_id)
    if about is None or about.told_via_person_id != by.id:
        raise NotFound(person_id)
    return about


async def people(db: AsyncSession, ids: Collection[int]) -> Sequence[Person]:
    return await legible(db, select(Person).where(Person.id.in_(ids))) if ids else []


async def told_through(db: AsyncSession, by: Person) -> Sequence[Person]:
    return await legible(
        db,
        select(Person)
        .where(Person.told_via_person_id == by.id, Person.told_via.in_(BY_SOMEBODY_CLOSE), Person.name.is_not(None))
        .where(Person.merged_into_id.is_(None), Person.erased_at.is_(None))
        .order_by(Person.id),
    )


async def speak(db: AsyncSession, channel: str, language: str) -> None:
    here = select(Address.person_id).where(Address.channel == channel)
    await db.execute(update(Person).where(Person.id.in_(here)).values(language=language))


async def known(db: AsyncSession, incoming: Incoming) -> Address | None:
    """Lock and return the sender's address; None if it has never written before."""
    found: Address | None = await db.scalar(_KNOWN, {"channel": incoming.channel, "account": incoming.external_id})
    return found


_KNOWN = (
    select(Address)
    .where(Address.channel == bindparam("channel"), Address.external_id == bindparam("account"))
    .options(joinedload(Address.person, innerjoin=True))
    .with_for_update(of=Address)
)
