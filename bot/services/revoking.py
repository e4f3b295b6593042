"""A role is taken back by who may give it: at once, with a reason, told kindly."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.people import RevokedFor, RoleKind, RoleStatus
from bot.domain.rights import Right
from bot.i18n import Text, _, lines
from bot.services import acts, conversations, menus, outbox, roles, succession, visits
from bot.services.roles import NotAllowed
from bot.storage.messaging import Act
from bot.storage.people import Address, Person, Role, leads
from bot.storage.places import ResidentialGroup

_SAID = {
    RevokedFor.MOVED: _("The reason: you have moved away."),
    RevokedFor.BUSY: _("The reason: you have little time at present."),
    RevokedFor.ANOTHER: _("The reason: somebody else has been given the task."),
    RevokedFor.COMPLAINT: _("The reason: there has been a complaint, which is being looked at."),
}


async def leaders_below(db: AsyncSession, by: Person) -> list[tuple[Role, Person, ResidentialGroup]]:
    """Whose role as a leader somebody may take back."""
    rows = await db.execute(
        select(Role, Person, ResidentialGroup)
        .join(Person, Person.id == Role.person_id)
        .join(ResidentialGroup, ResidentialGroup.id == Role.group_id)
        .where(leads(), Person.id != by.id)
        .order_by(ResidentialGroup.id, Role.id)
    )
    found = [(role, person, group) for role, person, group in rows]
    mine = {group.id for group in await roles.among(db, by, Right.APPROVE_LEADERS, [row[2] for row in found])}
    return [row for row in found if row[2].id in mine]


async def revoke(db: AsyncSession, by: Person, role_id: int, why: RevokedFor) -> Act | None:
    """The role ends now, with the page and all that is being asked; None if it has ended. Raises NotAllowed."""
    role = await db.get(Role, role_id)
    group = None if role is None else await db.get(ResidentialGroup, role.group_id or 0)
    if role is None or group is None or role.kind is not RoleKind.LEADER:
        raise NotAllowed(Right.APPROVE_LEADERS)
    await roles.must(db, by, Right.APPROVE_LEADERS, group)
    until = role.ends_at
    if not await succession.finish(db, role):
        return None
    person = await db.get_one(Person, role.person_id)
    await _stop(db, person)
    words = lines(
        _("From now on you no longer lead {group}.", group=labels.group(group)),
        _SAID[why],
        _("Thank you for all you have done."),
    )
    await outbox.tell(db, person, say(words, option(_("🙋 Talk to a person"), "person")))
    ends = until.isoformat() if until else None
    return await acts.done(db, by, "revoke", role=role.id, group=group.id, of=person.id, why=why, ends=ends)


async def undo_revoke(db: AsyncSession, act: Act) -> Text | None:
    """They lead again, and are told."""
    ends = act.facts["ends"]
    until = datetime.fromisoformat(ends) if ends else None
    if until is not None and until <= clock.now():
        return None
    again = await db.execute(
        update(Role)
        .where(Role.id == act.facts["role"], Role.status == RoleStatus.ENDED)
        .values(status=RoleStatus.ACTIVE, ends_at=until)
    )
    if not again.rowcount:  # type: ignore[attr-defined]
        return None
    role = await db.get_one(Role, act.facts["role"], populate_existing=True)
    person, group = await db.get_one(Person, role.person_id), await db.get_one(ResidentialGroup, role.group_id)
    await menus.refresh(db, person)
    words = _("That was a mistake: you lead {group} as before.", group=labels.group(group))
    await outbox.tell(db, person, say(words, option(_("🏠 Home"), "home")))
    return _("{name} leads {group} again and has been told.", name=labels.person(person), group=labels.group(group))


async def _stop(db: AsyncSession, person: Person) -> None:
    """What was being asked is dropped, and the page is closed even to who leads elsewhere."""
    await visits.end_all(db, person)
    for address in await db.scalars(select(Address).where(Address.person_id == person.id)):
        conversations.end(await conversations.talk_of(db, address))
