"""What volunteers change of themselves in their own words: free times, topics, a pause, and the end."""

from datetime import date, timedelta

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.pause import read_away_until
from bot.i18n import _, lines
from bot.services.roles import volunteer_exit
from bot.services.volunteers import pauses, rota

_HOME = option(_("🏠 Home"), "home")
_LENGTHS = {7: _("One week"), 14: _("Two weeks"), 30: _("One month")}
_SHIFTS = option(_("🤝 My shifts"), "my_shifts")


async def change_answers(chat: Chat) -> None:
    """Topics and free times are one form: it is filled in again."""
    chat.go("volunteer", again=True)


async def pause(chat: Chat) -> None:
    until = await _until(chat)
    promised = await rota.of_volunteer(chat.db, chat.person)
    words = lines(
        _("Shall I ask you for no class until {day}?", day=until),
        _("What you have taken on stays yours: give it back under «My shifts».") if promised else None,
    )
    if not await chat.confirm("sure", words, _("Yes, a pause"), _("No, thank you")):
        return chat.say(_("All right, nothing was changed."), _HOME)
    await pauses.begin(chat.db, chat.person, until)
    chat.say(
        _("Good: I ask you for nothing until {day}. Rest well!", day=until),
        option(_("▶️ End the pause"), "end_pause"),
        _SHIFTS,
    )


async def _until(chat: Chat) -> date:
    heard = read_away_until(str(chat.given("words") or ""), clock.local(clock.now()))
    if heard is not None:
        return heard
    today = clock.today()
    shown = {(today + timedelta(days=days)).isoformat(): label for days, label in _LENGTHS.items()}
    said = await chat.ask("until", _("For how long?"), _read_day, shown, _("for example: 2 weeks, or until 15/12"))
    return date.fromisoformat(said)


def _read_day(words: str) -> str | None:
    last = read_away_until(words, clock.local(clock.now()))
    return None if last is None else last.isoformat()


async def end_pause(chat: Chat) -> None:
    await pauses.end(chat.db, chat.person)
    chat.say(_("Welcome back! I will ask you again when a class needs somebody."), _SHIFTS, _HOME)


async def stop_volunteering(chat: Chat) -> None:
    promised = await rota.of_volunteer(chat.db, chat.person)
    words = lines(
        _("Would you like to stop being a volunteer?"),
        _("Others are asked for the classes and lessons you have promised.") if promised else None,
    )
    ways = {"stop": _("🚫 Yes, stop for good"), "pause": _("⏸ Only a pause"), "stay": _("I stay")}
    answer = await chat.choose("sure", words, ways)
    if answer == "pause":
        return chat.go("pause")
    if answer == "stay" or not await volunteer_exit.resign(chat.db, chat.person):
        return chat.say(_("All right, nothing was changed."), _HOME)
    chat.say(_("You are no longer a volunteer. Thank you for all the help you have given!"), _HOME)


FLOWS = (
    Flow(
        "free_times",
        change_answers,
        right=Right.TAKE_SHIFTS,
        label=_("🗓 My free times"),
        phrases="""
            em rảnh tối 3 5 7 · em rảnh cuối tuần · em đổi lịch rảnh · giờ rảnh của em · em chỉ rảnh buổi tối
            em rảnh sáng chủ nhật · tuần sau em rảnh thứ hai thứ tư · đổi giờ rảnh · em trống lịch chiều thứ bảy
            I am free in the evening · em đi được tối thứ tư · em dạy được sáng thứ bảy · em chỉ rảnh sáng chủ nhật
            em rảnh thứ 2 thứ 4 · em rảnh buổi chiều · lịch rảnh của em đổi rồi
        """,
    ),
    Flow(
        "change_topics",
        change_answers,
        right=Right.TAKE_SHIFTS,
        label=_("📘 What I teach"),
        phrases="""
            em dạy được zalo · đổi chủ đề em dạy · em không dạy dịch vụ công nữa · thêm chủ đề thanh toán
            em biết dạy VNeID với zalo · sửa chủ đề của em · em muốn chuyển qua dạy lừa đảo
            cho em dạy thêm thanh toán · em dạy được VNeID nữa · em muốn dạy zalo · bỏ chủ đề dịch vụ công của em
            em đổi môn dạy
        """,
    ),
    Flow(
        "pause",
        pause,
        right=Right.TAKE_SHIFTS,
        label=_("⏸ A pause"),
        phrases="""
            em xin tạm nghỉ một tháng · em bận thi tới hết tháng · tạm ngưng xếp lịch cho em
            em nghỉ tới ngày 15/12 · đừng xếp ca cho em tuần này · em về quê 1 tuần · pause for two weeks
            tháng này em bận · mình xin nghỉ phép 10 ngày · em nghỉ 3 tuần · cho em tạm nghỉ 1 tháng
            em xin nghỉ phép tới tháng sau · tuần sau em thi đừng xếp lớp · em bận ôn thi 2 tuần
        """,
    ),
    Flow(
        "stop_volunteering",
        stop_volunteering,
        right=Right.TAKE_SHIFTS,
        label=_("🚫 Stop being a volunteer"),
        phrases="""
            em xin thôi làm tình nguyện viên · cho em rút khỏi đội · em nghỉ hẳn · em xin nghỉ luôn không dạy nữa
            xóa em khỏi danh sách tình nguyện viên · I want to stop volunteering · em muốn rời đội
            em không làm nữa · em thôi không làm tình nguyện viên · em nghỉ làm tình nguyện
            không muốn làm tình nguyện nữa · em không dạy nữa đâu · em xin ra khỏi nhóm
        """,
    ),
    Flow("end_pause", end_pause, right=Right.TAKE_SHIFTS),
)
