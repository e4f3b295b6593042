"""Registering a class: by buttons, one typed line, or «như tuần trước»."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, cast

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.labels import TOPICS
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.courses import LESSON, in_series
from bot.domain.lists.groups import names_group
from bot.domain.parsing.course import OPENS_NONE
from bot.domain.parsing.time import UnclearTime
from bot.domain.people.person import MEMBERS_LEARN, Audience
from bot.domain.people.places import read_group
from bot.domain.topics import Topic
from bot.domain.understanding.amount import Counted, read_amount
from bot.flows.courses.texts import card, forwardable
from bot.flows.courses.typed_course import AGAIN, Typed, read_hours, read_line
from bot.flows.questions.heard import words_of
from bot.flows.questions.host import given_host, place_of_organisation, which_host
from bot.flows.questions.place import ask_place
from bot.flows.questions.warnings import warned_of
from bot.flows.questions.when import EXAMPLE, HINTS, ask_when
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import ways_in
from bot.services.access.permissions import Host
from bot.services.courses import courses, scheduling_warnings, shared_halls
from bot.services.courses.courses import MOST_SEATS, MOST_WEEKS, NewCourse, Registered
from bot.services.courses.scheduling_warnings import SchedulingWarning, Thought
from bot.services.matching import class_proposals
from bot.storage.tables.places import Organisation, ResidentialGroup

_SEATS = (8, 10, 15, 20, 30)
# Without buttons «4» is the fourth option, and here also means four.
_WEEKS = (1, 2, 3, 4, 8)
_SIZES = ((10, 4), (15, 4), (20, 4), (30, 4), (15, 1))  # seats, weeks
_TOO_MANY = _("A class can have up to {n} seats.", n=MOST_SEATS)
_KEEP, _SKIP, _OTHER = "keep", "skip", "other"


async def register_course(chat: Chat) -> None:
    host = await which_host(chat)
    if host is None:
        return chat.go("not_yours")
    typed = await _first(chat, host)
    if isinstance(typed, str):
        return chat.go("repeat_course", **given_host(host))
    topic = Topic(typed.get("topic") or await _topic(chat))
    group, place = await _place(chat, host, typed)
    first = await _first_of(chat, host, typed)
    typed = await _sized(chat, typed)
    seats = typed.get("seats") or await _seats(chat)
    organisation = host if isinstance(host, Organisation) else None
    length = timedelta(minutes=typed["minutes"]) if "minutes" in typed else LESSON
    times = tuple(await _all(chat, typed, first))
    thought = Thought(group, times, place, organisation=organisation, length=length)
    starts = tuple(await _considered(chat, thought))
    members_only = organisation is not None and await _is_for_members_only(chat, organisation)
    whom = Audience(typed["audience"]) if "audience" in typed else None
    wanted = NewCourse(group, topic, place, starts, seats, length, organisation, members_only, whom)
    made = await create(chat, wanted)
    if made is not None and chat.given("people"):
        people = f"cần {chat.given('people')} bạn"
        return chat.go("ask_organisations", session=made.sessions[0].id, payload=people)
    return None


async def create(chat: Chat, wanted: NewCourse) -> Registered | None:
    if wanted.starts[0] <= clock.now():
        chat.say(
            _("That time has passed while we were talking. Nothing was created."),
            option(_("🔁 Choose again"), "register_course"),
            option(_("🏠 Home"), "home"),
        )
        return None
    made = await courses.register(chat.db, chat.person, wanted)
    where = await ways_in.where_to_send(chat.db, made.course.code, wanted.at)
    chat.say(forwardable(made, wanted.host, chat.person, where))
    thought = Thought(
        wanted.group, wanted.starts, made.venue.id, organisation=wanted.organisation, length=wanted.length
    )
    await shared_halls.tell(chat.db, thought, made.course.id)
    told = 0 if wanted.members_only else await class_proposals.opened(chat.db, made)
    waited = (
        n_("I have told {n} person who waits for it.", "I have told {n} people who wait for it.", told)
        if told
        else None
    )
    chat.say(
        lines(card(made), waited),
        option(_("↩️ Undo"), "undo", act=made.act.id),
        option(_("📋 Sessions"), "my_sessions"),
    )
    return made


async def _first(chat: Chat, host: Host) -> Typed | str:
    said, known = str(chat.given("payload") or words_of(chat)), chat.given("known")
    if known:
        chat.answers.setdefault("what", known)
    if said and "what" not in chat.answers:
        _take_typed_line(chat, said)
    shown: dict[str, Text | str] = {topic.value: labels.topic(topic) for topic in Topic}
    if await courses.last_registered(chat.db, host) is not None:
        shown = {AGAIN: _("🔁 As last week"), **shown}
    heard: Any = await chat.ask(
        "what",
        _("What is the class about? One line will do, too: topic, time, place, seats."),
        read_line,
        shown,
        _("for example: scams, 7 in the evening on Wednesday, culture house, 20 seats"),
    )
    return heard if isinstance(heard, dict) or heard == AGAIN else {"topic": heard}


def _take_typed_line(chat: Chat, words: str) -> None:
    try:
        heard = read_line(words)
    except NotUnderstood as miss:
        return chat.say(miss.hint)
    if heard is not None:
        chat.answers["what"] = heard


async def _topic(chat: Chat) -> str:
    return await chat.choose(
        "topic", _("What is the class about?"), {topic.value: name for topic, name in TOPICS.items()}
    )


async def _place(chat: Chat, host: Host, typed: Typed) -> tuple[ResidentialGroup, int | str]:
    """Return the group in which it meets, and the hall; accept a short form of a known hall's name: «nhà văn hóa»."""
    said = typed.get("place")
    if isinstance(host, Organisation):
        return await place_of_organisation(chat, host, said)
    if not said or (names_group(said) and read_group(said) == (host.kind, host.name)):
        return host, await ask_place(chat, host, _("Where does it meet?"))
    meant = await courses.venue_meant(chat.db, host, said)
    return host, said if meant is None else meant.id


async def _is_for_members_only(chat: Chat, organisation: Organisation) -> bool:
    options = {
        "all": _("Everybody"),
        "members": _("Only people of {organisation}", organisation=verbatim(organisation.name)),
    }
    # Who learns where they work meets there.
    first = "members" if organisation.kind in MEMBERS_LEARN else "all"
    ordered = dict(sorted(options.items(), key=lambda each: each[0] != first))
    return await chat.choose("open_to", _("Who may come?"), ordered) == "members"


async def _first_of(chat: Chat, host: Host, typed: Typed) -> datetime:
    """Return the first session; what else the answer says of a series, such as its weekdays, is put into `typed`."""
    if not typed.get("when"):
        usual = {start.isoformat(): _("{when}", when=start) for start in await _usual(chat, host)}
        heard: Any = await chat.ask("when", _when(typed), read_hours, usual, EXAMPLE)
        if isinstance(heard, str):
            return datetime.fromisoformat(heard)
        typed.update(heard)
    return await ask_when(chat, "when", _when(typed), (), typed["when"])


def _when(typed: Typed) -> Text:
    question = _("When does it begin?")
    return lines(HINTS[UnclearTime(typed["unclear"])], question) if "unclear" in typed else question


async def _usual(chat: Chat, host: Host) -> list[datetime]:
    last = await courses.last_registered(chat.db, host)
    return courses.usual_starts(last[1][-1].starts_at if last is not None and last[1] else None)


async def _sized(chat: Chat, typed: Typed) -> Typed:
    """Ask at once for seats and weeks, where neither was said; what only one of them is said of is asked by itself."""
    if not typed.keys().isdisjoint({"seats", "weeks", "until"}):
        return typed
    offered = {
        f"{seats} {weeks}": _("{seats}, {weeks}", seats=_seats_label(seats), weeks=_weeks_label(weeks))
        for seats, weeks in _SIZES
    }
    heard: Any = await chat.ask(
        "size",
        _("How many seats, and for how many weeks?"),
        _read_size,
        {**offered, _OTHER: _("Other numbers")},
        _("for example: 12 seats, 6 weeks"),
    )
    if isinstance(heard, dict):
        return typed | cast("Typed", heard)
    if heard == _OTHER:
        return typed
    seats, weeks = map(int, heard.split())
    return typed | Typed(seats=seats, weeks=weeks)


def _read_size(words: str) -> Typed | None:
    line = read_line(words)
    if isinstance(line, dict) and (size := _size_in(line)):
        return size
    n = read_amount(words, Counted.PEOPLE)
    if n is None and not words.strip().isdecimal():
        return None
    if n is None or not 1 <= n <= MOST_SEATS:
        raise NotUnderstood(_TOO_MANY)
    return Typed(seats=n)


def _size_in(line: Typed) -> Typed:
    size = Typed()
    if "seats" in line:
        size["seats"] = line["seats"]
    if "weeks" in line:
        size["weeks"] = line["weeks"]
    return size


def _seats_label(n: int) -> Text:
    return n_("{n} seat", "{n} seats", n)


def _weeks_label(n: int) -> Text:
    return n_("Once", "{n} weeks", n)


async def _seats(chat: Chat) -> int:
    offered = {n: _seats_label(n) for n in _SEATS}
    return await chat.ask_amount("seats", _("How many seats?"), offered, MOST_SEATS, _TOO_MANY, _("for example: 12"))


async def _all(chat: Chat, typed: Typed, first: datetime) -> list[datetime]:
    days, local = typed.get("days", []), clock.local(first)
    until = date.fromisoformat(typed["until"]) if "until" in typed else None
    if until is not None and local.date() <= until < local.date() + timedelta(weeks=MOST_WEEKS):
        return in_series(local, days, 1, until)
    return in_series(local, days, typed.get("weeks") or await _weeks(chat, days))


async def _weeks(chat: Chat, days: Sequence[int]) -> int:
    offered = {n: _weeks_label(n) for n in _WEEKS}
    beyond = _("A class can run for up to {n} weeks.", n=MOST_WEEKS)
    question = _("How many weeks, once a week?")
    if days:
        question = _("How many weeks, each {days}?", days=labels.weekdays(days))
    return await chat.ask_amount("weeks", question, offered, MOST_WEEKS, beyond, _("for example: 6"), Counted.WEEKS)


async def _considered(chat: Chat, thought: Thought) -> Sequence[datetime]:
    for n in count():
        against, starts = await scheduling_warnings.about(chat.db, chat.person, thought), thought.starts
        if not against:
            return starts
        answer = await _warn(chat, f"anyway{n}", against, starts)
        if answer == _KEEP:
            return starts
        if answer == _SKIP:
            spoken_against = {caution.starts for caution in against}
            return [start for start in starts if start not in spoken_against]
        usual = await _usual(chat, thought.host)
        first = await ask_when(chat, f"when{n}", _("When does it begin?"), usual)
        thought = replace(thought, starts=tuple(start + (first - starts[0]) for start in starts))
    return thought.starts


async def _warn(chat: Chat, name: str, against: Sequence[SchedulingWarning], starts: Sequence[datetime]) -> str:
    options = {_KEEP: _("Create it anyway"), _OTHER: _("Choose another time")}
    days = {caution.starts for caution in against}
    if len(days) < len(starts):
        options[_SKIP] = n_("Leave that session out", "Leave those {n} sessions out", len(days))
    return await chat.choose(name, lines(*warned_of(against), _("Create it all the same?")), options)


FLOWS = (
    Flow(
        "register_course",
        register_course,
        commands=("lop", "class"),
        right=Right.REGISTER_COURSE,
        label=_("➕ Register a class"),
        never_with=OPENS_NONE,
        phrases="""
            chọn lại · choose again
            mở lớp · lập lớp mới · mở lớp VNeID 8h sáng thứ bảy · mở một lớp chống lừa đảo tối thứ tư · tạo lớp mới
            đăng ký mở lớp zalo ở nhà văn hóa · tổ chức lớp dịch vụ công sáng chủ nhật · thêm lớp mới · open a class
            new class · chị muốn mở lớp · khu phố muốn mở lớp dạy điện thoại · mở thêm một buổi VNeID
            lớp mới dạy thanh toán 20 chỗ · mở lớp 4 tuần 20 chỗ · mở giùm chị lớp tối thứ ba
            VNeID 19h tối thứ tư nhà văn hóa 15 chỗ · Zalo 8h sáng chủ nhật tại chùa 10 người
            làm một lớp căn bản cho bà con
            tạo lớp cho bà con · cần mở lớp vneid cho tổ · khu phố muốn mở lớp · cho khu phố mình mở lớp tối thứ năm
            làm lớp dạy zalo · tổ chức lớp chiều thứ ba · lên lịch lớp mới · open a class on Saturday
            thêm một lớp nữa · mở dùm chị lớp quét mã · start a new class · muốn mở lớp ở nhà văn hóa 8h sáng chủ nhật
            chị tính mở một lớp · mở giùm anh lớp zalo sáng thứ bảy · lập lớp tối thứ năm · bày một lớp cho bà con
            mở lớp chiều thứ sáu ở đình · tính mở lớp chống lừa đảo · muốn tổ chức lớp VNeID
            tạo một buổi học tối chủ nhật · mo lop vneid · mo lop moi · dạy một lớp quét mã sáng thứ ba
            lên lớp mới tối thứ hai · lập giùm chị lớp mới · thêm lớp tối thứ sáu · mở thêm lớp cho bà con
            đăng ký lớp mới dạy bà con · xin mở lớp tại trụ sở ấp · kế hoạch mở lớp tháng tới
            khu phố cần thêm một lớp · lên kế hoạch lớp zalo 15 người
            mở lớp cài app công dân số · lập lớp cài ứng dụng cho bà con
            công ty có 45 người cần học VNeID · bên chị có 30 công nhân muốn học · đơn vị mình cần mở lớp cho anh em
        """,
    ),
)
