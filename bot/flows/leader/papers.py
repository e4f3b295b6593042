"""Paper for the leader: the poster of a class, and the roll on a sheet."""

from bot.chat.chat import Chat, reader_of
from bot.chat.say import option
from bot.domain.rights import Right
from bot.i18n import _
from bot.services import papers, roles, rolls
from bot.services.roles import NotAllowed
from bot.storage import rosters


async def poster(chat: Chat) -> None:
    """A picture to send on, and a page to print."""
    meeting = await rosters.meeting(chat.db, chat.given("session") or 0)
    if meeting is None:
        return chat.go("past")
    if not await roles.may(chat.db, chat.person, Right.SEE_NAMES, meeting.group):
        return chat.go("not_yours")
    made = await papers.poster(chat.db, meeting, reader_of(chat.person))
    chat.say(_("A picture to send on."), file=made.picture.id)
    chat.say(
        _("And a page to print and hang up, in A4."),
        option(_("🔙 The session"), "session_card", session=meeting.session.id),
        option(_("🏠 Home"), "home"),
        file=made.page.id,
    )


async def paper_roll(chat: Chat) -> None:
    """The roll as a sheet with the numbers of the chat: marked by hand, and typed in one line afterwards."""
    try:
        roll = await rolls.roll_of(chat.db, chat.person, chat.given("session") or 0)
    except NotAllowed:
        return chat.go("not_yours")
    if roll is None:
        return chat.go("past")
    sheet = await papers.roll_sheet(chat.db, roll, reader_of(chat.person))
    chat.say(
        _("The roll to print. The names are for the class only: please throw the sheet away afterwards."),
        option(_("🔙 The session"), "session_card", session=roll.meeting.session.id),
        option(_("🏠 Home"), "home"),
        file=sheet.id,
    )
