"""«Làm thay»: a coordinator does for a day what a leader of the ward may do, with a reason, and the leader is told."""

from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import option, say
from bot.domain.access.rights import Right
from bot.i18n import Text, _, lines
from bot.services.access import acts, permissions
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup


class Why(StrEnum):
    """Why somebody acts for a leader: chosen from a list, so that no text about a person is stored."""

    ASKED = "asked"
    NOT_REACHED = "not_reached"
    IN_A_HURRY = "in_a_hurry"


REASONS: dict[str, Text] = {
    Why.ASKED: _("The leader has asked me to"),
    Why.NOT_REACHED: _("I do not reach the leader"),
    Why.IN_A_HURRY: _("It cannot wait"),
}


async def act_for_leader(db: AsyncSession, by: Person, group: ResidentialGroup, why: Why) -> Act:
    """Raise NotAllowed."""
    await permissions.must(db, by, Right.ACT_FOR_LEADERS, group)
    until = (clock.now() + permissions.ACTS).isoformat()
    act = await acts.record(db, by, permissions.ACT_FOR_LEADER, group=group.id, why=why.value, until=until)
    words = lines(
        _(
            "{name} of the ward acts for you in {group} until tomorrow:",
            name=labels.person(by),
            group=labels.group(group),
        ),
        REASONS[why],
        _("You see in the list of what was done everything that is done for you."),
    )
    for leader in await session_queries.leaders(db, group.id):
        plan = Plan(key=f"acts-for:{act.id}:{leader.id}")
        await outbox.tell(db, leader, say(words, option(_("📜 What was done"), "log")), plan)
    return act


async def undo_act_for_leader(db: AsyncSession, act: Act) -> Text | None:
    group = await db.get_one(ResidentialGroup, act.facts["group"])
    return _("You no longer act for the leader of {group}.", group=labels.group(group))
