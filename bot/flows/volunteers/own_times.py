"""What volunteers change of themselves in their own words: free times, topics, a pause, and the end."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.coaching import slot_of
from bot.domain.parsing.half_days import HalfDay
from bot.domain.parsing.pause import read_away_until
from bot.domain.parsing.standing import WeeklyTimes, read_weekly
from bot.domain.topics import Topic, topics_in
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.vietnamese import letters
from bot.flows.questions.heard import words_of
from bot.flows.questions.usual_times import TIMES
from bot.flows.volunteers.promise import weekly
from bot.i18n import Text, _, lines
from bot.services.roles import volunteer_exit, volunteer_signup
from bot.services.volunteers import answers, pauses, rota

_HOME = option(_("🏠 Home"), "home")
_LENGTHS = {7: _("One week"), 14: _("Two weeks"), 30: _("One month")}
_SHIFTS = option(_("🤝 My shifts"), "my_shifts")
_SHOWN = 5


async def free_times(chat: Chat) -> None:
    said = read_weekly(words_of(chat), clock.local(clock.now()))
    if said.every_week and said.half_days:
        return chat.go("promise", sentence=words_of(chat))
    before = await answers.free_times(chat.db, chat.person)
    times, beside = said.half_days, False
    if times:
        extent = await _extent(chat, said, before)
        if extent == "no":
            return chat.say(_("All right, nothing was changed."), _HOME)
        beside = extent == "more"
    else:
        times = await _ticked_times(chat, before)
    act = await answers.say_free_times(chat.db, chat.person, times, said.until, beside=beside)
    now = await answers.free_times(chat.db, chat.person)
    chat.say(lines(_("Noted. You are free:"), _half_days(now)), option(_("↩️ Undo"), "undo", act=act.id), _HOME)
    return None


async def _extent(chat: Chat, said: WeeklyTimes, before: AbstractSet[HalfDay]) -> str:
    question = lines(_("You are free like this, is that right?"), weekly(dict.fromkeys(said.half_days, said.until)))
    more = {"more": _("➕ Beside what I know")} if before - said.half_days else {}
    return await chat.choose("right", question, {"only": _("✅ Only then"), **more, "no": _("❌ No")})


async def _ticked_times(chat: Chat, before: AbstractSet[HalfDay]) -> frozenset[HalfDay]:
    known = volunteer_signup.times_said(before)
    picked = await chat.choose_many("times", _("When are you usually free? Choose one or more."), TIMES, known)
    return frozenset[HalfDay]().union(*(volunteer_signup.USUAL[time] for time in picked))


def _half_days(times: AbstractSet[HalfDay]) -> Text:
    return _("🗓 {when}", when=labels.half_days(slot_of(*one) for one in times))


async def change_topics(chat: Chat) -> None:
    before = await answers.topics(chat.db, chat.person)
    taught = await chat.choose_many(
        "topics",
        _("Which topics can you teach? Choose one or more."),
        {topic.value: labels.topic(topic) for topic in Topic},
        [topic.value for topic in _with_what_was_said(before, words_of(chat))],
    )
    act = await answers.say_topics(chat.db, chat.person, [Topic(topic) for topic in taught])
    names = labels.enumeration([labels.topic(Topic(topic)) for topic in taught])
    chat.say(_("Noted. You teach: {topics}", topics=names), option(_("↩️ Undo"), "undo", act=act.id), _HOME)


_NO_MORE = re.compile(r"\b(?:khong day|thoi day|bo (?:chu de|mon|day)|ngung day|not teach)\b")


def _with_what_was_said(before: Sequence[Topic], words: str) -> list[Topic]:
    said = set(topics_in(words))
    taught = set(before) - said if _NO_MORE.search(letters(words)) else set(before) | said
    return [topic for topic in Topic if topic in taught]


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
        _("Good: I will ask you for nothing until {day}. Rest well!", day=until),
        option(_("▶️ End the pause"), "end_pause"),
        _SHIFTS,
    )


async def _until(chat: Chat) -> date:
    heard = read_away_until(words_of(chat), clock.local(clock.now()))
    if heard is not None:
        return heard
    today = clock.today()
    shown = {(today + timedelta(days=days)).isoformat(): label for days, label in _LENGTHS.items()}
    example = _("for example: 2 weeks, or until 15/12")
    # «3» may be days or weeks: it is asked for with its unit, and is no line of a list.
    said = await chat.ask("until", _("For how long?"), _read_day, shown, example, kind=AnswerKind.AMOUNT)
    return date.fromisoformat(said)


def _read_day(words: str) -> str | None:
    last = read_away_until(words, clock.local(clock.now()))
    return None if last is None else last.isoformat()


async def end_pause(chat: Chat) -> None:
    await pauses.end(chat.db, chat.person)
    chat.say(_("Welcome back! I will ask you again when a class needs somebody."), _SHIFTS, _HOME)


async def stop_volunteering(chat: Chat) -> None:
    taken_on = await rota.of_volunteer(chat.db, chat.person)
    promised = await answers.promises(chat.db, chat.person)
    words = lines(
        _("Would you like to stop being a volunteer?"),
        *(_("• {session}", session=labels.session_line(one)) for one in taken_on[:_SHOWN]),
        *((_("You have promised to come every week:"), weekly(promised)) if promised else ()),
        _("Others will be asked for the classes and lessons you have promised.") if taken_on else None,
    )
    if not await chat.confirm_in_words("sure", words, _("🚫 Yes, stop for good"), _("I stay")):
        return chat.say(_("All right, nothing was changed."), option(_("⏸ A pause"), "pause"), _HOME)
    act = await volunteer_exit.resign(chat.db, chat.person)
    if act is None:
        return chat.say(_("All right, nothing was changed."), _HOME)
    chat.say(
        _("You are no longer a volunteer. Thank you for all the help you have given!"),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )
    return None


FLOWS = (
    Flow(
        "free_times",
        free_times,
        right=Right.TAKE_SHIFTS,
        label=_("🗓 My free times"),
        phrases="""
            em rảnh tối 3 5 7 · em rảnh cuối tuần · em đổi lịch rảnh · giờ rảnh của em · em chỉ rảnh buổi tối
            em rảnh sáng chủ nhật · tuần sau em rảnh thứ hai thứ tư · đổi giờ rảnh · em trống lịch chiều thứ bảy
            I am free in the evening · em đi được tối thứ tư · em dạy được sáng thứ bảy · em chỉ rảnh sáng chủ nhật
            em rảnh thứ 2 thứ 4 · em rảnh buổi chiều · lịch rảnh của em đổi rồi
            rảnh tối thứ ba với sáng chủ nhật · lịch rảnh mới của em · giờ rảnh thay đổi · em trống chiều thứ năm
            kỳ này em rảnh buổi sáng · sửa lịch rảnh · cập nhật thời gian rảnh · I'm free on Saturday mornings
            em rảnh tối 3 5 7 với sáng chủ nhật · chiều t3 t5 em trống · em đi được các buổi tối
            em rảnh các tối trong tuần · đổi lịch rảnh cho em · em chỉ đi được sáng thứ ba · lịch rảnh em thay đổi
            từ nay em rảnh chiều thứ năm · em ranh toi 2 4 6 · lich ranh cua em · cập nhật lịch rảnh của em
            ngoài giờ học em rảnh buổi tối · em rảnh lại tối thứ hai · cuối tuần em trống cả ngày
            em đi dạy được chiều thứ tư · free on Tuesday and Thursday evenings
        """,
    ),
    Flow(
        "change_topics",
        change_topics,
        right=Right.TAKE_SHIFTS,
        label=_("📘 What I teach"),
        phrases="""
            em dạy được zalo · đổi chủ đề em dạy · em không dạy dịch vụ công nữa · thêm chủ đề thanh toán
            em biết dạy VNeID với zalo · sửa chủ đề của em · em muốn chuyển qua dạy lừa đảo
            cho em dạy thêm thanh toán · em dạy được VNeID nữa · em muốn dạy zalo · bỏ chủ đề dịch vụ công của em
            em đổi môn dạy
            bỏ bớt chủ đề dịch vụ công · thêm môn zalo cho em · em muốn dạy vneid thôi
            em chuyển qua dạy chống lừa đảo · I can also teach Zalo
            em dạy thêm zalo được · em muốn đổi môn · bỏ môn zalo cho em · em rành VNeID để em dạy
            em dạy được mấy môn đó · cho em dạy chống lừa đảo
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
            hai tuần tới thi tạm nghỉ · xin off tháng 12 · thi cuối kỳ xin nghỉ 3 tuần · tạm dừng lịch của em tới tết
            bận đồ án xin nghỉ một thời gian · cho em nghỉ ngơi một tháng · on leave until next month
            em nghỉ dạy một tháng ạ · em xin nghỉ tới hết tết · cho em nghỉ tới tháng 2
            em bận học hai tuần khỏi xếp em · đừng xếp em tới cuối tháng · nghỉ phép 1 tuần
            em đi thực tập tạm dừng · em xin vắng một tuần · em về quê tới mùng 10 · tam nghi 2 tuan
            em xin nghi 1 thang · em bận tới hết tháng 12 · mùa thi em xin tạm nghỉ · em tạm ngưng tới khi thi xong
            tuần này đừng xếp em · em nghỉ hè tạm dừng lịch · em đi xa 10 ngày · cho em nghỉ mấy tuần ôn thi
            em xin nghỉ qua tết
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
            xin rút khỏi đội tình nguyện · không theo đội được nữa · em không tham gia tình nguyện nữa
            quit volunteering · gỡ em khỏi đội hình
            em xin rời đội luôn · em thôi làm luôn ạ · em không đi dạy nữa · em nghỉ luôn tình nguyện · em ngưng hẳn
            em xin nghi luon · xin thôi tình nguyện · cho em ra khỏi đội · em đi làm xa không dạy được nữa
            em xin rút tên khỏi đội
            xin rời khỏi nhóm tình nguyện · em muốn rời đội tình nguyện · cho em ra khỏi đội
        """,
    ),
    Flow("end_pause", end_pause, right=Right.TAKE_SHIFTS),
)
