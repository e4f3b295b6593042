"""What stands above a question that is asked again, since what was typed is no answer to it."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.chat import Asking
from bot.i18n import Text, _, lines
from bot.services.calls import callback
from bot.storage.tables.messaging import Conversation
from bot.storage.tables.people import Person

MISSES_BEFORE_A_PERSON = 3
_A_DAY = timedelta(days=1)


async def excuse(db: AsyncSession, person: Person, talk: Conversation, asking: Asking) -> Text | None:
    """Apologise; the second time give an example, the third time a human is told, or offered to a stranger."""
    if asking.missed and talk.misses >= MISSES_BEFORE_A_PERSON:
        return lines(asking.hint, await _a_human_is_told(db, person, talk))
    if asking.hint is not None or not asking.missed:
        return asking.hint
    if talk.misses > 1 and asking.ask.example is not None:
        return lines(
            _("Sorry, that is my fault, not yours: I did not understand."),
            _("You can answer like this, {example}", example=asking.ask.example),
        )
    return _("I did not quite understand.")


async def _a_human_is_told(db: AsyncSession, person: Person, talk: Conversation) -> Text:
    caller = await callback.call_back(db, person, again_after=_A_DAY) if person.name is not None else None
    if caller is None:
        return _("If it is easier: send «0», and somebody will call you back.")
    talk.misses = 0
    return _("I still do not understand, so I have asked {name} to call you.", name=labels.person(caller))
