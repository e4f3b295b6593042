"""«Học bù»: a new date for a class that was called off, which all who had a seat are asked about."""

from datetime import datetime, timedelta

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.courses.session_change import announce, back_to
from bot.flows.questions.heard import which_session
from bot.flows.questions.warnings import warned_of
from bot.flows.questions.when import ask_when
from bot.i18n import _, lines
from bot.services.access import permissions
from bot.services.courses import make_up as made_up
from bot.services.courses import scheduling_warnings
from bot.services.courses.reschedule import Changed
from bot.services.courses.scheduling_warnings import Thought
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import length

_DAYS = (1, 2, 7)


async def make_up(chat: Chat) -> None:
    details = await _called_off(chat)
    if details is None:
        return
    starts = await ask_when(chat, "new_date", _("When is it made up for?"), _nearby(details))
    thought = Thought(details.group, (starts,), details.venue.id, (details.session.id,), length=length(details.session))
    question = lines(
        *warned_of(await scheduling_warnings.about(chat.db, chat.person, thought)),
        _("It is made up for on: {when}", when=starts),
        _("Everybody who had a seat is asked whether they can come; nobody is moved silently."),
    )
    if not await chat.confirm("sure", question, _("Yes, ask them"), _("Leave it")):
        return chat.say(_("All right, nothing was changed."), back_to(details))
    done = await made_up.set_date(chat.db, chat.person, details.session.id, starts)
    if done is None:
        return chat.go("session_card", session=details.session.id)
    await announce(chat, Changed(*done), _("The new date is set: {when}.", when=starts))


async def _called_off(chat: Chat) -> SessionDetails | None:
    """Return the session meant; None after saying why there is none."""
    if chat.given("session") is None:
        found = await which_session(chat, await made_up.awaited(chat.db, chat.person), _("Which session is it?"))
        if found is None:
            chat.say(_("No class that was called off waits for a new date."), option(_("📋 Sessions"), "my_sessions"))
        return found
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        chat.go("past")
    elif not await permissions.may_at_session(chat.db, chat.person, Right.CHANGE_SESSION, details):
        chat.go("not_yours")
    elif await made_up.has_no_date(chat.db, details.session.id):
        return details
    else:
        chat.go("session_card", session=details.session.id)
    return None


def _nearby(details: SessionDetails) -> list[datetime]:
    """Return days after it, or from today on if it is over, at the same hour."""
    starts, tomorrow = details.session.starts_at, clock.midnight(clock.today() + timedelta(days=1))
    late = max(0, (tomorrow - starts) // timedelta(days=1))
    return [starts + timedelta(days=late + days) for days in _DAYS]


FLOWS = (
    Flow(
        "make_up",
        make_up,
        label=_("📅 Set a new date"),
        asked_with=Right.CHANGE_SESSION,
        phrases="""
            học bù · cho lớp học bù · đặt ngày học bù · hẹn ngày học bù cho lớp đã nghỉ
            lớp nghỉ hôm bữa có ngày mới rồi · báo bà con ngày học bù · buổi nghỉ hôm qua dạy bù thứ bảy
            dạy bù · set a make-up date
        """,
    ),
)
