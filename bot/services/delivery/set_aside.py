"""What is not worked on any more, and who is told: an update that ends the process, a piece that cannot be done."""

import structlog
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming
from bot.chat.say import option, say
from bot.i18n import _, lines
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.services.people import identity
from bot.storage import piecewise
from bot.storage.database import insert_or_change
from bot.storage.tables.operation import BegunJob

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


async def begin(db: AsyncSession, name: str) -> int:
    """Note that the job is begun; return how often it was before, without an end."""
    times: int | None = await db.scalar(select(BegunJob.times).where(BegunJob.name == name))
    before = times or 0
    await insert_or_change(db, BegunJob, ("name",), name=name, times=before + 1)
    return before


async def end(db: AsyncSession, name: str) -> None:
    await db.execute(delete(BegunJob).where(BegunJob.name == name))


async def alarm(db: AsyncSession) -> None:
    """Tell the administrators, once, of the pieces of work that this transaction has set aside."""
    for piece, error in [*piecewise.set_aside(db).items()]:
        words = lines(
            _("⚠️ There is something I cannot read or finish. I have set it aside; everything else goes on."),
            _("Whoever runs the assistant finds it in the log, as {piece}.", piece=piece),
        )
        admins = await identity.administrators(db)
        told = [await outbox.tell(db, one, say(words), Plan(key=f"aside:{piece}:{one.id}"[:80])) for one in admins]
        if any(told) or not admins:
            log.error("a piece of work is set aside", piece=piece, exc_info=error)
