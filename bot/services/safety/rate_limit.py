"""Limits for accounts that send or guess too much."""

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.domain.safety.rate_limit import GUESSED, Limited
from bot.i18n import _
from bot.services.access import limits
from bot.services.access.codes import ACCOUNT, WRONG_CODE
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person

log = structlog.get_logger()


async def must_not_hoard_codes(db: AsyncSession, by: Person) -> None:
    """Raise TooOften; each open code is one more that a guess may hit."""
    mine = (Code.created_by_id == by.id, Code.purpose == ACCOUNT)
    if await limits.is_met(db, Limited.PHONE_CODES, Code.created_at, *mine):
        log.warning("codes that join a phone are asked for too often", person=by.id)
        raise limits.TooOften(by.id)


async def takes_part_in_guessing(db: AsyncSession, person: Person) -> bool:
    """Return whether they sent one of very many wrong codes, with each account below its own limit."""
    wrong = (Act.kind == WRONG_CODE, Act.at > clock.now() - GUESSED.within)
    if await db.scalar(select(Act.id).where(*wrong, Act.by_id == person.id).limit(1)) is None:
        return False
    guessed = (await db.scalar(select(func.count()).select_from(Act).where(*wrong)) or 0) >= GUESSED.most
    if guessed:
        log.warning("codes are guessed from many accounts: whoever sent one joins no phone meanwhile")
    return guessed


async def ask_to_wait(db: AsyncSession, incoming: Incoming) -> None:
    address = await identity.caller(db, incoming)
    log.warning("an account sends too much and is not heard for a minute", address=address.id)
    if incoming.is_talk:
        words = _("So much at once is more than I can read. Please wait a minute and send it again.")
        await outbox.reply(db, address, say(words))
