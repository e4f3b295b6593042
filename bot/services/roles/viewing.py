"""An administrator sees for half an hour what a role at a place sees; whoever holds that role is told at once."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.access.rights import Place, Right
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed, NotFound
from bot.i18n import _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.piecewise import legible_rows
from bot.storage.tables.operation import Viewing
from bot.storage.tables.people import Person, Role, in_force

SEE_AS = acts.ActKind("see_as")
LASTS = timedelta(minutes=30)
KINDS = (RoleKind.LEADER, RoleKind.COORDINATOR, RoleKind.VOLUNTEER, RoleKind.ORGANISER)


async def held(db: AsyncSession, by: Person, kind: RoleKind) -> Sequence[tuple[Role, Person]]:
    await _must(db, by)
    others = Role.kind == kind, in_force(), Role.person_id != by.id
    found = select(Role, Person).join(Person, Person.id == Role.person_id).where(*others).order_by(Role.id)
    return [(role, person) for role, person in await legible_rows(db, found)]


async def begin(db: AsyncSession, by: Person, role_id: int, why: str) -> Viewing:
    """Write down who looks, as whom and why, and tell all who hold that role there. Raise NotAllowed, NotFound."""
    await _must(db, by)
    role = await db.get(Role, role_id)
    if role is None or role.kind not in KINDS:
        raise NotFound(role_id)
    now = clock.now()
    made = Viewing(
        by_id=by.id,
        person_id=role.person_id,
        role_kind=role.kind,
        group_id=role.group_id,
        ward_code=role.ward_code,
        why=why,
        at=now,
        until=now + LASTS,
    )
    db.add(made)
    await db.flush()
    facts = {} if role.group_id is None else {"group": role.group_id}
    await acts.record(db, by, SEE_AS, viewing=made.id, **facts)
    title = permissions.title(role.kind, await permissions.held_at(db, role))
    words = lines(
        _(
            "👁 {name} looks at what you see as {role}, until {when}.",
            name=labels.person(by),
            role=title,
            when=made.until,
        ),
        _("The reason: «{why}».", why=verbatim(why)),
        _("Names are shortened, numbers masked; calls, incidents and talks are not shown."),
    )
    for one in await _holders(db, by, role):
        await outbox.tell(
            db, one, say(words), Plan(key=f"seen:{made.id}:{one.id}", through_quiet=True, through_stop=True)
        )
    return made


async def going_on(db: AsyncSession, by: Person, viewing_id: int) -> Viewing:
    """Raise NotAllowed, or NotFound once its time is over or the role has ended."""
    await _must(db, by)
    found = await db.get(Viewing, viewing_id)
    if found is None or found.by_id != by.id or found.until <= clock.now() or not await _is_held(db, found):
        raise NotFound(viewing_id)
    return found


async def _is_held(db: AsyncSession, found: Viewing) -> bool:
    role = _at(found.role_kind, found.group_id, found.ward_code)
    return await db.scalar(select(Role.id).where(role, Role.person_id == found.person_id).limit(1)) is not None


async def _holders(db: AsyncSession, by: Person, role: Role) -> Sequence[Person]:
    there = select(Role.person_id).where(_at(role.kind, role.group_id, role.ward_code))
    found = await db.scalars(select(Person).where(Person.id.in_(there), Person.id != by.id).order_by(Person.id))
    return found.all()


def _at(kind: RoleKind, group_id: int | None, ward_code: str | None) -> ColumnElement[bool]:
    return (
        (Role.kind == kind)
        & Role.group_id.is_not_distinct_from(group_id)
        & (Role.ward_code.is_not_distinct_from(ward_code))
        & in_force()
    )


async def _must(db: AsyncSession, by: Person) -> None:
    if not await permissions.may_at(db, by, Right.SEE_AS, Place()):
        raise NotAllowed(Right.SEE_AS)
