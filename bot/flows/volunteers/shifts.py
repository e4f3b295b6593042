"""A volunteer's shifts: open ones, accepted ones, giving one back."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.pause import read_away_until
from bot.domain.understanding.matter import Matter, is_of, named_in
from bot.flows.questions.heard import words_of
from bot.flows.volunteers import promise
from bot.flows.volunteers.answer_shift import take_and_say
from bot.i18n import _, lines
from bot.services.reports import volunteer_hours
from bot.services.reports.papers import printed_documents
from bot.services.volunteers import answers, pauses, rota, safety_pledge, shifts

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
        labels.session_lines(found),
    )
    await take_and_say(chat, next(one for one in found if one.session.id == session))


async def my_shifts(chat: Chat) -> None:
    mine = await rota.of_volunteer(chat.db, chat.person)
    weekly = await answers.promises(chat.db, chat.person)
    away = await pauses.until(chat.db, chat.person)
    words = lines(
        _("Your shifts:") if mine else _("You have no shift yet."),
        *(_("• {session}", session=labels.session_line(one)) for one in mine[:_SHOWN]),
        *((_("You have promised to come every week:"), promise.weekly(weekly)) if weekly else ()),
        _("⏸ You pause until the end of {day}.", day=away) if away is not None else None,
    )
    of_mine = (
        option(_("🔁 I cannot come to one"), "release_shift"),
        option(_("🎓 My hours"), "my_hours"),
        option(_("🔑 My code for today"), "my_code"),
    )
    chat.say(
        words,
        *((option(_("▶️ End the pause"), "end_pause"),) if away is not None else ()),
        option(_("🗓 Classes that need somebody"), "take_shift"),
        option(_("🔁 My weekly promises"), "promises"),
        *(of_mine if mine else ()),
        option(_("🏠 Home"), "home"),
    )


async def my_hours(chat: Chat) -> None:
    made = await printed_documents.certificate(chat.db, chat.person)
    if made is None:
        return chat.say(_("Your hours begin with the first session that is held. Thank you for helping!"), _SHIFTS)
    month = option(_("🗓 One month, to be signed"), "month_hours")
    words = _("Your hours so far, as a page to print. Thank you!")
    said = volunteer_hours.said_hours(await volunteer_hours.of_person(chat.db, chat.person))
    alone = _("Your hours so far: {hours}. On paper you get them from whoever is in charge. Thank you!", hours=said)
    chat.say(words, month, _SHIFTS, file=made.id, instead=alone)


_SHIFTS = option(_("🤝 My shifts"), "my_shifts")


async def release_shift(chat: Chat) -> None:
    mine = {one.session.id: one for one in await rota.of_volunteer(chat.db, chat.person)}
    if not mine and chat.given("session") is None:
        return _has_none(chat)
    if chat.given("session") not in {None, *mine}:
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


def _has_none(chat: Chat) -> None:
    # «Tuần này em bận thi» of who has promised nothing asks for a pause.
    if read_away_until(words_of(chat), clock.local(clock.now())) is not None:
        return chat.go("pause", sentence=words_of(chat))
    chat.say(
        _("You have promised no class, so nobody waits for you. Shall I ask you for nothing for some time?"),
        option(_("⏸ A pause"), "pause"),
        option(_("🗓 My free times"), "free_times"),
        option(_("🏠 Home"), "home"),
    )


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
            em xin ca tối mai · cho em lấy ca chủ nhật · em lấy ca này được không · em muốn đứng lớp tối thứ sáu
            còn lớp nào trống cho em dạy · em đi lớp chiều thứ bảy nha · em phụ lớp đó được · để em nhận lớp thứ ba
            em nhan ca toi mai · dang ky ca thu bay · còn thiếu người không em đi · lớp nào chưa có người để em
            em qua phụ lớp chủ nhật được · cho em đăng ký buổi sáng mai · tuần này em muốn dạy một buổi
            em rảnh cho em xin ca · lớp nào thiếu để em tới · ca tối thứ hai để em · em giữ ca đó
            mình nhận ca sáng được không · chỗ nào cần người dạy vậy chị
            any class left for me · còn lớp nào thiếu người đứng · lớp nào trống chỗ cho em dạy
            em đứng lớp tối thứ sáu được nè · tối thứ hai em dạy được
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
            hôm nay em dạy lớp nào · bữa nay em dạy ở đâu
            ca của tôi · lịch kèm của tôi · lịch dạy của em · em có ca nào · mai em dạy mấy giờ · buổi mình nhận
            tuần này em dạy mấy buổi · em dạy ở đâu · xem ca em đã nhận · my shifts · lịch hỗ trợ · lớp mai ở đâu ạ
            mấy giờ có mặt ạ · lớp em phụ có bao nhiêu bác · lớp em dạy học gì · em phụ trách lớp nào
            lớp em dạy mấy giờ · ngày mai lớp em mấy giờ · mai em có lớp không · lớp ngày mai mấy giờ bắt đầu ạ
            em phụ lớp ở đâu · ca mai mấy giờ ạ
            ca sáng thứ bảy em kèm ai · tuần sau em dạy gì · cho em coi lịch đứng lớp · em kèm mấy bác
            ca em nhận mấy giờ · what shifts do I have · mai em đứng lớp ở đâu · em dạy chung với ai
            mình dạy lớp nào · em được xếp dạy ở đâu · em được phân lớp nào · lịch tuần tới của em · em dạy ngày nào
            mai em dạy ở chỗ nào · mấy giờ em tới lớp · em phải đi lớp nào · ca của em hôm nào
            em co ca nao khong · buổi tới em dạy gì · cho em xem ca · em đứng lớp thứ mấy
            em đi phụ lớp nào vậy chị · thứ bảy này em có ca không · lịch của mình tuần này
            lớp của em có bao nhiêu người
            em nhận những buổi nào rồi ta · coi lại mấy buổi em nhận · mấy buổi em đã đăng ký dạy
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
            em đủ giờ chưa · cộng giờ của em giùm · tính giờ tình nguyện của em · xin giấy chứng nhận tình nguyện
            trường yêu cầu xác nhận giờ tình nguyện · gio cua em · em làm tổng cộng mấy giờ · xin xác nhận em đã dạy
            how many hours did i do · my volunteer hours please
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
            em nhả ca thứ bảy · mai em không dạy được · em bị bệnh tìm người đứng giùm · cho em trả ca tối nay
            có ai thế em ca mai không · em kẹt thi mai không đi được · bữa đó em không đi dạy nổi
            em vướng lịch học ca tối · em ban khong day duoc · em xin tra ca · mai em có việc đột xuất
            nhờ người đứng lớp thay em tối nay · em hủy ca mai · em rút ca chủ nhật · tối nay em không tới dạy được
            ca mai em xin vắng · bạn nào dạy thay em với · kiếm ai thay em buổi này · em không dạy ca đó được rồi
            mai em lên không được ạ · em mắc covid nghỉ dạy bữa nay · I can't come tomorrow
            sorry I can't teach today
            em cảm rồi tối nay không đứng lớp được · em sốt không xuống phụ được
        """,
    ),
)
