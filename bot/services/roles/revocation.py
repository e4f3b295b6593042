"""A role is revoked by whoever may give it: at once, with a reason, told kindly."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import GIVEN_BY, Place, may
from bot.domain.people.person import RevokedFor, RoleKind, RoleStatus
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines
from bot.services.access import acts, page_sessions, permissions
from bot.services.messaging import command_menu, conversations, outbox
from bot.services.people import identity
from bot.services.roles import handover, invitations, requests, volunteer_exit
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Address, Person, Role, in_force
from bot.storage.tables.places import Organisation, ResidentialGroup

REVOKE = acts.ActKind("revoke")
_SAID = {
    RevokedFor.MOVED: _("The reason: you have moved away."),
    RevokedFor.BUSY: _("The reason: you have little time at present."),
    RevokedFor.ANOTHER: _("The reason: somebody else has been given the task."),
    RevokedFor.COMPLAINT: _("The reason: there has been a complaint, which is being looked at."),
}


@dataclass(frozen=True)
class HeldRole:
    """A role somebody may revoke, its place, and its full title: «trưởng Khu phố 3, Phường Phú Lợi»."""

    role: Role
    person: Person
    place: Text
    title: Text


async def roles_below(db: AsyncSession, by: Person) -> list[HeldRole]:
    mine = [(role.kind, identity.place_of(role)) for role in await identity.roles_of(db, by)]
    rows = await db.execute(
        select(Role, Person, Organisation)
        .join(Person, Person.id == Role.person_id)
        .outerjoin(Organisation, Organisation.id == Role.organisation_id)
        .where(Role.kind.in_(GIVEN_BY), in_force(), Person.id != by.id)
        .order_by(Role.kind, Role.group_id, Role.id)
    )
    found = [
        (role, person)
        for role, person, organisation in rows
        if (place := _given_at(role, organisation)) is not None
        and any(may(kind, GIVEN_BY[role.kind], held, place) for kind, held in mine)
    ]
    return [HeldRole(role, person, await _place(db, role), await _title(db, role)) for role, person in found]


async def revoke(db: AsyncSession, by: Person, role_id: int, why: RevokedFor) -> Act | None:
    """End the role now, with page visits and all that was promised; return None if it has ended. Raise NotAllowed."""
    role = await db.get(Role, role_id)
    if role is None or not await _may_end(db, by, role):
        raise NotAllowed(role_id)
    if role.kind is RoleKind.ADMINISTRATOR and by.id not in await permissions.administrators_for_sure(db):
        raise NotAllowed(role_id)
    until = role.ends_at
    if not await handover.finish(db, role):
        return None
    person = await db.get_one(Person, role.person_id)
    if role.kind is RoleKind.VOLUNTEER:
        given_back = await volunteer_exit.stop(db, role)
    else:
        given_back = 0
        await _end_visits_and_talks(db, person)
    words = lines(
        _("From now on you are no longer {title}.", title=await _title(db, role)),
        _SAID[why],
        _("Others will be asked for what you had promised.") if given_back else None,
        _("Thank you for all you have done."),
    )
    await outbox.tell(db, person, say(words, option(_("🙋 Talk to a person"), "person")))
    if role.kind is RoleKind.ADMINISTRATOR:
        ended = _(
            "{Name} is no longer an administrator: {by} has ended it.", name=labels.person(person), by=labels.person(by)
        )
        await invitations.tell_administrators(db, say(ended), {by.id, person.id})
    ends = until.isoformat() if until else None
    facts = {"role": role.id, "group": role.group_id, "of": person.id, "why": why, "gave": given_back}
    return await acts.record(db, by, REVOKE, ends=ends, **facts)


async def undo_revoke(db: AsyncSession, act: Act) -> Text | None:
    role = await db.get_one(Role, act.facts["role"])
    ends = act.facts["ends"]
    until = datetime.fromisoformat(ends) if ends else None
    if until is not None and until <= clock.now():
        return None
    if not await _may_end(db, await db.get_one(Person, act.by_id), role):
        return None
    again = await changed(
        db,
        update(Role)
        .where(Role.id == role.id, Role.status == RoleStatus.ENDED)
        .values(status=RoleStatus.ACTIVE, ends_at=until),
    )
    if not again:
        return None
    await db.refresh(role)
    person, title = await db.get_one(Person, role.person_id), await _title(db, role)
    await command_menu.refresh(db, person)
    words = _("That was a mistake: you are {title} as before.", title=title)
    await outbox.tell(db, person, say(words, option(_("🏠 Home"), "home")))
    gave = _("What had been promised stays with those who are asked now.") if act.facts.get("gave") else None
    return lines(_("{name} is {title} again and has been told.", name=person.name or "…", title=title), gave)


async def undo_decide(db: AsyncSession, act: Act) -> Text | None:
    request = await requests.reopen(db, act)
    if request is None:
        return None
    if request.role.kind is RoleKind.VOLUNTEER:
        await volunteer_exit.stop(db, request.role)
    return _("The request of {name} is open again: /requests shows it.", name=request.person.name or "…")


async def is_without_anybody(db: AsyncSession, act: Act) -> bool:
    role = await db.get_one(Role, act.facts["role"])
    if role.kind is not RoleKind.ORGANISER:
        return False
    others = select(Role.id).where(
        Role.kind == RoleKind.ORGANISER, Role.organisation_id == role.organisation_id, in_force()
    )
    return await db.scalar(others.limit(1)) is None


async def _may_end(db: AsyncSession, by: Person, role: Role) -> bool:
    organisation = await db.get(Organisation, role.organisation_id) if role.organisation_id is not None else None
    place = _given_at(role, organisation)
    if role.kind not in GIVEN_BY or place is None or role.person_id == by.id:
        return False
    return await permissions.may_at(db, by, GIVEN_BY[role.kind], place)


def _given_at(role: Role, organisation: Organisation | None) -> Place | None:
    """Return where it was given: an organiser's where the organisation is; None for members, whom it dismisses."""
    if organisation is None:
        return identity.place_of(role)
    return Place(organisation.ward_code) if role.kind is RoleKind.ORGANISER else None


async def _place(db: AsyncSession, role: Role) -> Text:
    if role.group_id is not None:
        return labels.group(await db.get_one(ResidentialGroup, role.group_id))
    return await permissions.held_at(db, role)


async def _title(db: AsyncSession, role: Role) -> Text:
    return permissions.title(role.kind, await permissions.held_at(db, role))


async def _end_visits_and_talks(db: AsyncSession, person: Person) -> None:
    await page_sessions.end_all(db, person)
    for address in await db.scalars(select(Address).where(Address.person_id == person.id)):
        conversations.end(await conversations.talk_of(db, address))
