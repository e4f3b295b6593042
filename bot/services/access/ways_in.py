"""How somebody reaches the assistant with a code: by the bots of the place it is for, else by those of everybody."""

from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.access.rights import Place
from bot.i18n import Text, _, lines
from bot.storage import installation
from bot.storage.tables.bots import AddedBot

PLATFORM = "zalo"


async def links(db: AsyncSession, code: str, place: Place) -> dict[str, str]:
    """Return by platform the link that opens the assistant there with this code; of several bots the first."""
    ways = {labels.platform(channel): link for channel, link in reversed([*installation.of(db).links.items()])}
    own = await _bot_of(db, place)
    if own is not None and own.link is not None:
        ways[labels.platform(PLATFORM)] = own.link
    return {name: link.format(code=code) for name, link in reversed([*ways.items()])}


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


async def _bot_of(db: AsyncSession, place: Place) -> AddedBot | None:
    columns = (AddedBot.organisation_id, AddedBot.group_id, AddedBot.ward_code)
    asked = (place.organisation, place.group, place.ward)
    here = [column == wanted for column, wanted in zip(columns, asked, strict=True) if wanted is not None]
    if not here:
        return None
    runs = AddedBot.link.is_not(None), AddedBot.refused_at.is_(None)
    found = await db.scalars(select(AddedBot).where(or_(*here), *runs).order_by(AddedBot.number))
    return min(found, key=_distance, default=None)


def _distance(bot: AddedBot) -> int:
    return 0 if bot.organisation_id is not None else 1 if bot.group_id is not None else 2
