"""«Ai đang chờ kèm riêng»: names and what would help for leaders, numbers for coordinators."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.errors import NotAllowed
from bot.i18n import _
from bot.services.matching import unmatched

_HOME = option(_("🏠 Home"), "home")


async def waiting_alone(chat: Chat) -> None:
    try:
        numbers = await unmatched.of_coordinator(chat.db, chat.person)
    except NotAllowed:
        numbers = None
    if numbers is not None:
        return chat.say(numbers, option(_("🔄 Match now"), "match_now"), _HOME)
    names = await unmatched.of_leader(chat.db, chat.person)
    chat.say(names, option(_("➕ Ask for somebody else"), "coaching"), _HOME)


FLOWS = (
    Flow(
        "waiting_alone",
        waiting_alone,
        commands=("chokem",),
        intent=Intent.WAITING_ALONE,
        label=_("👥 Who waits for somebody to teach them"),
        asked_with=Right.SEE_NAMES,
        phrases="""
            ai chờ kèm riêng · danh sách chờ kèm · ai đang xin kèm riêng · còn ai chưa có người kèm
            who waits for a coach · bao nhiêu người chờ kèm
            còn bao nhiêu bác chờ kèm · người chờ kèm riêng · những ai chưa được kèm
            bao nhiêu bác xin kèm · danh sách xin kèm tại nhà · còn ai đợi người kèm
            người xin kèm chưa có bạn nào nhận · thống kê người chờ kèm riêng
        """,
    ),
)
