"""How somebody reaches the assistant with a code: by the bots of the place it is for, else by those of everybody.

A bot that has as many people as its plan serves would leave the next one without an answer: another one is named while
there is one with room.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access.rights import Place
from bot.i18n import Text, _, lines
from bot.storage import installation
from bot.storage.tables.bots import AddedBot
from bot.storage.tables.people import Address

PLATFORM = "zalo"


async def links(db: AsyncSession, code: str, place: Place) -> dict[str, str]:
    """Return by platform the link that opens the assistant there with this code; of several bots one with room."""
    common = installation.of(db).links
    bots = {**{f"{PLATFORM}:{bot.number}": bot.link or "" for bot in await _bots_of(db, place)}, **common}
    full = await _full(db, [channel for channel in bots if channel.partition(":")[0] == PLATFORM])
    # The order of the platforms is that of the settings; of one platform's bots, the nearest to the place comes first.
    ways: dict[str, str] = {labels.platform(channel): "" for channel in common}
    for channel in sorted(bots, key=lambda channel: channel in full):
        name = labels.platform(channel)
        ways[name] = ways.get(name) or bots[channel].format(code=code)
    return ways


async def where_to_send(db: AsyncSession, code: str, place: Place) -> Text:
    ways = [
        _("On {platform}: look for {name} and send it the code {code}.", platform=platform, name=name, code=code)
        for platform, name in (await names(db, place)).items()
    ]
    if ways:
        return lines(_("The assistant «Học Vụ Số»:"), *ways)
    return _("Please send this code to the assistant «Học Vụ Số»: {code}", code=code)


async def names(db: AsyncSession, place: Place) -> Mapping[str, str]:
    """Return the address of the assistant by name of platform: «@hoc_vu_so_bot», «zalo.me/1234567890»."""
    return {platform: _found_by(urlsplit(link)) for platform, link in (await links(db, "", place)).items()}


def _found_by(link: SplitResult) -> str:
    return f"@{link.path.strip('/')}" if link.netloc == "t.me" else f"{link.netloc}{link.path}"


async def _full(db: AsyncSession, channels: Iterable[str]) -> set[str]:
    if not (asked := [*channels]):
        return set()
    found = await db.scalars(
        select(Address.channel)
        .where(Address.channel.in_(asked), Address.person_id.is_not(None))
        .group_by(Address.channel)
        .having(func.count() >= installation.of(db).people_a_bot)
    )
    return {*found}


async def _bots_of(db: AsyncSession, place: Place) -> list[AddedBot]:
    columns = (AddedBot.organisation_id, AddedBot.group_id, AddedBot.ward_code)
    asked = (place.organisation, place.group, place.ward)
    here = [column == wanted for column, wanted in zip(columns, asked, strict=True) if wanted is not None]
    if not here:
        return []
    runs = AddedBot.link.is_not(None), AddedBot.refused_at.is_(None)
    found = await db.scalars(select(AddedBot).where(or_(*here), *runs).order_by(AddedBot.number))
    return sorted(found, key=_distance)


def _distance(bot: AddedBot) -> int:
    return 0 if bot.organisation_id is not None else 1 if bot.group_id is not None else 2
