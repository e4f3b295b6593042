"""Moving a session: another time, another place, or both."""

import re
from datetime import datetime, timedelta
from itertools import count

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.courses import Extent
from bot.domain.understanding.frame import frame
from bot.domain.vietnamese import letters
from bot.flows.courses.session_change import (
    announce,
    back_to,
    changeable,
    when_they_are_told,
    which_extent,
    who_is_told,
)
from bot.flows.questions.heard import words_of
from bot.flows.questions.place import ask_place
from bot.flows.questions.warnings import warned_of
from bot.flows.questions.when import SaidMoment, ask_when, read_new_moments
from bot.i18n import Text, _, lines, verbatim
from bot.services.courses import class_changes, courses, scheduling_warnings, shared_halls
from bot.services.courses.reschedule import Slot
from bot.services.courses.scheduling_warnings import Thought
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import length

_TIME, _PLACE, _BOTH = "time", "place", "both"
_YES, _MORE, _OTHER, _NO = "yes", "more", "other", "no"
_EXAMPLE = _("for example: 8 in the morning on Sunday")


async def move_session(chat: Chat) -> None:
    which, new = _sides(words_of(chat))
    details = await changeable(chat, frame(which, clock.local(clock.now())).facts)
    if details is None:
        return
    if (heard := _heard(new, details.session.starts_at)) is not None:
        chat.answers.setdefault("what", heard)
    what: str | list[SaidMoment] = await chat.ask(
        "what",
        lines(labels.session(details), _("What is to change? You may also type the new time.")),
        lambda words: read_new_moments(words, details.session.starts_at),
        {_TIME: _("🕑 The time"), _PLACE: _("📍 The place"), _BOTH: _("🕑📍 Both")},
        _EXAMPLE,
    )
    decided = await _slot(chat, details, what)
    if decided is None:
        return chat.say(_("All right, nothing was changed."), back_to(details))
    slot, extent = decided
    thought = await _thought(chat, details, slot, extent)
    changed = await class_changes.move(chat.db, chat.person, details.session.id, slot, extent)
    if changed is None:
        return chat.say(_("Nothing was changed: that is its time and place already, or it is over."), back_to(details))
    await shared_halls.tell(chat.db, thought, details.course.id)
    several = _("{n} sessions are moved.", n=len(thought.starts))
    await announce(chat, changed, several if len(thought.starts) > 1 else _("The session is moved."))


_TO = re.compile(r" (?:qua|sang|thành|thanh|to)(?= )")
# Without «qua» only what counts from the old time names a new one.
_FROM_THE_OLD = re.compile(r"\b(?:tre|som|lui|muon|tre lai|som len)\b|\bcung gio\b")


def _sides(words: str) -> tuple[str, str]:
    """Return which session, and its new time: «dời lớp thứ tư» and «qua thứ năm»."""
    if found := _TO.search(f" {words}"):
        return words[: max(0, found.start() - 1)], words[found.start() :]
    return ("", words) if _FROM_THE_OLD.search(letters(words)) else (words, "")


def _heard(new: str, old: datetime) -> list[SaidMoment] | None:
    try:
        return read_new_moments(new, old) if new else None
    except NotUnderstood:
        return None


async def _slot(chat: Chat, details: SessionDetails, what: str | list[SaidMoment]) -> tuple[Slot, Extent] | None:
    place: int | str = details.venue.id
    if what in (_PLACE, _BOTH):
        place = await ask_place(chat, details.group, _("Where is the new place?"), details.venue)
    starts, extent, answer = details.session.starts_at, Extent.ONE, _NO if what == _PLACE else _OTHER
    for n in count():
        if answer == _OTHER:
            heard = what if isinstance(what, list) and not n else None
            starts = await ask_when(chat, f"when{n}", _("What is the new time?"), _nearby(details), heard)
        answer = await _confirmed(chat, f"sure{n}", details, Slot(starts, place), extent)
        if answer == _MORE:
            extent = await which_extent(chat, details, _("Which sessions is it about?"))
        elif answer != _OTHER:
            return (Slot(starts, place), extent) if answer == _YES else None
    return None


async def _thought(chat: Chat, details: SessionDetails, to: Slot, extent: Extent) -> Thought:
    each = await class_changes.concerned(chat.db, details, extent)
    starts = tuple(to.starts + (session.starts_at - details.session.starts_at) for session in each)
    apart_from = tuple(session.id for session in each)
    return Thought(details.group, starts, to.place, apart_from, length=length(details.session))


async def _confirmed(chat: Chat, name: str, details: SessionDetails, to: Slot, extent: Extent) -> str:
    thought = await _thought(chat, details, to, extent)
    told = len((await class_changes.audience(chat.db, thought.apart_from)).everybody)
    against = await scheduling_warnings.about(chat.db, chat.person, thought)
    question = lines(
        *warned_of(against),
        _("Move the session of {before}?", before=details.session.starts_at),
        _("📅 {when}", when=to.starts),
        _("📍 {place}", place=await _place_name(chat, details, to.place)),
        _("🔁 {n} sessions move as far as this one.", n=len(thought.starts)) if len(thought.starts) > 1 else None,
        who_is_told(told),
        when_they_are_told(told, details.session.starts_at, to.starts),
    )
    yes = _("Move it anyway") if against else _("Yes, move it")
    further = extent is Extent.ONE and await class_changes.has_further(chat.db, details)
    more = {_MORE: _("🔁 Other sessions too")} if further else {}
    return await chat.choose(name, question, {_YES: yes, **more, _OTHER: _("Another time"), _NO: _("Leave it")})


async def _place_name(chat: Chat, details: SessionDetails, place: int | str) -> Text:
    venue = await courses.known_venue(chat.db, details.group, place)
    return verbatim(venue.name if venue is not None else str(place))


def _nearby(details: SessionDetails) -> list[datetime]:
    starts = details.session.starts_at
    days = (timedelta(days=-1), timedelta(days=1), timedelta(days=2), timedelta(days=7))
    return [starts + day for day in days if starts + day > clock.now()]


FLOWS = (
    Flow(
        "move_session",
        move_session,
        label=_("🕑 Move a class"),
        asked_with=Right.CHANGE_SESSION,
        phrases="""
            dời lớp · dời lớp thứ tư qua thứ năm · đổi giờ lớp VNeID · chuyển buổi tối nay qua tối mai
            đổi chỗ học qua nhà văn hóa · đổi lịch lớp · lùi lớp lại một tiếng · dời buổi này qua tuần sau
            move the class to Thursday · đổi ngày học · chuyển lớp sang chủ nhật · cho lớp học trễ lại 30 phút
            đổi địa điểm lớp · lớp VNeID dời qua 9h · dời lớp lại bữa khác · chuyển địa điểm qua trụ sở · dời qua 8h
            dời qua tối mai · đổi qua chiều thứ bảy · chuyển lớp VNeID sang 9h sáng · dời buổi tới
            đổi buổi thứ tư thành thứ sáu · lớp lừa đảo dời sang tối thứ năm
            lui lớp lại một ngày · dời xuống buổi chiều · đẩy lớp lên 8h · cho lớp trễ lại 30 phút
            đổi qua hội trường khu phố · chuyển địa điểm lớp mai · sang tuần sau học bù · dời giờ học sớm hơn
            đổi ngày lớp zalo · reschedule the class · lùi buổi tối nay qua mốt · dời lại tuần sau
            lớp chuyển qua chiều 2h
            dời buổi tối nay lại bữa sau · đổi lớp qua thứ sáu · chuyển buổi thứ bảy sang chủ nhật
            lùi giờ học lại nửa tiếng · cho học sớm hơn một tiếng · kéo lớp lên sáng thứ hai
            đẩy lùi lớp qua tuần sau · đổi giờ thành 7h tối · doi gio hoc · chuyển lớp qua trường học
            đổi chỗ học sang trụ sở ấp · học trễ lại một tiếng nha · lớp thứ tư đổi qua thứ năm
            dời qua bữa khác giùm anh · đổi lịch buổi này · lớp mai đổi giờ · tối mai học 8h thay vì 7h
            dời buổi học · mình dời lớp được không
        """,
    ),
)
