"""A line of a printed roll sent from anywhere: «đủ», «vắng 3 7», «HT-9709 vắng 3 7»: for the session that is meant."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.i18n import _
from bot.services.attendance import roll as attendance_roll
from bot.services.attendance.roll import Phase, Roll
from bot.storage.session_queries import SessionDetails


async def roll_line(chat: Chat) -> None:
    course, words = chat.given("course"), str(chat.given("words") or "")
    if course is None:
        found = await attendance_roll.open_for(chat.db, chat.person)
    else:
        found = await attendance_roll.answerable_of(chat.db, chat.person, course)
    if len(found) == 1:
        return chat.go("roll_call", **_meant(found[0], words))
    if not found:
        return chat.say(_("No roll call is open for you now."), option(_("🏠 Home"), "home"))
    cards = [option(labels.session_line(details), "roll_call", **_meant(details, words)) for details in found]
    chat.say(_("For which class?"), *cards)


def _meant(details: SessionDetails, words: str) -> dict[str, int | str | bool]:
    return {"session": details.session.id, "line": words, "correct": Roll(details, []).phase is Phase.CLOSED}


FLOWS = (Flow("roll_line", roll_line, aside=True),)
