"""How old somebody is: a band of the ages offered, or the years, or the year of birth, typed."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.understand import NotUnderstood
from bot.domain.lists.people import band, is_child
from bot.domain.people.person import AgeBand
from bot.domain.understanding.amount import Counted, read_amount
from bot.i18n import Text, _

_NOT_SAID = "not_said"
_OLDEST = 120
_BORN_AFTER = 1900


async def ask_age(chat: Chat, name: str, text: Text, not_said: Text) -> AgeBand | None:
    ages: dict[str, Text | str] = {each.value: label for each, label in labels.AGES.items()}
    ages[AgeBand.UNDER_18.value] = _("16 or 17")
    said = await chat.ask(name, text, _read, {**ages, _NOT_SAID: not_said}, _("for example: 68"))
    return None if said == _NOT_SAID else AgeBand(said)


def _read(words: str) -> str | None:
    n = read_amount(words, Counted.YEARS)
    years = clock.today().year - n if n is not None and n > _BORN_AFTER else n
    if years is not None and is_child(years):
        raise NotUnderstood(_("Of children under 16 I keep no name: their school tells how many of them come."))
    return band(years).value if years is not None and 0 < years <= _OLDEST else None
