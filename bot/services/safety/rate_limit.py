"""Limits for accounts that send or guess too much."""

from datetime import timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.errors import AssistantError
from bot.i18n import _
from bot.services.access.codes import ACCOUNT, WRONG_CODE
from bot.services.messaging import outbox
from bot.services.people import identity
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person

log = structlog.get_logger()

# Codes that join a phone: how many one person may ask for, and how many wrong ones all people together may send.
_CODES_AN_HOUR = 5
_GUESSES, _GUESSED_WITHIN = 40, timedelta(minutes=10)


class TooOften(AssistantError):
    """The person asked for too many codes and has to wait."""


async def must_not_hoard_codes(db: AsyncSession, by: Person) -> None:
    """Raise TooOften; each open code is one more that a guess may hit."""
    lately = (Code.created_by_id == by.id, Code.purpose == ACCOUNT, Code.created_at > clock.now() - timedelta(hours=1))
    if (await db.scalar(select(func.count()).select_from(Code).where(*lately)) or 0) >= _CODES_AN_HOUR:
        log.warning("codes that join a phone are asked for too often", person=by.id)
        raise TooOften(by.id)


async def are_codes_guessed(db: AsyncSession) -> bool:
    """Count the wrong codes of all accounts together: each of them may stay below its own limit."""
    wrong = (Act.kind == WRONG_CODE, Act.at > clock.now() - _GUESSED_WITHIN)
    guessed = (await db.scalar(select(func.count()).select_from(Act).where(*wrong)) or 0) >= _GUESSES
    if guessed:
        log.warning("codes are guessed from many accounts: no phone is joined meanwhile")
    return guessed


async def ask_to_wait(db: AsyncSession, incoming: Incoming) -> None:
    address = await identity.caller(db, incoming)
    log.warning("an account sends too much and is not heard for a minute", address=address.id)
    if incoming.is_talk:
        words = _("So much at once is more than I can read. Please wait a minute and send it again.")
        await outbox.reply(db, address, say(words))
