"""A fraud warning: posted in the groups' chats, and sent to their leaders to read aloud."""

from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.say import say
from bot.domain.access.rights import Place
from bot.i18n import Text, _, lines, verbatim
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.piecewise import legible
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.people import Address, Person, Role, leads
from bot.storage.tables.places import ResidentialGroup


async def spread(db: AsyncSession, place: Place, words: str, plan: Plan) -> int:
    """Post it in the linked chats and send it to every leader; return how many. Each key begins with the plan's."""
    chats = await db.scalars(
        select(Address)
        .join(GroupChat, GroupChat.address_id == Address.id)
        .join(ResidentialGroup, ResidentialGroup.id == GroupChat.group_id)
        .where(_in(place))
        .order_by(Address.id)
    )
    put = [await outbox.post(db, chat, say(posted(words)), _each(plan, f"chat:{chat.id}")) for chat in chats]
    leading = await legible(
        db,
        select(Person)
        .join(Role, Role.person_id == Person.id)
        .join(ResidentialGroup, ResidentialGroup.id == Role.group_id)
        .where(leads(), _in(place))
        .distinct()
        .order_by(Person.id),
    )
    put += [await outbox.tell(db, one, say(read_aloud(words)), _each(plan, f"aloud:{one.id}")) for one in leading]
    return sum(row is not None for row in put)


def posted(words: str) -> Text:
    return lines(
        _("⚠️ Warning of a fraud"),
        verbatim(words),
        _("Whoever asks for a code, a password or money is a swindler: hang up, and ask somebody of your family."),
    )


def read_aloud(words: str) -> Text:
    """Word it for a loudspeaker: short sentences, and the warning twice, since nobody listens the first time."""
    return lines(
        _("📢 Please read this aloud to your neighbours:"),
        _("«Dear neighbours, please listen: a warning of a fraud.»"),
        verbatim(f"«{words}»"),
        _("«Give nobody a code or a password. Do not send money. Ask somebody of your family first.»"),
        _("«Once more:»"),
        verbatim(f"«{words}»"),
    )


def _each(plan: Plan, key: str) -> Plan:
    return replace(plan, key=f"{plan.key}:{key}")


def _in(place: Place) -> ColumnElement[bool]:
    if place.group is not None:
        return ResidentialGroup.id == place.group
    if place.ward is not None:
        return ResidentialGroup.ward_code == place.ward
    return ResidentialGroup.active.is_(True)
