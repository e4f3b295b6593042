"""What is done about whoever sends too much."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming
from bot.chat.say import say
from bot.i18n import _
from bot.services import outbox, people

log = structlog.get_logger()


async def ask_to_wait(db: AsyncSession, incoming: Incoming) -> None:
    """One kind answer, in private only; after it nothing is heard for a minute."""
    address = await people.caller(db, incoming)
    log.warning("an account sends too much and is not heard for a minute", address=address.id)
    if incoming.is_talk:
        words = _("So much at once is more than I can read. Please wait a minute and send it again.")
        await outbox.reply(db, address, say(words))
