"""What lessons alone need to know of a volunteer, and how somebody in charge vouches for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say, option, say
from bot.domain.access.rights import Place, Right, holders
from bot.domain.coaching import Language, Reach
from bot.domain.people.person import RoleKind, RoleStatus
from bot.errors import NotAllowed, NotFound
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, insert_new
from bot.storage.piecewise import legible
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Coach

VOUCH = acts.ActKind("vouch")


@dataclass(frozen=True)
class CoachForm:
    """What a volunteer says of coaching; `gender` is "f", "m" or None."""

    reach: Reach
    home_visits: bool
    weekly_limit: int
    languages: Sequence[Language] = (Language.VIETNAMESE,)
    gender: str | None = None


async def write_down(db: AsyncSession, person: Person, form: CoachForm) -> bool:
    """Store the answers, ask for vouching if needed, and return whether it is needed. Raise NotAllowed."""
    role = await permissions.volunteer_role(db, person)
    if role is None or role.status is not RoleStatus.ACTIVE:
        raise NotAllowed(RoleKind.VOLUNTEER)
    said = {
        "reach": form.reach,
        "languages": [language.value for language in form.languages],
        "weekly_limit": form.weekly_limit,
        "home_visits": form.home_visits,
    }
    if not await insert_new(db, Coach, person_id=person.id, **said):
        await db.execute(update(Coach).where(Coach.person_id == person.id).values(**said))
    person.gender = form.gender or person.gender
    coach = await db.get_one(Coach, person.id, populate_existing=True)
    if coach.vetted_at is None:
        await _ask_to_vouch(db, person)
    return coach.vetted_at is None


async def unvouched(db: AsyncSession, by: Person) -> list[Person]:
    """Return everybody whom this person may vouch for, and who waits for it."""
    volunteers = select(Role.person_id).where(Role.kind == RoleKind.VOLUNTEER, in_force())
    waiting = select(Coach.person_id).where(Coach.vetted_at.is_(None), Coach.person_id.in_(volunteers))
    found = await legible(db, select(Person).where(Person.id.in_(waiting), Person.id != by.id).order_by(Person.id))
    return [person for person in found if await _may_vouch(db, by, person)]


async def vouch(db: AsyncSession, by: Person, person_id: int) -> tuple[Person, Act | None]:
    person = await db.get(Person, person_id)
    role = await permissions.volunteer_role(db, person) if person is not None else None
    if person is None or role is None:
        raise NotFound(person_id)
    if by.id == person_id or not await _may_vouch(db, by, person):
        raise NotAllowed(Right.VOUCH_FOR_VOLUNTEERS)
    vouched = await changed(
        db,
        update(Coach)
        .where(Coach.person_id == person_id, Coach.vetted_at.is_(None))
        .values(vetted_at=clock.now(), vetted_by_id=by.id),
    )
    if not vouched:
        return person, None
    await outbox.tell(db, person, say(_("You may now teach people alone. I will write as soon as somebody needs you.")))
    return person, await acts.record(db, by, VOUCH, person=person_id)


async def undo_vouch(db: AsyncSession, act: Act) -> Text | None:
    undone = await changed(
        db,
        update(Coach)
        .where(Coach.person_id == act.facts["person"], Coach.vetted_by_id == act.by_id)
        .values(vetted_at=None, vetted_by_id=None),
    )
    return _("All right, that is taken back.") if undone else None


async def _serves_at(db: AsyncSession, person: Person) -> Text:
    """Name the group, the organisation, or else the ward, where somebody is a volunteer."""
    role = await permissions.volunteer_role(db, person)
    return await permissions.held_at(db, role) if role is not None else _("the whole ward")


async def _ask_to_vouch(db: AsyncSession, person: Person) -> None:
    for one in await _vouchers(db, person):
        if one.id != person.id:
            await outbox.tell(db, one, await card(db, person), Plan(key=f"vouch:{person.id}:{one.id}"))


async def card(db: AsyncSession, person: Person) -> Say:
    return say(
        lines(
            _(
                "{name} ({place}) would like to teach people alone.",
                name=person.name or "…",
                place=await _serves_at(db, person),
            ),
            _("Only whom you know and vouch for is sent to them. Do you?"),
        ),
        option(_("✅ I vouch for them"), "vouch", person=person.id),
        # They stay in the list of those who wait.
        option(_("🕑 Not yet"), "home"),
    )


async def _vouchers(db: AsyncSession, person: Person) -> list[Person]:
    rows = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(holders(Right.VOUCH_FOR_VOLUNTEERS)), in_force())
        .distinct()
        .order_by(Person.id)
    )
    return [one for one in rows if await _may_vouch(db, one, person)]


async def _may_vouch(db: AsyncSession, by: Person, person: Person) -> bool:
    for place in await _serves(db, person):
        if await permissions.may_at(db, by, Right.VOUCH_FOR_VOLUNTEERS, place):
            return True
    return False


async def _serves(db: AsyncSession, person: Person) -> list[Place]:
    rows = await db.execute(
        select(Role, Organisation.ward_code)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.person_id == person.id, Role.kind == RoleKind.VOLUNTEER, in_force())
        .order_by(Role.id)
    )
    return [
        Place(role.ward_code or ward or person.ward_code, role.group_id, role.organisation_id) for role, ward in rows
    ]
