"""«📣 Nhắn mọi người»: recipients, text, a preview, time; held for five minutes."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Place, Right, holders
from bot.domain.messaging.announcements import LONGEST, Segment, readable
from bot.domain.people.audiences import find_for_whom
from bot.domain.people.person import OPENLY_NAMED, Audience
from bot.flows.questions.group import CHANGE, looking_at, other_places
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.announcements import announcements
from bot.services.announcements import audience as announcements_audience
from bot.services.announcements.audience import Readers, Recipients, To
from bot.services.people import identity
from bot.services.reports.small_numbers import is_few

_HOME = option(_("🏠 Home"), "home")
_EVENING, _MORNING = time(18), time(8)
_MOST_KINDS = 4
_SEGMENTS: Mapping[str, Text] = {
    Segment.EVERYBODY: _("👥 Everybody"),
    Segment.LEARNERS: _("📘 Who has a class ahead"),
    Segment.NEVER_BEEN: _("🌱 Who has never come"),
    Segment.ELDERLY: _("👵 From 60 years on"),
    Segment.OF_AUDIENCE: _("🏷 Workers, traders, students…"),
}


# Only above the groups: a leader can tell everybody in the group without it.
_WARNING: Mapping[str, Text] = {Segment.WARNED: _("⚠️ Warn everybody of a fraud")}


async def announce(chat: Chat) -> None:
    place = await _place(chat)
    if place is None:
        return chat.go("not_yours")
    above = place.group is None and place.organisation is None
    seen = await looking_at(chat, await _name(chat, place))
    segments = {**_SEGMENTS, **(_WARNING if above else {}), **other_places(seen)}
    warns = above and _WARNING_IN_WORDS.match(words_of(chat)) is not None
    if warns:
        chat.answers.setdefault("who", Segment.WARNED.value)
    who = await chat.choose("who", lines(seen, _("Whom shall I tell?")), segments)
    if who == CHANGE:
        return chat.go("announce")
    segment = Segment(who)
    course = await _course(chat, place) if segment is Segment.LEARNERS else None
    to = To(place, segment, course, await _kind(chat, place) if segment is Segment.OF_AUDIENCE else None)
    audience = await announcements_audience.audience(chat.db, chat.person, to)
    if not (count := audience.total):
        return chat.say(_("There is nobody of these yet, so I have told nobody."), _HOME)
    if to.audience is Audience.PUPIL and is_few(count):
        return chat.say(_("There are fewer than five of these, so I tell them nothing together."), _HOME)
    heard = _heard(words_of(chat))
    words = await chat.ask(
        "words",
        lines(
            seen if warns else None,
            n_(
                "What shall I tell one person? Up to {most} characters, no links.",
                "What shall I tell {n} people? Up to {most} characters, no links.",
                count,
                most=LONGEST,
            ),
        ),
        readable,
        {heard: verbatim(heard)} if heard else None,
        example=_("for example: bring your identity card to the class tomorrow"),
    )
    when = await chat.choose("when", _preview(chat, segment, words, audience), _times())
    made, act = await announcements.announce(chat.db, chat.person, to, words, _at(when))
    chat.say(
        _("It leaves {when}. Until then nobody hears it, and you can recall it.", when=made.due_at),
        option(_("↩️ Recall it"), "undo", act=act.id),
        option(_("📊 How far is it?"), "announced", announcement=made.id),
        _HOME,
    )


_TO_TELL = re.compile(
    r"^.*?\b(?:nhắn|báo|nhắc|gửi tin|nói|tell)\b.*?\b(?:bà con|mọi người|học viên|lớp|các bác|everybody)\b"
    r"(?: (?:khu phố|lớp|thứ) \w+)?(?: (?:là|rằng|nhớ))?\W*",
    re.IGNORECASE,
)


_WARNING_IN_WORDS = re.compile(r"^[^:]*\bcảnh báo\b[^:]*:\W*", re.IGNORECASE)


def _heard(words: str) -> str | None:
    found = _WARNING_IN_WORDS.match(words) or _TO_TELL.match(words)
    said = readable(words[found.end() :]) if found is not None else None
    return said[0].upper() + said[1:] if said and len(said.split()) > 1 else None


async def announced(chat: Chat) -> None:
    found = await announcements.progress(chat.db, chat.person, int(chat.given("announcement") or 0))
    if found is None:
        return chat.go("past")
    chat.say(
        lines(
            _("Sent {sent} of {all}.", sent=found.sent, all=found.sent + found.waiting),
            _("Reached by no message, on the list of calls: {n}.", n=found.unreached) if found.unreached else None,
        ),
        option(_("📊 How far is it?"), "announced", announcement=chat.given("announcement")),
        _HOME,
    )


async def _kind(chat: Chat, place: Place) -> Audience:
    leads = await permissions.may_at(chat.db, chat.person, Right.LEAD_GROUP, place)
    offered = Audience if leads else OPENLY_NAMED
    # Who is elderly stands among the kinds of recipients already.
    kinds: dict[str, Text] = {kind.value: labels.AUDIENCES[kind] for kind in offered if kind is not Audience.ELDERLY}
    if (named := find_for_whom(words_of(chat))) is not None and named.audience in kinds:
        chat.answers.setdefault("kind", named.audience.value)
    return Audience(await chat.choose("kind", _("Which of them?"), kinds))


async def _course(chat: Chat, place: Place) -> int | None:
    classes = await announcements.classes(chat.db, place)
    if len(classes) < 2:  # noqa: PLR2004 nothing to choose
        return None
    shown = {details.course.id: labels.session_line(details) for details in classes}
    return await chat.choose("class", _("Of which class?"), {0: _("All classes"), **shown}) or None


async def _place(chat: Chat) -> Place | None:
    """Ask who may announce in several places: in a group, a ward, an organisation."""
    held = [one for one in await identity.roles_of(chat.db, chat.person) if one.kind in holders(Right.ANNOUNCE)]
    places = {str(one.id): one for one in held}
    if len({identity.place_of(one) for one in held}) < 2:  # noqa: PLR2004 nothing to choose
        return identity.place_of(held[0]) if held else None
    names = {key: await permissions.held_at(chat.db, role) for key, role in places.items()}
    return identity.place_of(places[await chat.choose("place", _("To whom does it go out?"), names)])


async def _name(chat: Chat, place: Place) -> Text:
    held = await identity.roles_of(chat.db, chat.person)
    return await permissions.held_at(chat.db, next(one for one in held if identity.place_of(one) == place))


def _preview(chat: Chat, segment: Segment, words: str, audience: Recipients) -> Text:
    said = announcements.words_of(chat.person, segment, words)
    return lines(
        *(_read_by(said, kind) for kind in audience.kinds[:_MOST_KINDS]),
        n_(
            "☎️ One person has no phone that I reach: you find them on the list of calls.",
            "☎️ {n} people have no phone that I reach: you find them on the list of calls.",
            audience.unreached,
        )
        if audience.unreached
        else None,
        *((_("The chats of the groups get it, and the leaders a text to read aloud."),) if _warns(segment) else ()),
        _("When shall it leave?"),
    )


def _read_by(said: Text, kind: Readers) -> Text:
    words = lines(said, announcements.pass_on(verbatim("…"))) if kind.through else said
    return n_("One person reads: «{words}»", "{n} people read: «{words}»", kind.n, words=words.for_(kind.reader))


def _warns(segment: Segment) -> bool:
    return segment is Segment.WARNED


def _times() -> dict[str, Text]:
    evening = clock.local(clock.now()).time() < _EVENING
    return {
        "now": _("In five minutes"),
        **({"evening": _("Tonight at 18:00")} if evening else {}),
        "morning": _("Tomorrow at 08:00"),
    }


def _at(when: str) -> datetime:
    if when == "evening":
        return clock.at(clock.today(), _EVENING)
    return clock.at(clock.today() + timedelta(days=1), _MORNING) if when == "morning" else clock.now()


FLOWS = (
    Flow(
        "announce",
        announce,
        commands=("nhan", "tell"),
        right=Right.ANNOUNCE,
        label=_("📣 Tell many people"),
        phrases="""
            nhắn mọi người · gửi thông báo cho cả lớp · báo bà con tối nay đem sạc · thông báo cho cả khu phố
            nhắn cả lớp thứ tư · nhắc bà con mai đi học · gửi tin chung · announce · tell everybody
            cảnh báo lừa đảo · gửi cảnh báo · cảnh báo lừa đảo: có người giả danh công an gọi điện
            cảnh báo: có kẻ giả nhân viên điện lực thu tiền
            cảnh báo lừa đảo cho bà con · cảnh báo bà con có chiêu lừa mới · báo cho các trưởng khu phố
            nhắn các khu phố nộp báo cáo · nhắn bà con nhớ đem theo điện thoại · nhắn cả lớp mai mang căn cước
            báo mọi người mai lớp học ở trường · nhắc bà con đi học đúng giờ · gửi tin cho học viên
            nói bà con mai nhớ sạc pin · nhắn cho lớp thứ bảy đem theo giấy tờ
            nhắn mấy bác mai nhớ đem sạc · gửi tin cho toàn thể · thông báo cho các trưởng khu phố
            loan tin cho khu phố · nhắn học viên lớp thứ tư · báo cho mọi người biết
            tell everyone to bring a charger · báo bà con tối có lớp
            loan báo cho bà con · thông tin tới bà con · gửi tin cảnh báo cho dân · báo tin cho học viên lớp tối
            nhờ nhắn với bà con · nhắn giùm lớp · nhắn các cô các bác tối nay tới sớm · báo lớp mai đem căn cước
            thông báo lịch học cho bà con · dặn bà con đem theo sạc · dặn lớp mai đi sớm · nói lớp nhớ mang giấy tờ
            nhan ca lop · thong bao cho ba con · kêu bà con mai đi đông đủ · truyền tin cho mọi người
            gửi lời nhắn tới lớp · đăng tin cho cả khu phố biết · gửi thông báo tới các trưởng khu phố
            nhắn tin hàng loạt · dặn mấy cô mai mang viết
            nhắc mấy khu phố nộp bài · phát tin cho cả khu
        """,
    ),
    Flow("announced", announced, right=Right.ANNOUNCE, aside=True),
)
