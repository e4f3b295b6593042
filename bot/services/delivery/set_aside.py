"""An update that has ended the process again and again: nobody works on it any more, and people are told."""

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming
from bot.chat.say import option, say
from bot.i18n import _, lines
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity

log = structlog.get_logger()

# Once may be chance: somebody ended the process, or the power failed.
DEATHS = 2
_SORRY = lines(
    _("I have tried twice to read what you sent, and could not: the fault is mine."),
    _("Nothing was changed. Please write it in another way."),
)


async def set_aside(db: AsyncSession, incoming: Incoming) -> None:
    number = incoming.event_id
    log.error("an update is set aside: the process has died of it", channel=incoming.channel, update=number)
    if incoming.is_talk:
        options = option(_("🙋 Talk to a person"), "person"), option(_("🏠 Home"), "home")
        await outbox.reply(db, await identity.caller(db, incoming), say(_SORRY, *options))
    alarm = lines(
        _("⚠️ Something that was sent to me has ended the assistant twice. I have set it aside, unread."),
        _("Whoever sent it knows, and everybody else is answered. In the log it is update {number}.", number=number),
    )
    for one in await identity.administrators(db):
        await outbox.tell(db, one, say(alarm), Plan(key=f"set-aside:{number}:{one.id}"))
