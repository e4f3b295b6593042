"""Two groups in one hall at one time are told of each other."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.say import option, say
from bot.i18n import _, lines, verbatim
from bot.services.courses import scheduling_warnings
from bot.services.courses.scheduling_warnings import Thought
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage import session_queries


async def tell(db: AsyncSession, thought: Thought, course_id: int) -> None:
    for starts, other in await scheduling_warnings.beside(db, thought):
        words = lines(
            _(
                "{host} now has a class at {place}, too, {when}:",
                host=labels.host(thought.host),
                place=verbatim(other.venue.name),
                when=starts,
            ),
            _("your class there is «{session}».", session=labels.session_line(other)),
        )
        card = option(_("🔙 The session"), "session_card", session=other.session.id)
        for leader in await session_queries.in_charge_of_class(db, other.course):
            plan = Plan(key=f"hall:{course_id}:{other.session.id}:{leader.id}:{starts:%Y%m%d%H%M}")
            await outbox.tell(db, leader, say(words, card), plan)
