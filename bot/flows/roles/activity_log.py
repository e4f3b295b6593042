"""«Nhật ký»: what people in charge of a place did lately, newest first."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.i18n import _, lines
from bot.services.history import activity_log

_HOME = option(_("🏠 Home"), "home")


async def log(chat: Chat) -> None:
    found = await activity_log.last(chat.db, chat.person, chat.given("before"))
    if not found:
        return chat.say(_("Nothing older is written down."), _HOME)
    older = (option(_("🕑 Older"), "log", before=found[-1].act.id),) if len(found) == activity_log.A_PAGE else ()
    chat.say(lines(_("📒 What was done lately:"), *map(activity_log.line, found)), *older, _HOME)


FLOWS = (
    Flow(
        "log",
        log,
        commands=("nhatky", "log"),
        right=Right.READ_LOG,
        page=True,
        label=_("📒 What was done lately"),
        phrases="""
            nhật ký · xem nhật ký · lịch sử thao tác · ai đã làm gì · activity log · ai sửa danh sách
            ai xóa cái này · lịch sử thay đổi · xem ai sửa · audit log
        """,
    ),
)
