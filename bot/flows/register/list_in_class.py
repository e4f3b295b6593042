"""Putting a whole list into a class, in one act."""

from collections import Counter

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.enrolment import EnrolmentStatus
from bot.i18n import _, lines, n_
from bot.services.courses import catalogue
from bot.services.enrolment.capacity import too_late_to_remind
from bot.services.register import class_places, register
from bot.storage.tables.courses import Course

_BOOK, _HOME = option(_("📖 The book"), "book"), option(_("🏠 Home"), "home")


async def list_in_class(chat: Chat) -> None:
    people = await register.of_ids(chat.db, chat.person, chat.given("persons") or ())
    if not people:
        return chat.say(_("Nobody of that list is in the book any more."), _BOOK, _HOME)
    near = {details.course.id: details for details in await catalogue.open_near(chat.db, people[0])}
    if not near:
        return chat.say(_("There is no open class near them yet."), _BOOK, _HOME)
    chosen = await chat.choose(
        "class",
        n_(
            "Into which class shall I put this one person?",
            "Into which class shall I put these {n} people?",
            len(people),
        ),
        {course: labels.session_line(details) for course, details in near.items()},
    )
    act, enrolled = await class_places.enrol_all(chat.db, chat.person, people, await chat.db.get_one(Course, chosen))
    counts = Counter("there" if one.already else one.status.value for one in enrolled)
    undo = (option(_("↩️ Undo for the whole list"), "undo", act=act.id),) if act is not None else ()
    chat.say(
        lines(
            _("Done: {class_}.", class_=labels.session_line(near[chosen])),
            _("✅ Have a seat now: {n}", n=counts[EnrolmentStatus.ENROLLED.value]),
            _("⏳ On the waiting list, for the class is full: {n}", n=counts[EnrolmentStatus.WAITLISTED.value])
            if counts[EnrolmentStatus.WAITLISTED.value]
            else None,
            _("📘 In the class already: {n}", n=counts["there"]) if counts["there"] else None,
            _("It is too soon for a reminder: their names are on the list of calls.")
            if counts[EnrolmentStatus.ENROLLED.value] and too_late_to_remind([near[chosen].session])
            else None,
        ),
        *undo,
        _BOOK,
        _HOME,
    )


FLOWS = (Flow("list_in_class", list_in_class, right=Right.KEEP_BOOK),)
