"""At the first class, people registered by somebody else are asked for consent themselves, one at a time."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.i18n import _, lines
from bot.services.attendance import roll as attendance_roll
from bot.services.register import register

_HOME = option(_("🏠 Home"), "home")
_ASKED = _(
    "Asked face to face in class: they agree that I keep their name, residential group and classes until 90 days after "
    "the last one."
)


async def ask_again(chat: Chat) -> None:
    """Record a yes with its witness; on a no erase at once what was stored."""
    roll = await attendance_roll.roll_of(chat.db, chat.person, chat.given("session") or 0)
    unsure = [] if roll is None else await attendance_roll.to_be_asked_again(chat.db, roll)
    later = chat.answers.get("later", [])
    line = next((one for one in unsure if one.person.id not in later), None)
    if roll is None or line is None:
        return chat.say(_("Thank you, everybody has been asked."), _HOME)
    answer = await chat.choose(
        f"agrees{line.person.id}",
        lines(
            _("✋ {name} was entered by somebody else.", name=labels.in_full(line.person)),
            _(
                "Is it all right with {name} that I keep the name and the classes?",
                name=labels.in_full(line.person),
            ),
        ),
        {"yes": _("Agrees"), "no": _("Does not agree"), "later": _("Later")},
    )
    if answer == "no" and not await _sure(chat, line.person.id):
        answer = "later"
    if answer == "later":
        later = [*later, line.person.id]
    else:
        words = _ASKED.for_(reader_of(chat.person))
        await register.confirm_in_class(chat.db, chat.person, line.person, words, yes=answer == "yes")
    chat.go("ask_again", session=roll.details.session.id, later=later)


async def _sure(chat: Chat, person_id: int) -> bool:
    return await chat.confirm_in_words(
        f"sure{person_id}",
        _("Then I will erase the name at once; only the count stays. This cannot be taken back."),
        _("🗑 Erase it"),
        _("Keep it for now"),
    )


FLOWS = (Flow("ask_again", ask_again),)
