"""What lessons alone need to know of a volunteer, and how somebody in charge vouches for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.say import Say, option, say
from bot.domain.access.rights import Right
from bot.domain.coaching import Language, Reach
from bot.domain.people.person import OVERSEEING, RoleKind, RoleStatus
from bot.errors import NotAllowed, NotFound
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, insert_new
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role, in_force
from bot.storage.tables.places import ResidentialGroup
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
        await _ask_to_vouch(db, person, role)
    return coach.vetted_at is None


async def unvouched(db: AsyncSession, by: Person) -> list[Say]:
    """Return a card of everybody whom this person may vouch for, and who waits for it."""
    rows = await db.execute(
        select(Person, Role)
        .join(Coach, Coach.person_id == Person.id)
        .join(Role, Role.person_id == Person.id)
        .where(Coach.vetted_at.is_(None), Role.kind == RoleKind.VOLUNTEER, in_force(), Person.id != by.id)
        .order_by(Person.id)
    )
    waiting = {person.id: (person, role) for person, role in rows.all() if await _may_vouch(db, by, role)}
    return [await _card(db, person, role) for person, role in waiting.values()]


async def vouch(db: AsyncSession, by: Person, person_id: int) -> tuple[Person, Act | None]:
    person = await db.get(Person, person_id)
    role = await permissions.volunteer_role(db, person) if person is not None else None
    if person is None or role is None:
        raise NotFound(person_id)
    if by.id == person_id or not await _may_vouch(db, by, role):
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


async def _ask_to_vouch(db: AsyncSession, person: Person, role: Role) -> None:
    for one in await _vouchers(db, role):
        if one.id != person.id:
            await outbox.tell(db, one, await _card(db, person, role), Plan(key=f"vouch:{person.id}:{one.id}"))


async def _card(db: AsyncSession, person: Person, role: Role) -> Say:
    group = await db.get(ResidentialGroup, role.group_id) if role.group_id is not None else None
    where = await permissions.full_name(db, group) if group is not None else _("the whole ward")
    return say(
        lines(
            _(
                "{name} ({place}) would like to teach people alone.",
                name=person.name or "…",
                place=where,
            ),
            _("Only whom you know and vouch for is sent to them. Do you?"),
        ),
        option(_("✅ I vouch for them"), "vouch", person=person.id),
        option(_("🕑 Not yet"), "home"),
    )


async def _vouchers(db: AsyncSession, role: Role) -> list[Person]:
    rows = await db.scalars(
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .where(Role.kind.in_(OVERSEEING), in_force())
        .distinct()
        .order_by(Person.id)
    )
    return [one for one in rows if await _may_vouch(db, one, role)]


async def _may_vouch(db: AsyncSession, by: Person, role: Role) -> bool:
    if role.group_id is None:
        return False
    return await permissions.may(db, by, Right.VOUCH_FOR_VOLUNTEERS, await db.get_one(ResidentialGroup, role.group_id))
