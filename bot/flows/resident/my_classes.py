"""What I have signed up for; leaving it."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain.enrolment import EnrolmentStatus
from bot.i18n import Text, _, lines
from bot.services import enrolment, learning, residents, seats
from bot.storage.courses import Course, Enrolment

_SHOWN = 3


async def my_classes(chat: Chat) -> None:
    """The next sessions, and where one waits."""
    if not residents.is_known(chat.person):
        return chat.go("welcome", then="my_classes")
    meetings = await learning.seats_of(chat.db, chat.person)
    waiting = [
        _("⏳ {topic}: number {n} on the waiting list", topic=labels.topic(course.topic), n=await _line(chat, mine))
        for course, mine in await learning.courses_of(chat.db, chat.person)
        if mine.status is EnrolmentStatus.WAITLISTED
    ]
    if not meetings and not waiting:
        return chat.say(
            _("You have not signed up for a class yet."),
            option(_("📝 Join a class"), "sign_up"),
            option(_("🏠 Home"), "home"),
        )
    busy = [option(_("❌ Busy next time"), "answer_reminder", session=meetings[0].session.id, coming=False)]
    chat.say(
        lines(_("Your classes:"), *(labels.session(meeting) for meeting in meetings[:_SHOWN]), *waiting),
        *(busy if meetings else []),
        option(_("👋 Leave a class"), "leave"),
        option(_("🏠 Home"), "home"),
    )


async def leave(chat: Chat) -> None:
    """End an enrolment; the place goes to the first waiting."""
    mine = {course.id: course for course, _mine in await learning.courses_of(chat.db, chat.person)}
    if not mine:
        return chat.say(_("You have not signed up for a class yet."), option(_("🏠 Home"), "home"))
    course = mine[next(iter(mine))] if len(mine) == 1 else await _which(chat, mine)
    sure = await chat.confirm(
        "sure",
        _("Leave the class «{topic}»? Your place goes to the next in line.", topic=labels.topic(course.topic)),
        _("👋 Yes, leave"),
        _("✋ Stay"),
    )
    if not sure:
        return chat.say(_("Good, you keep your place."), option(_("📅 My classes"), "my_classes"))
    act = await enrolment.leave(chat.db, chat.person, course, chat.person)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act else ()
    chat.say(_("You have left the class. You are welcome again at any time."), *undo, option(_("🏠 Home"), "home"))


async def _which(chat: Chat, mine: dict[int, Course]) -> Course:
    options: dict[int, Text | str] = {course_id: labels.topic(course.topic) for course_id, course in mine.items()}
    return mine[await chat.choose("which", _("Which class would you like to leave?"), options)]


async def _line(chat: Chat, mine: Enrolment) -> int:
    return await seats.place_in_line(chat.db, mine)
