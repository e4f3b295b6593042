"""«Để tôi tự lo»: the leader finds the helpers of a session, or asks for more."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.questions.heard import which_session
from bot.i18n import _, lines, n_
from bot.services.volunteers import organisation_requests, shifts, staffing_alerts

_HOME = option(_("🏠 Home"), "home")


async def own_helpers(chat: Chat) -> None:
    chat.answers.setdefault("in_words", chat.given("session") is None)
    if chat.given("in_words") and not await _is_meant(chat):
        return
    details, act = await shifts.see_to_it_oneself(chat.db, chat.person, int(chat.given("session") or 0))
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(
        _("All right, for {session} I will ask nobody any more.", session=labels.session_line(details)),
        *undo,
        _HOME,
    )


async def _is_meant(chat: Chat) -> bool:
    ahead = await organisation_requests.ahead(chat.db, chat.person)
    meant = await which_session(chat, ahead, _("Which session is it?"))
    if meant is None:
        chat.go("my_sessions")
        return False
    question = lines(_("Shall I ask nobody any more for this class?"), labels.session(meant))
    if await chat.confirm("sure", question, _("Yes, ask nobody"), _("Leave it")):
        return True
    chat.say(_("All right, nothing was changed."), _HOME)
    return False


async def ask_helpers(chat: Chat) -> None:
    asked, act = await staffing_alerts.ask_more(chat.db, chat.person, int(chat.given("session") or 0))
    if act is None:
        return chat.say(_("There are enough helpers for those who come, or I am asking them already."), _HOME)
    chat.say(
        n_("All right, I am asking one more volunteer now.", "All right, I am asking {n} more volunteers now.", asked)
        if asked
        else _("All right, I will ask as soon as somebody suits. I have nobody to ask yet."),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


FLOWS = (
    Flow(
        "own_helpers",
        own_helpers,
        label=_("🙋 I find the helpers myself"),
        asked_with=Right.ASK_ORGANISATIONS,
        phrases="""
            tự lo người kèm · lớp này chị tự lo người · khỏi xin người khu phố có người rồi · tôi có người phụ rồi
            có người phụ rồi khỏi xin · tự kiếm người được · lớp này khỏi cần tình nguyện viên
            chị có mấy đứa cháu phụ rồi
            lớp này có người phụ rồi · chị tự lo được người phụ · anh có sẵn người dạy rồi · khỏi cử người xuống
            khoi can tinh nguyen vien · tự tìm được người phụ rồi · không cần xin người nữa
        """,
    ),
    Flow("ask_helpers", ask_helpers),
)
