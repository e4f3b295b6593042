"""Which of the open classes: the one that was meant in the words, or chosen."""

from collections.abc import Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.flows.questions.heard import facts_of, that_fit
from bot.i18n import Text, _
from bot.services.courses import catalogue
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course


async def which_class(chat: Chat, text: Text, found: Sequence[SessionDetails]) -> SessionDetails | None:
    """Return the one of these classes that was meant or is chosen, by its next session; None if there is none.

    A class that was named is not chosen again, but where nothing is read back it has to be.
    """
    if not found:
        return None
    meant = that_fit(found, facts_of(chat)) or found
    near = {details.course.id: details for details in meant}
    if len(near) == 1 and len(meant) < len(found):
        return meant[0]
    course_id = await chat.choose("class", text, {key: label(details) for key, details in near.items()})
    return near.get(course_id) or await catalogue.next_of_course(chat.db, course_id)


def label(details: SessionDetails) -> Text:
    if is_full(details.course):
        return _("{class_} (full)", class_=labels.session_line(details))
    return labels.session_line(details)


def is_full(course: Course) -> bool:
    return course.enrolled >= course.seats
