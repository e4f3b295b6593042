"""Calling a session off: reason, replacement date, confirmation with the number of people to tell."""

import re
from datetime import datetime, timedelta

from bot import clock
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.courses.session_change import announce, back_to, changeable, when_they_are_told, who_is_told
from bot.flows.questions.heard import words_of
from bot.flows.questions.place import free_of_links
from bot.flows.questions.warnings import warned_of
from bot.flows.questions.when import ask_when
from bot.i18n import Text, _, lines, n_
from bot.services.courses import change_notices, reschedule, scheduling_warnings
from bot.services.courses.scheduling_warnings import Thought
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import length

_REASONS = {
    "rain": _("heavy rain"),
    "venue": _("the place is not free"),
    "helpers": _("not enough helpers"),
}
_LABELS = {
    "rain": _("🌧 Heavy rain"),
    "venue": _("🏚 The place is not free"),
    "helpers": _("🙋 Not enough helpers"),
}
_REASON_LIMIT = 120
_DAYS = (1, 2, 7)


async def call_off(chat: Chat) -> None:
    details = await changeable(chat)
    if details is None:
        return
    if (heard := read_reason(words_of(chat))) is not None:
        chat.answers.setdefault("why", heard)
    why = await chat.ask(
        "why",
        _why(details),
        lambda words: free_of_links(words, _REASON_LIMIT),
        _LABELS,
        _("for example: the water is too high"),
    )
    new_date = await _new_date(chat, details) if details.session.starts_at > clock.now() else None
    if not await _confirmed(chat, details, new_date):
        return chat.say(_("All right, nothing was changed."), back_to(details))
    reason = _REASONS[why].for_(reader_of(chat.person)) if why in _REASONS else why
    changed = await reschedule.call_off(chat.db, chat.person, details.session.id, reason, new_date)
    if changed is None:
        return chat.say(_("Nothing was changed: somebody has already been marked at it."), back_to(details))
    over = details.session.starts_at <= clock.now()
    done = _("Noted: it did not take place.") if over else _("The session is called off.")
    new_date_later = [option(_("📅 Set a new date"), "make_up", session=details.session.id)]
    await announce(chat, changed, done, *(new_date_later if changed.make_up is None else ()))


_BECAUSE = (
    ("rain", re.compile(r"\b(?:mưa|ngập|mua (?:lon|to)|rain)\b")),
    (
        "helpers",
        re.compile(r"\b(?:thiếu|thieu|không có|khong co) (?:người|nguoi|tình nguyện|tinh nguyen|ai) ?(?:dạy|day)?"),
    ),
    ("venue", re.compile(r"\b(?:nhà văn hóa|nhà văn hoá|nha van hoa|chỗ học|cho hoc) (?:bận|ban|có việc|co viec)\b")),
)
_SAID_WHY = re.compile(r"\b(?:vì|vi|do|tại vì|bởi)\b (?P<why>\S.{2,})$")
_POWER_CUT = re.compile(r"\b(?:(?:cúp|mất|cắt) điện|(?:cup|mat|cat) dien)\b")


def read_reason(words: str) -> str | None:
    """Return the reason in a sentence that calls off: a key of ours, or the words behind «vì»; None if none is said."""
    said = words.lower()
    for key, pattern in _BECAUSE:
        if pattern.search(said):
            return key
    if _POWER_CUT.search(said):
        return "cúp điện"
    found = _SAID_WHY.search(said)
    return words[found.start("why") :].strip(" .!")[:_REASON_LIMIT] if found is not None else None


def _why(details: SessionDetails) -> Text:
    starts = details.session.starts_at
    if starts <= clock.now():
        return _("Why did the class of {when} not take place?", when=starts)
    return _("Why is the class of {when} called off? Everybody will read it.", when=starts)


async def _new_date(chat: Chat, details: SessionDetails) -> datetime | None:
    if not await chat.confirm(
        "make_up",
        _("Is there a new date? People will be asked whether they can come; nobody is moved silently."),
        _("Yes, choose a date"),
        _("Not yet"),
    ):
        return None
    nearby = [details.session.starts_at + timedelta(days=days) for days in _DAYS]
    return await ask_when(chat, "new_date", _("When is it made up for?"), nearby)


async def _confirmed(chat: Chat, details: SessionDetails, new_date: datetime | None) -> bool:
    starts = details.session.starts_at
    if starts <= clock.now():
        question = _("Shall I note that the class of {when} did not take place?", when=starts)
        return await chat.confirm("sure", question, _("Yes, note it"), _("Leave it"))
    told = len((await change_notices.audience(chat.db, details.session.id)).everybody)
    against = []
    if new_date is not None:
        moved = (details.session.id,)
        thought = Thought(details.group, (new_date,), details.venue.id, moved, length=length(details.session))
        against = await scheduling_warnings.about(chat.db, chat.person, thought)
    question = lines(
        *warned_of(against),
        n_(
            "Call off the session of one person, {when}?",
            "Call off the session of {n} people, {when}?",
            told,
            when=starts,
        )
        if told
        else _("Call off the class of {when}?", when=starts),
        None if new_date is None else _("It is made up for on: {when}", when=new_date),
        who_is_told(told) if not told else when_they_are_told(told, starts),
    )
    return await chat.confirm_in_words("sure", question, _("Yes, call it off"), _("Leave it"))


FLOWS = (
    Flow(
        "call_off",
        call_off,
        label=_("⛔ Call off a class"),
        asked_with=Right.CHANGE_SESSION,
        phrases="""
            báo hoãn · hủy lớp · tối thứ tư nghỉ nhà văn hóa cúp điện · cho lớp nghỉ · mai không học nha
            tối nay không có lớp · hủy buổi sáng mai · cancel the class · lớp mai nghỉ
            nghỉ lớp thứ bảy vì nhà văn hóa bận · hủy buổi học này · hoãn buổi tối thứ ba
            hủy lớp VNeID 9h sáng chủ nhật nhà văn hóa 10 chỗ · lớp tối nay hủy · báo nghỉ lớp
            tạm ngưng lớp tối nay · call off · bữa nay mưa lớn cho nghỉ học · tối nay nghỉ · lớp thứ bảy nghỉ
            cho nghỉ lớp tối nay · tối mai nghỉ nha bà con · lớp zalo hoãn lại · nghỉ bữa nay trời mưa
            hủy buổi tối nay · tối nay cúp điện nghỉ · lớp VNeID bữa thứ bảy không học
            cho bà con nghỉ tối nay · mưa to quá cho nghỉ lớp đi · hội trường bận lớp thứ bảy nghỉ
            thầy cô bệnh tạm ngưng buổi mai · mượn chỗ không được nên nghỉ bữa đó · bỏ buổi thứ năm đi
            hủy buổi học ngày mai · tuần này nghỉ hết · ngập nước không dạy được · hết chỗ tổ chức nên hoãn
            cúp điện cho nghỉ · no class tonight please cancel it · hủy lớp tối nay rồi báo bà con
            cancel tomorrow's class · không dạy bữa thứ tư nữa
            chiều nay cho nghỉ lớp · tối nay không dạy · lớp sáng mai cho nghỉ · hủy buổi chủ nhật giùm chị
            hoãn lớp tối mai · bỏ buổi tối thứ tư · cho nghỉ buổi này · cup dien nghi lop · huy lop toi nay
            nghỉ học tối nay vì mưa · nhà văn hóa bận nên nghỉ · hội trường có họp cho lớp nghỉ
            trụ sở có họp tối nay thôi nghỉ · không có thầy nên nghỉ · đám tang gần nhà văn hóa nên nghỉ học
            tuần này lớp nghỉ · lớp thứ ba khỏi học · anh cho lớp nghỉ bữa nay · dừng buổi học tối nay
            dẹp lớp tối nay đi · bỏ lớp thứ bảy ít người quá · thôi bỏ buổi vneid
        """,
    ),
)
