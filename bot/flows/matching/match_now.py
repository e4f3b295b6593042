"""«/ghep»: a coordinator asks for the weekly matching now, and sees where one more volunteer helps most."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.i18n import _
from bot.services.matching import runs


async def match_now(chat: Chat) -> None:
    await runs.want_now(chat.db, chat.person)
    chat.say(_("I am matching now. ⏳ I will write as soon as it is done."), option(_("🏠 Home"), "home"))


FLOWS = (
    Flow(
        "match_now",
        match_now,
        commands=("ghep", "match"),
        right=Right.MATCH,
        label=_("🧩 Match now"),
        phrases="""
            ghép ngay · ghép tình nguyện viên · chạy ghép tuần · xếp lịch tình nguyện viên · match now · ghép lại
            ghép người cho các lớp · phân người cho lớp · chạy xếp lịch · tự động xếp người · ghép luôn đi
            xếp tình nguyện viên cho các lớp · phân công tình nguyện viên · phân công tuần tới · ghép người tuần này
            sắp người đứng lớp · chạy ghép · xếp người vô lớp dạy · bố trí tình nguyện viên cho các lớp
            phân bổ tình nguyện viên · xếp lịch dạy tuần tới · chạy phân công · chia tình nguyện viên về các lớp
            ghép lịch · chạy xếp người tự động
        """,
    ),
)
