"""«Nhật ký»: what people in charge did lately; it never says to whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access.rights import Place, Right, reach
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.history import registry
from bot.services.people import identity
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person, Role

A_PAGE = 12
_MANY = 4
_WORDS: Mapping[str, Text] = {row.kind: row.logged for row in registry.ROWS if row.logged is not None}


@dataclass(frozen=True)
class LoggedAct:
    act: Act
    by: Person


async def last(db: AsyncSession, by: Person, before: int | None = None) -> list[LoggedAct]:
    """Return what was done in places this person answers for, before act `before`, newest first. Raise NotAllowed."""
    places = [
        place
        for role in await identity.roles_of(db, by)
        if (place := reach(role.kind, Right.READ_LOG, identity.place_of(role))) is not None
    ]
    if not places:
        raise NotAllowed(Right.READ_LOG)
    rows = await db.execute(
        select(Act, Person)
        .join(Person, Person.id == Act.by_id)
        .where(Act.kind.in_(_WORDS), Act.by_id.in_(_in_charge(places)))
        .where(Act.id < before if before is not None else true())
        .order_by(Act.id.desc())
        .limit(A_PAGE * _MANY)
    )
    found = (LoggedAct(*row) for row in rows)
    return [entry for entry in found if not _is_for_themselves(entry.act)][:A_PAGE]


def _is_for_themselves(act: Act) -> bool:
    return act.by_id in (act.facts.get("person"), act.facts.get("resident"))


def _in_charge(places: list[Place]) -> Select[int]:
    # Former roles count, too.
    return select(Role.person_id).where(Role.kind != RoleKind.RESIDENT, or_(*map(_there, places)))


def _there(place: Place) -> ColumnElement[bool]:
    if place.group is not None:
        return Role.group_id == place.group
    return true() if place.ward is None else Role.ward_code == place.ward


def line(entry: LoggedAct) -> Text:
    undone = entry.act.undone_at is not None
    words = _("{when}: {name} {did}", when=entry.act.at, name=labels.person(entry.by), did=_WORDS[entry.act.kind])
    return _("{line} (taken back)", line=words) if undone else words
