"""«Mỗi tối thứ Tư»: what a volunteer promises for every week, and takes back."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.coaching import slot_of
from bot.domain.parsing.half_days import HalfDay, read_half_days
from bot.domain.parsing.pause import read_away_until
from bot.domain.parsing.standing import read_weekly
from bot.domain.shifts import DayPart
from bot.domain.understanding.kinds import AnswerKind
from bot.flows.questions.heard import words_of
from bot.flows.questions.usual_times import TIMES
from bot.i18n import Text, _, lines
from bot.services.roles import volunteer_signup
from bot.services.volunteers import answers, safety_pledge

_HOME = option(_("🏠 Home"), "home")
_SHIFTS = option(_("🤝 My shifts"), "my_shifts")
_PROMISES = option(_("🔁 My weekly promises"), "promises")
_OPEN_END = "open"
_LENGTHS = {30: _("One month"), 91: _("Three months")}


async def promise(chat: Chat) -> None:
    if not await safety_pledge.is_given(chat.db, chat.person):
        return chat.go("safety_lesson", then="promise", given={"sentence": words_of(chat)})
    said = read_weekly(words_of(chat), clock.local(clock.now()))
    half_days, until = said.half_days, said.until
    if not half_days:
        half_days, until = await _which(chat), await _until(chat)
    each = dict.fromkeys(half_days, until)
    question = lines(
        _("Every week you can come:"),
        weekly(each),
        _("When a class near you needs somebody then, shall I put you down for it, or ask you each time?"),
    )
    ways = {"promise": _("🤝 Put me down"), "ask": _("❓ Ask me each time"), "no": _("❌ No")}
    way = await chat.choose("way", question, ways)
    if way == "no":
        return chat.say(_("All right, nothing was changed."), _HOME)
    if way == "ask":
        act = await answers.say_free_times(chat.db, chat.person, half_days, until, beside=True)
        done = lines(_("Noted. You are free:"), weekly(each))
    else:
        act = await answers.promise(chat.db, chat.person, half_days, until)
        done = _("Thank you! As soon as a class needs you then, I will put you down for it and tell you.")
    chat.say(done, option(_("↩️ Undo"), "undo", act=act.id), _PROMISES, _SHIFTS)
    return None


async def promises(chat: Chat) -> None:
    mine = await answers.promises(chat.db, chat.person)
    more = option(_("➕ Promise a time of the week"), "promise")
    if not mine:
        return chat.say(_("You have promised no time of the week yet: I will ask you each time."), more, _SHIFTS)
    ends = [option(_end_label(one), "end_promise", weekday=one[0], part=one[1].value) for one in mine]
    await chat.links(lines(_("You have promised to come every week:"), weekly(mine)), ends, more, _SHIFTS)
    return None


async def end_promise(chat: Chat) -> None:
    mine = await answers.promises(chat.db, chat.person)
    if not mine:
        return chat.go("promises")
    half_day = await _meant(chat, mine)
    if half_day not in mine:
        return chat.go("past")
    question = _("Shall I ask you each time again: {when}?", when=_named(half_day))
    if not await chat.confirm_leaving("sure", question, _("🚫 I promise it no more"), _("Leave it")):
        return chat.say(_("All right, nothing was changed."), _SHIFTS)
    act = await answers.end_promise(chat.db, chat.person, {half_day})
    chat.say(
        _("All right, from now on I will ask you each time. What you have taken on stays yours."),
        option(_("↩️ Undo"), "undo", act=act.id),
        _SHIFTS,
    )
    return None


async def _meant(chat: Chat, mine: Mapping[HalfDay, date | None]) -> HalfDay:
    if chat.given("weekday") is not None:
        return int(chat.given("weekday")), DayPart(chat.given("part"))
    said = [one for one in mine if one in read_half_days(words_of(chat))]
    among = said or list(mine)
    if len(among) == 1:
        return among[0]
    return among[await chat.choose("which", _("Which of them?"), {n: _named(one) for n, one in enumerate(among)})]


def weekly(times: Mapping[HalfDay, date | None]) -> Text:
    """Say half-days in the order of the week; those that end on one day stand in one line."""
    by_end: dict[date | None, list[int]] = {}
    for one, until in times.items():
        by_end.setdefault(until, []).append(slot_of(*one))
    return lines(
        *(
            _("🗓 {when}", when=labels.half_days(slots))
            if until is None
            else _("🗓 {when}, until the end of {day}", when=labels.half_days(slots), day=until)
            for until, slots in by_end.items()
        )
    )


def _named(half_day: HalfDay) -> Text:
    return labels.half_day(slot_of(*half_day))


def _end_label(half_day: HalfDay) -> Text:
    return _("🚫 No more: {when}", when=_named(half_day))


async def _which(chat: Chat) -> frozenset[HalfDay]:
    offered = {key: label for key, label in TIMES.items() if len(volunteer_signup.USUAL[key]) <= _A_FEW}
    example = _("for example: Wednesday evening")
    question = _("Which time of the week do you promise?")
    said = await chat.ask("when", question, lambda words: words if read_half_days(words) else None, offered, example)
    return volunteer_signup.USUAL.get(said) or read_half_days(said)


_A_FEW = 3


async def _until(chat: Chat) -> date | None:
    def read(words: str) -> str | None:
        last = read_away_until(words, clock.local(clock.now()))
        return None if last is None else last.isoformat()

    today = clock.today()
    shown = {(today + timedelta(days=days)).isoformat(): label for days, label in _LENGTHS.items()}
    offered = {**shown, _OPEN_END: _("Until I say otherwise")}
    example = _("for example: 2 months, or until the end of the year")
    said = await chat.ask("until", _("Until when?"), read, offered, example, kind=AnswerKind.AMOUNT)
    return None if said == _OPEN_END else date.fromisoformat(said)


FLOWS = (
    Flow(
        "promise",
        promise,
        right=Right.TAKE_SHIFTS,
        label=_("➕ Promise a time of the week"),
        phrases="""
            mỗi tối thứ tư · em hứa mỗi tối thứ tư · mỗi sáng thứ bảy em tới được · tối thứ năm tuần nào em cũng đi được
            em rảnh mỗi sáng thứ bảy tới hết năm · em nhận cố định tối thứ ba · em dạy cố định sáng chủ nhật
            em hứa sáng thứ bảy hàng tuần · cứ tối thứ tư là xếp em vào · mỗi chiều chủ nhật em đi dạy được
            em đi đều đặn tối thứ hai · sáng thứ bảy nào em cũng rảnh · em đăng ký cố định mỗi tối thứ sáu
            moi toi thu tu em di duoc · em hứa mỗi tối thứ năm tới hết tháng ba · hứa mỗi tuần một buổi
            tuần nào em cũng tới được tối thứ hai · mọi tối thứ ba em đi dạy · every Wednesday evening
            I promise every Saturday morning · em nhận mỗi tuần sáng thứ ba · xếp em cố định tối thứ năm
        """,
    ),
    Flow(
        "promises",
        promises,
        right=Right.TAKE_SHIFTS,
        page=True,
        label=_("🔁 My weekly promises"),
        phrases="""
            lời hứa mỗi tuần của em · em đã hứa buổi nào · xem buổi em hứa · em hứa những tối nào
            buổi cố định của em · em nhận cố định buổi nào · my weekly promises · coi lại lời hứa của em
        """,
    ),
    Flow(
        "end_promise",
        end_promise,
        right=Right.TAKE_SHIFTS,
        phrases="""
            em thôi hứa tối thứ tư · em không hứa sáng thứ bảy nữa · bỏ lời hứa tối thứ năm · thôi hứa mỗi tuần
            rút lời hứa mỗi tuần của em · em không nhận cố định tối thứ ba nữa · bỏ buổi cố định của em
            no longer every Wednesday · hủy buổi cố định sáng chủ nhật của em
        """,
    ),
)
