"""Changing a class while it runs: its seats, its topic, how many sessions it has; time and place by «move»."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.labels import TOPICS
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.domain.courses import Extent
from bot.domain.parsing.course import read_course_line
from bot.domain.people.person import OPENLY_NAMED, Audience
from bot.domain.topics import Topic
from bot.flows.courses.session_change import announce, back_to, changeable, which_extent, who_is_told
from bot.flows.questions.heard import words_of
from bot.flows.questions.number import read_number
from bot.i18n import Text, _, lines, n_
from bot.services.courses import class_audience, class_changes
from bot.services.courses.courses import MOST_SEATS, MOST_WEEKS
from bot.services.courses.reschedule import Changed
from bot.storage.session_queries import SessionDetails

_SEATS, _TOPIC, _WEEKS, _WHEN, _WHOM = "seats", "topic", "weeks", "when", "whom"
_EVERYBODY = "everybody"
_ASK, _KEEP, _NO = "ask", "keep", "no"
_MORE = (8, 10, 15, 20, 30)
_ENDS = _("the class ends earlier")


async def change_class(chat: Chat) -> None:
    details = await changeable(chat)
    if details is None:
        return
    _hear(chat)
    what = await chat.choose(
        "what",
        lines(labels.session(details), _("What is to change?")),
        {
            _SEATS: _("🪑 The seats"),
            _TOPIC: _("📘 The topic"),
            _WEEKS: _("🔁 The weeks"),
            _WHEN: _("🕑 Time or place"),
            _WHOM: _("🏷 For whom it is"),
        },
    )
    if what == _WHEN:
        return chat.go("move_session", session=details.session.id)
    if what == _WEEKS:
        return await _weeks(chat, details)
    if what == _WHOM:
        return await _whom(chat, details)
    extent = await which_extent(chat, details, _("Which sessions is it about?"))
    await (_seats if what == _SEATS else _topic)(chat, details, extent)


def _hear(chat: Chat) -> None:
    """Read what changes, and to what: «Lớp thứ tư tăng lên 20 chỗ»."""
    said = read_course_line(words_of(chat), clock.local(clock.now()))
    if said.seats is not None and said.seats <= MOST_SEATS:
        chat.answers.setdefault("what", _SEATS)
        chat.answers.setdefault("seats", said.seats)


async def _seats(chat: Chat, details: SessionDetails, extent: Extent) -> None:
    read = read_number(MOST_SEATS, _("A class can have up to {n} seats.", n=MOST_SEATS))
    shown = {n: n_("{n} seat", "{n} seats", n) for n in _MORE if n != details.session.seats}
    seats = await chat.ask("seats", _("How many seats?"), read, shown, _("for example: 12"))
    beyond = await class_changes.surplus(chat.db, details, seats, extent)
    answer = _ASK
    if beyond:
        names = told_apart(beyond, labels.person, numbers=False).values()
        question = lines(
            n_(
                "One person more has a place than there will be seats; nobody loses theirs.",
                "{n} people more have a place than there will be seats; nobody loses theirs.",
                len(beyond),
            ),
            _("Who signed up last: {names}.", names=labels.enumeration(list(names))),
        )
        options = {
            _ASK: _("Ask these {n} whether they leave theirs", n=len(beyond)),
            _KEEP: _("Ask nobody"),
            _NO: _("Leave it"),
        }
        answer = await chat.choose("beyond", question, options)
    if answer == _NO:
        return chat.say(_("All right, nothing was changed."), back_to(details))
    changed = await class_changes.change_seats(
        chat.db, chat.person, details.session.id, seats, extent, ask=bool(beyond) and answer == _ASK
    )
    if len(beyond) == 0:
        return await _say(chat, details, changed, n_("There is one seat now.", "There are {n} seats now.", seats))
    smaller = n_(
        "Nobody loses a place; when people leave, one seat stays.",
        "Nobody loses a place; when people leave, {n} seats stay.",
        seats,
    )
    await _say(chat, details, changed, smaller)


async def _topic(chat: Chat, details: SessionDetails, extent: Extent) -> None:
    others = {topic: name for topic, name in TOPICS.items() if topic is not details.topic}
    topic = await chat.choose("topic", _("What will it be about?"), others)
    each = await class_changes.concerned(chat.db, details, extent)
    told = len((await class_changes.audience(chat.db, [session.id for session in each])).everybody)
    question = lines(
        _("Change «{before}» to «{topic}»?", before=labels.topic(details.topic), topic=labels.topic(Topic(topic))),
        who_is_told(told),
    )
    if not await chat.confirm("sure", question, _("Yes, change it"), _("Leave it")):
        return chat.say(_("All right, nothing was changed."), back_to(details))
    changed = await class_changes.change_topic(chat.db, chat.person, details.session.id, Topic(topic), extent)
    await _say(chat, details, changed, _("The topic is «{topic}» now.", topic=labels.topic(Topic(topic))))


async def _whom(chat: Chat, details: SessionDetails) -> None:
    kinds: dict[str, Text] = {kind.value: labels.AUDIENCES[kind] for kind in OPENLY_NAMED}
    question = _("For whom is this class? Others may come, too; it stands on no poster and no list.")
    said = await chat.choose("for_whom", question, {**kinds, _EVERYBODY: _("Everybody")})
    whom = None if said == _EVERYBODY else Audience(said)
    act = await class_audience.mean_for(chat.db, chat.person, details, whom)
    if act is None:
        return chat.say(_("Nothing was changed: it is so already, or it is over."), back_to(details))
    for_them = _("The class is for everybody now.") if whom is None else _("🏷 For: {whom}", whom=labels.AUDIENCES[whom])
    chat.say(for_them, option(_("↩️ Undo"), "undo", act=act.id), back_to(details))


async def _weeks(chat: Chat, details: SessionDetails) -> None:
    now = len(await class_changes.concerned(chat.db, details, Extent.ALL))
    read = read_number(MOST_WEEKS, _("A class can run for up to {n} weeks.", n=MOST_WEEKS))
    question = n_(
        "One session is to come. How many shall be to come?",
        "{n} sessions are to come. How many shall be to come?",
        now,
    )
    shown = {n: n_("{n} session", "{n} sessions", n) for n in range(max(1, now - 2), now + 3) if n != now}
    n = await chat.ask("weeks", question, read, shown, _("for example: 6"))
    if n < now:
        each = await class_changes.concerned(chat.db, details, Extent.ALL)
        told = len((await class_changes.audience(chat.db, [session.id for session in each[n:]])).everybody)
        question = lines(
            n_("Call off the last session?", "Call off the last {n} sessions?", now - n), who_is_told(told)
        )
        if not await chat.confirm_in_words("sure", question, _("Yes, call it off"), _("Leave it")):
            return chat.say(_("All right, nothing was changed."), back_to(details))
    why = _ENDS.for_(reader_of(chat.person))
    changed = await class_changes.change_weeks(chat.db, chat.person, details.session.id, n, why)
    await _say(chat, details, changed, n_("One session is to come now.", "{n} sessions are to come now.", n))


async def _say(chat: Chat, details: SessionDetails, changed: Changed | None, done: Text) -> None:
    if changed is None:
        return chat.say(_("Nothing was changed: it is so already, or it is over."), back_to(details))
    await announce(chat, changed, done)


FLOWS = (
    Flow(
        "change_class",
        change_class,
        label=_("✏️ Change a class"),
        asked_with=Right.CHANGE_SESSION,
        phrases="""
            sửa lớp · đổi số chỗ của lớp · thêm chỗ cho lớp thứ tư · lớp thứ bảy tăng lên 20 chỗ · bớt chỗ lớp VNeID
            lớp còn nhận được 10 chỗ · đổi bài học của lớp · lớp học thêm hai buổi nữa · kéo dài lớp thêm hai tuần
            đổi chủ đề lớp thứ ba · change the number of seats · lớp này cho thêm 5 chỗ · sửa số chỗ · lớp kết thúc sớm
            tăng thêm chỗ cho lớp · lớp này nhận 25 người · giảm số chỗ lớp tối thứ tư · tăng chỗ lớp VNeID lên 20
            thêm mấy buổi nữa · lớp này học thêm một tuần · đổi nội dung lớp · đổi bài dạy lớp thứ ba
            nới thêm 5 chỗ · cho lớp thêm chỗ
        """,
    ),
)
