"""Somebody is not here any more: taken out of the book, kindly and at once."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.i18n import Text, _, lines
from bot.services.register import departures, register
from bot.services.register.departures import Departure

_BOOK = option(_("📖 The book"), "book")
_WHY = {
    Departure.DIED: _("🕯 Has passed away"),
    Departure.MOVED: _("🏠 Has moved away"),
    Departure.STOPPED: _("🌿 Does not want to learn any more"),
}
_LEAVE_IT = "leave_it"


async def take_out(chat: Chat) -> None:
    found = await register.person_of(chat.db, chat.person, chat.given("person") or 0)
    if found is None:
        return chat.go("past")
    person, _group = found
    name = labels.in_full(person)
    asked: dict[str, Text | str] = {why.value: words for why, words in _WHY.items()}
    why = await chat.choose(
        "why",
        lines(
            _("What has become of {name}?", name=name),
            _("I will then write to nobody about them any more; what they came to stays counted."),
        ),
        {**asked, _LEAVE_IT: _("Leave it")},
    )
    if why == _LEAVE_IT:
        return chat.say(_("All right, nothing was changed."), _BOOK)
    act = await departures.take_out(chat.db, chat.person, person, Departure(why))
    if act is None:
        return chat.go("past")
    condolence = _("My condolences to you and to the family.") if why == Departure.DIED else None
    chat.say(
        lines(condolence, _("{name} is not in the book any more, and nobody has to call.", name=name)),
        option(_("↩️ Undo"), "undo", act=act.id),
        _BOOK,
    )


FLOWS = (Flow("take_out", take_out),)
