"""Shared by moving and calling off: whether a session can be changed, who is told, and when."""

from datetime import datetime

from bot import clock
from bot.chat.chat import Chat
from bot.chat.say import Option, Say, option
from bot.domain.access.rights import Right
from bot.domain.courses import Extent, SessionStatus
from bot.domain.understanding.frame import Facts
from bot.flows.questions.heard import which_session
from bot.i18n import Text, _, n_
from bot.services.access import permissions
from bot.services.courses import change_notices, class_changes, courses
from bot.services.courses.reschedule import Changed
from bot.services.messaging import outbox, quiet_hours
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails


async def changeable(chat: Chat, facts: Facts | None = None) -> SessionDetails | None:
    """Return the session the flow was started with, or that was meant; None after saying why it cannot be changed."""
    if chat.given("session") is None:
        return await _meant(chat, facts)
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        chat.go("past")
        return None
    if not await permissions.may_at_session(chat.db, chat.person, Right.CHANGE_SESSION, details):
        chat.go("not_yours")
        return None
    if details.session.status is not SessionStatus.PLANNED:
        chat.go("session_card", session=details.session.id)
        return None
    return details


async def _meant(chat: Chat, facts: Facts | None) -> SessionDetails | None:
    found = await courses.changeable_by(chat.db, chat.person)
    details = await which_session(chat, found, _("Which session is it?"), facts)
    if details is None:
        chat.say(_("No session is planned yet."), option(_("🏠 Home"), "home"))
    return details


async def which_extent(chat: Chat, details: SessionDetails, what: Text) -> Extent:
    """Ask only where the class has more sessions to come."""
    onward, each = [
        len(await class_changes.concerned(chat.db, details, extent)) for extent in (Extent.ONWARD, Extent.ALL)
    ]
    if each < 2:  # noqa: PLR2004
        return Extent.ONE
    options: dict[Extent, Text] = {Extent.ONE: _("This session only")}
    if 1 < onward < each:
        options[Extent.ONWARD] = _("This one and the {n} after it", n=onward - 1)
    options[Extent.ALL] = _("All {n} sessions to come", n=each)
    return await chat.choose("extent", what, options)


def back_to(details: SessionDetails) -> Option:
    return option(_("🔙 The session"), "session_card", session=details.session.id)


def who_is_told(told: int) -> Text:
    if not told:
        return _("Nobody has a seat yet, so nobody needs to be told.")
    return n_("One person will be told.", "{n} people will be told.", told)


def when_they_are_told(told: int, *starts: datetime) -> Text | None:
    leaves = quiet_hours.leaves_at(*starts)
    if not told or leaves <= clock.now():
        return None
    return _("The message leaves at {when}, after the quiet hours.", when=leaves)


async def announce(chat: Chat, changed: Changed, done: Text, *ways_on: Option) -> None:
    options = [option(_("↩️ Undo"), "undo", act=changed.act.id)]
    if changed.notice is not None:
        board = await outbox.reply(chat.db, chat.address, Say(await change_notices.board(chat.db, changed.notice)))
        changed.notice.board_id = board.id
        options.append(option(_("👀 Who knows?"), "notice_board", notice=changed.notice.id))
    chat.say(done, *options, *ways_on)
