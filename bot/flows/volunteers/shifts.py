"""A volunteer's shifts: open ones, accepted ones, giving one back."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.understanding.matter import Matter, is_of, named_in
from bot.flows.questions.heard import words_of
from bot.flows.volunteers.answer_shift import say_answer
from bot.i18n import _, lines
from bot.services.reports.papers import printed_documents
from bot.services.volunteers import rota, safety_pledge, shifts

_SHOWN = 5


async def take_shift(chat: Chat) -> None:
    if not await safety_pledge.is_given(chat.db, chat.person):
        return chat.go("safety_lesson", then="take_shift")
    found = await rota.open_to(chat.db, chat.person)
    if not found:
        return chat.say(
            _("No class near you needs a helper right now. I will write when one does."),
            option(_("🤝 My shifts"), "my_shifts"),
            option(_("🏠 Home"), "home"),
        )
    session = await chat.choose(
        "session",
        _("These classes need somebody like you. Which one will you take?"),
        {details.session.id: labels.session_line(details) for details in found},
    )
    say_answer(chat, await shifts.take(chat.db, chat.person, session))


async def my_shifts(chat: Chat) -> None:
    mine = await rota.of_volunteer(chat.db, chat.person)
    if not mine:
        return chat.say(
            _("You have no shift yet."),
            option(_("🗓 Classes that need somebody"), "take_shift"),
            option(_("🏠 Home"), "home"),
        )
    chat.say(
        lines(_("Your shifts:"), *(_("• {session}", session=labels.session_line(one)) for one in mine[:_SHOWN])),
        option(_("🗓 Classes that need somebody"), "take_shift"),
        option(_("🔁 I cannot come to one"), "release_shift"),
        option(_("🎓 My hours"), "my_hours"),
        option(_("🔑 My code for today"), "my_code"),
        option(_("🏠 Home"), "home"),
    )


async def my_hours(chat: Chat) -> None:
    made = await printed_documents.certificate(chat.db, chat.person)
    if made is None:
        return chat.say(_("Your hours begin with the first session that is held. Thank you for helping!"), _SHIFTS)
    month = option(_("🗓 One month, to be signed"), "month_hours")
    chat.say(_("Your hours so far, as a page to print. Thank you!"), month, _SHIFTS, file=made.id)


_SHIFTS = option(_("🤝 My shifts"), "my_shifts")


async def release_shift(chat: Chat) -> None:
    mine = {one.session.id: one for one in await rota.of_volunteer(chat.db, chat.person)}
    if not mine or chat.given("session") not in {None, *mine}:
        return chat.say(_("You are not on the list of that session."), option(_("🤝 My shifts"), "my_shifts"))
    named = named_in(words_of(chat), clock.local(clock.now()))
    then = {key: one for key, one in mine.items() if is_of(named, Matter((clock.local(one.session.starts_at),)))}
    mine = then or mine
    session = next(iter(mine))
    if len(mine) > 1:
        lines_of = {session_id: labels.session_line(one) for session_id, one in mine.items()}
        session = await chat.choose("session", _("Which shift can you not come to?"), lines_of)
    sure = await chat.confirm_leaving(
        "sure",
        lines(_("Shall I look for somebody else for this class?"), labels.session(mine[session])),
        _("Yes, find somebody"),
        _("No, I will come"),
    )
    if not sure:
        return chat.say(_("Wonderful, then all stays as it is."))
    answer = await shifts.release(chat.db, chat.person, session)
    undo = (option(_("↩️ Undo"), "undo", act=answer.act.id),) if answer.act is not None else ()
    chat.say(_("That is all right. I am asking others, and the leader knows."), *undo, option(_("🏠 Home"), "home"))


FLOWS = (
    Flow(
        "take_shift",
        take_shift,
        commands=("nhanca", "help_out"),
        right=Right.TAKE_SHIFTS,
        label=_("🗓 Classes that need somebody"),
        phrases="""
            nhận ca · nhận lớp · lớp nào cần người · có lớp nào thiếu tình nguyện viên không · em muốn nhận lớp
            đăng ký ca · còn ca nào trống · cho em nhận ca thứ bảy · em muốn đi dạy tuần này · take a shift
            em nhận dạy lớp tối thứ tư · em muốn phụ lớp cuối tuần · lớp nào đang cần · em đăng ký hỗ trợ lớp
            where do you need help · có lớp nào cho em dạy không · em rảnh muốn nhận lớp
            chỗ nào thiếu người em qua · cho em nhận thêm ca
            lớp nào thiếu người hông · xin một chỗ dạy lớp vneid · có ca tối nào không · em xin dạy lớp zalo
            tuần sau có lớp nào cần tnv · em muốn đi dạy thêm buổi · any shift this week · which class needs help
            cho em một ca
        """,
    ),
    Flow(
        "my_shifts",
        my_shifts,
        commands=("ca", "shifts"),
        right=Right.TAKE_SHIFTS,
        page=True,
        label=_("🤝 My shifts"),
        phrases="""
            ca của tôi · lịch dạy của em · em có ca nào · mai em dạy mấy giờ · buổi mình nhận
            tuần này em dạy mấy buổi · em dạy ở đâu · xem ca em đã nhận · my shifts · lịch hỗ trợ · lớp mai ở đâu ạ
            mấy giờ có mặt ạ · lớp em phụ có bao nhiêu bác · lớp em dạy học gì · em phụ trách lớp nào
            lớp em dạy mấy giờ · ngày mai lớp em mấy giờ · mai em có lớp không · lớp ngày mai mấy giờ bắt đầu ạ
            em phụ lớp ở đâu · ca mai mấy giờ ạ
            ca sáng thứ bảy em kèm ai · tuần sau em dạy gì · cho em coi lịch đứng lớp · em kèm mấy bác
            ca em nhận mấy giờ · what shifts do I have · mai em đứng lớp ở đâu · em dạy chung với ai
        """,
    ),
    Flow(
        "my_hours",
        my_hours,
        commands=("hours", "gio"),
        right=Right.TAKE_SHIFTS,
        label=_("🎓 My hours"),
        phrases="""
            giờ của tôi · em được mấy giờ · xem số giờ · giấy chứng nhận giờ tình nguyện
            xác nhận số giờ tình nguyện cho em · my hours · tổng giờ của em · em cần giấy xác nhận
            em dạy được bao nhiêu tiếng rồi · em tích được bao nhiêu giờ · tình nguyện được mấy giờ rồi
            cho em coi số giờ
            tổng giờ tích lũy · xác nhận giờ cho em nộp · em làm được nhiêu giờ · in giấy xác nhận tình nguyện
        """,
    ),
    Flow(
        "release_shift",
        release_shift,
        right=Right.TAKE_SHIFTS,
        label=_("🔁 I cannot come to one"),
        phrases="""
            em không đi được tìm người thay giúp · em bận rồi không dạy được · trả ca · em xin rút ca mai
            tìm người thay · mai em kẹt không đi dạy được · em bệnh không đứng lớp được · nhờ ai thay em buổi mai
            em xin hủy ca thứ bảy · bận · nhường ca cho bạn khác · tìm bạn khác thay em · release my shift
            I can not teach tomorrow · em bỏ ca này · em không dạy buổi đó được · cho em xin nghỉ ca mai
            mai em nghỉ · em xin nghỉ buổi thứ bảy · em bận không đứng lớp được · buổi mai em không đi được
            em không tới được · mình kẹt mất rồi · xin nghỉ ca này
            em bận đột xuất ca mai · phải hủy ca thứ tư · mai thi không dạy được · ai thay em với
            nhờ bạn khác dạy giùm buổi mai · em xin nghỉ dạy buổi thứ bảy · rút khỏi lớp thứ tư
            em xin rút buổi tối nay · cover my shift tomorrow · sốt quá không đứng lớp nổi
            kẹt học bù không tới dạy được
        """,
    ),
)
