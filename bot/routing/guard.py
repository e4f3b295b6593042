"""What goes before everything else: a secret that nobody should send, and a cry for help."""

from bot import flows
from bot.domain.parsing.intents import intent_of
from bot.domain.parsing.secrets import announces_secret, has_secret, may_be_announced, may_be_code
from bot.domain.people.person import RoleKind
from bot.domain.understanding.danger import Danger, dangers
from bot.routing.arrived import Arrived
from bot.routing.start import Start, named
from bot.services.messaging import conversations


async def stop(here: Arrived) -> Start | None:
    """Return what answers a secret or a danger in the words of a message; the secret is removed from the chat."""
    if await _has_secret(here):
        await here.remove()
        if not _pastes_a_list(here):
            return named("secret")
    if (found := await _danger(here)) is not None:
        return named("danger", which=found.value)
    return named("secret", announced=True) if announces_secret(here.incoming.text) else None


async def _has_secret(here: Arrived) -> bool:
    """Return whether it holds a secret; six digits are an answer where a number is asked for."""
    words, asking = here.incoming.text, here.talk.flow if here.talk.question_id is not None else None
    if has_secret(words):
        return True
    if may_be_code(words, is_roll=asking in flows.ASK_FOR_A_ROLL) and asking not in flows.ASK_FOR_LARGE_NUMBERS:
        return True
    return may_be_announced(words) and await conversations.secret_was_announced(here.db, here.address)


async def _danger(here: Arrived) -> Danger | None:
    found = next(iter(dangers(here.incoming.text)), None)
    if found is None or intent_of(here.incoming.text) is not None:
        return None
    return None if here.talk.question_id is not None and await here.roles() - {RoleKind.RESIDENT} else found


def _pastes_a_list(here: Arrived) -> bool:
    return here.talk.flow in flows.READ_LISTS and here.talk.question_id is not None and "\n" in here.incoming.text
