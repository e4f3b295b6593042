"""«Còn khu phố nào chưa báo cáo»: the groups whose week the ward has not got."""

from datetime import date, timedelta

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.weeks import A_WEEK, monday_of
from bot.flows.questions.group import coordinated_key, which_coordinated
from bot.i18n import _, lines, n_
from bot.services.reports import ward_digest

_HOME = option(_("🏠 Home"), "home")
_SUNDAY, _A_DAY = 6, timedelta(days=1)


async def not_reported(chat: Chat) -> None:
    """Answer for the week that is over: leaders have until Monday noon, and send the running one on Sunday."""
    role = await which_coordinated(chat)
    if role is None:
        return chat.go("not_yours", right=Right.ACT_FOR_LEADERS)
    ago = int(chat.given("ago") or (0 if clock.today().weekday() == _SUNDAY else 1))
    monday = monday_of(clock.today()) - ago * A_WEEK
    week = {"monday": monday.isoformat(), "coordinated": coordinated_key(role)}
    n = len(await ward_digest.missing(chat.db, role, monday))
    chat.say(
        lines(
            _("The week from {first} to {last}:", first=f"{monday:%d/%m}", last=f"{monday + A_WEEK - _A_DAY:%d/%m}"),
            await ward_digest.reported(chat.db, role, monday),
        ),
        *((option(_("🔔 Remind them all ({n})", n=n), "remind_reports", **week),) if n else ()),
        option(_("📣 Tell many people"), "announce"),
        option(_("📊 This week"), "this_week"),
        _HOME,
    )


async def remind_reports(chat: Chat) -> None:
    role = await which_coordinated(chat)
    if role is None:
        return chat.go("not_yours", right=Right.ACT_FOR_LEADERS)
    if chat.given("monday") is None:
        return chat.go("not_reported")
    asked = await ward_digest.remind(chat.db, chat.person, role, date.fromisoformat(chat.given("monday")))
    chat.say(
        n_("I have asked one leader.", "I have asked {n} leaders.", asked)
        if asked
        else _("Nobody more can be asked today: they were asked already, or no message reaches them."),
        _HOME,
    )


FLOWS = (
    Flow(
        "not_reported",
        not_reported,
        right=Right.SEE_NUMBERS,
        label=_("📭 Who has not reported"),
        phrases="""
            ai chưa nộp báo cáo · đơn vị nào chưa báo cáo · nơi nào trễ báo cáo · who has not sent the report
            nhắc khu phố chưa gửi báo cáo · khu phố nào chưa nộp · còn nơi nào chưa báo cáo
            ai chưa gửi báo cáo tuần · bao nhiêu khu phố chưa báo cáo
            nơi nào chưa gửi số liệu · danh sách nơi trễ báo cáo · khu phố nào còn thiếu · những nơi chưa gửi báo cáo
            ai trễ báo cáo tuần này · which groups have not reported · mấy khu phố chưa nộp
            đôn đốc báo cáo · khu phố nào chưa gửi số liệu · rà soát nơi chưa báo cáo · danh sách khu phố nộp trễ
            chỗ nào chưa nộp số · đơn vị nào còn chậm · khu phố nào còn nợ số liệu · ai còn chậm báo cáo
            thống kê nơi chưa báo cáo · cho xin danh sách chưa nộp · ai chua nop · kiểm tra ai chưa nộp báo cáo
            nhắc mấy nơi chậm báo cáo · khu phố nào báo cáo chậm · đã nộp đủ báo cáo chưa · mấy nơi chưa nộp
            đôn đốc nơi nộp trễ
            which groups did not report yet
            nhắc mấy chị trưởng khu phố nộp báo cáo · nhắc các khu phố gửi báo cáo · ai chưa nộp báo cáo thì nhắc giùm
        """,
    ),
    Flow("remind_reports", remind_reports, right=Right.SEE_NUMBERS),
)
