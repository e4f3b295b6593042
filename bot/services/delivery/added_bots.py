"""Bots on Zalo that coordinators add on their page, each for one place; the running process takes them up by itself."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.access.rights import Place, Right
from bot.domain.people.person import RoleKind
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.delivery import reachability
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity, places
from bot.storage import installation, session_queries
from bot.storage.database import changed
from bot.storage.tables.bots import AddedBot
from bot.storage.tables.people import Address, Person
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

ADD_BOT = acts.ActKind("add_bot")
REMOVE_BOT = acts.ActKind("remove_bot")
_PLATFORM = "zalo"
_TOKEN = re.compile(r"(\d{1,32}):[\x21-\x7e]{8,160}")


class BotState(StrEnum):
    """Zalo has not answered yet, lets the bot in, does not know its token, or is not asked here at all."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    RUNS = "runs"
    REFUSED = "refused"


class NotTaken(StrEnum):
    """Why a token is not taken: it is none, or the bot works already, for somebody else."""

    UNREADABLE = "unreadable"
    RUNS_ALREADY = "runs_already"


class BotRun(NamedTuple):
    """What a bot is run with; if it differs from what runs, the bot is to be run anew."""

    given: str
    is_refused: bool


@dataclass(frozen=True)
class Site:
    """A place that a bot may be added for: its key in a form, and its name."""

    key: str
    place: Place
    name: Text


@dataclass(frozen=True)
class SeenBot:
    """A bot as coordinators see it: never with its token."""

    number: str
    name: str
    place: Text
    state: BotState


async def sites(db: AsyncSession, by: Person) -> list[Site]:
    """Return the places this person may add bots for: wards, their groups, and the organisations at work there."""
    held = [role.ward_code for role in await identity.roles_of(db, by) if role.kind is RoleKind.COORDINATOR]
    wards = [ward for ward in await places.wards_with_groups(db) if None in held or ward.code in held]
    found = []
    for ward in wards:
        found.append(Site(f"w{ward.code}", Place(ward.code), verbatim(ward.name)))
        for group in await places.groups_of(db, ward.code):
            name = _("{group}, {ward}", group=labels.group(group), ward=verbatim(ward.name))
            found.append(Site(f"g{group.id}", Place(ward.code, group.id), name))
    rows = await db.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.id))
    found += [
        Site(f"o{one.id}", Place(one.ward_code, None, one.id), verbatim(one.name))
        for one in rows
        if None in held or one.ward_code in held
    ]
    return [site for site in found if await _may(db, by, site.place)]


async def seen_by(db: AsyncSession, by: Person) -> list[SeenBot]:
    rows = (await db.scalars(select(AddedBot).order_by(AddedBot.number))).all()
    return [
        SeenBot(bot.number, called(bot), await _where(db, bot), _state(db, bot))
        for bot in rows
        if await _may(db, by, await _place(db, bot))
    ]


async def add(db: AsyncSession, by: Person, token: str, place: Place) -> NotTaken | None:
    """Keep the token for the process that runs the bots, in place of that bot's former one. Raise NotAllowed."""
    await _must(db, by, place)
    found = _TOKEN.fullmatch(token.strip())
    if found is None:
        return NotTaken.UNREADABLE
    number, bot = found[1], await db.get(AddedBot, found[1])
    if bot is None and _channel(number) in installation.of(db).links:
        return NotTaken.RUNS_ALREADY
    if bot is not None and not await _may(db, by, await _place(db, bot)):
        return NotTaken.RUNS_ALREADY
    bot = bot or AddedBot(number=number)
    bot.bot_key, bot.given, bot.refused_at, bot.link = found[0], secrets.token_hex(8), None, None
    bot.organisation_id = place.organisation
    bot.group_id = place.group if place.organisation is None else None
    bot.ward_code = place.ward if place.organisation is None and place.group is None else None
    db.add(bot)
    await db.flush()
    await acts.record(db, by, ADD_BOT, bot=number, **_facts(bot))
    return None


async def remove(db: AsyncSession, by: Person, number: str) -> bool:
    """Forget the bot and its token; whoever it wrote to is written to another way, or called. Raise NotAllowed."""
    bot = await db.get(AddedBot, number)
    if bot is None:
        return False
    await _must(db, by, await _place(db, bot))
    await acts.record(db, by, REMOVE_BOT, bot=number, **_facts(bot))
    await db.delete(bot)
    reached = Address.channel == _channel(number), Address.unreachable_at.is_(None)
    for address in (await db.scalars(select(Address).where(*reached))).all():
        await reachability.lost(db, address, "the bot was removed")
    return True


async def wanted(db: AsyncSession) -> Mapping[str, BotRun]:
    """Return by number the bots that are to run, without opening their tokens."""
    rows = await db.execute(select(AddedBot.number, AddedBot.given, AddedBot.refused_at))
    return {number: BotRun(given, refused_at is not None) for number, given, refused_at in rows}


async def token_of(db: AsyncSession, number: str, given: str) -> str | None:
    bot = await db.get(AddedBot, number)
    return None if bot is None or bot.given != given else bot.bot_key


async def accepted(db: AsyncSession, number: str, given: str, name: str, link: str) -> None:
    values = {"name": name[:120] or None, "link": link[:200], "refused_at": None}
    await changed(db, update(AddedBot).where(*_this(number, given)).values(**values))


async def refused(db: AsyncSession, number: str, given: str) -> None:
    """Write down that Zalo does not know the token, and tell who sees to the place, once."""
    this = *_this(number, given), AddedBot.refused_at.is_(None)
    if not await changed(db, update(AddedBot).where(*this).values(refused_at=clock.now())):
        return
    bot = await db.get_one(AddedBot, number, populate_existing=True)
    name, place = called(bot), await _where(db, bot)
    words = lines(
        _("🔑 Zalo does not know the token of «{bot}» any more ({place}).", bot=name, place=place),
        _("Until there is a new one, its messages go another way, or to «Calls to make»."),
        _("Please send «page», open «Zalo bots» and put the new token there."),
    )
    ward = (await _place(db, bot)).ward
    people = await session_queries.in_charge_of_ward(db, ward) if ward else await identity.administrators(db)
    for one in people:
        await outbox.tell(db, one, say(words), Plan(key=f"bot:{number}:{given}:{one.id}"))


def called(bot: AddedBot) -> str:
    return bot.name or f"…{bot.number[-4:]}"


def _this(number: str, given: str) -> tuple[ColumnElement[bool], ...]:
    return AddedBot.number == number, AddedBot.given == given


def _channel(number: str) -> str:
    return f"{_PLATFORM}:{number}"


def _state(db: AsyncSession, bot: AddedBot) -> BotState:
    if bot.refused_at is not None:
        return BotState.REFUSED
    if bot.link is not None:
        return BotState.RUNS
    return BotState.ASKED if installation.of(db).runs_added_bots else BotState.NOT_ASKED


def _facts(bot: AddedBot) -> dict[str, int | str]:
    facts = {"group": bot.group_id, "ward": bot.ward_code, "organisation": bot.organisation_id}
    return {name: value for name, value in facts.items() if value is not None}


async def _place(db: AsyncSession, bot: AddedBot) -> Place:
    """Return where somebody needs the right: an organisation is seen to by the ward where it is at work."""
    if bot.organisation_id is not None:
        return Place((await db.get_one(Organisation, bot.organisation_id)).ward_code, None, bot.organisation_id)
    if bot.group_id is not None:
        return Place((await db.get_one(ResidentialGroup, bot.group_id)).ward_code, bot.group_id)
    return Place(bot.ward_code)


async def _where(db: AsyncSession, bot: AddedBot) -> Text:
    if bot.organisation_id is not None:
        return verbatim((await db.get_one(Organisation, bot.organisation_id)).name)
    if bot.group_id is not None:
        return await permissions.full_name(db, await db.get_one(ResidentialGroup, bot.group_id))
    return verbatim((await db.get_one(Ward, bot.ward_code)).name)


async def _may(db: AsyncSession, by: Person, place: Place) -> bool:
    return await permissions.may_at(db, by, Right.ADD_BOTS, Place(place.ward, place.group))


async def _must(db: AsyncSession, by: Person, place: Place) -> None:
    if not await _may(db, by, place):
        raise NotAllowed(Right.ADD_BOTS)
