"""Which of the open classes: the one that was meant in the words, or chosen."""

from collections.abc import Callable, Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain.access.rights import Place
from bot.flows.questions.heard import at_place, facts_of, for_whom, that_fit, words_of
from bot.i18n import Text, _, lines, verbatim
from bot.services.courses import catalogue
from bot.services.people import places
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation

_NEAREST = 3


async def class_near(chat: Chat, text: Text, person: Person | None, home: Place | None) -> SessionDetails | None:
    """Ask for a class of the ward; where it has none, for one of the wards near it."""
    found = await catalogue.open_near(chat.db, person, home)
    if found or not (near := await catalogue.open_next_door(chat.db, person, home)):
        return await which_class(chat, text, found)
    wards = await places.wards(chat.db, {details.group.ward_code for details in near})

    def shown(details: SessionDetails, named: Text) -> Text:
        return _("{class_}, {ward}", class_=_label(details, named), ward=verbatim(wards[details.group.ward_code].name))

    not_here = _("No class is open in that ward yet. These are in wards near it.")
    return await which_class(chat, lines(not_here, text), near, shown)


async def say_for_whom(chat: Chat, course: Course) -> None:
    organisation = await chat.db.get_one(Organisation, course.organisation_id)
    chat.say(
        lines(
            _("This class is only for people of {organisation}.", organisation=verbatim(organisation.name)),
            _("If you belong to it, please ask whoever sent you the code. The other classes are open to you."),
        ),
        option(_("📝 Other classes"), "sign_up"),
        option(_("🏠 Home"), "home"),
    )


async def which_class(
    chat: Chat, text: Text, found: Sequence[SessionDetails], shown: Callable[[SessionDetails, Text], Text] | None = None
) -> SessionDetails | None:
    """Return the one of these classes that was meant or is chosen, by its next session; None if there is none.

    A class that was named is not chosen again, but where nothing is read back it has to be.
    """
    if not found:
        return None
    meant = for_whom(at_place(that_fit(found, facts_of(chat)) or found, words_of(chat)), words_of(chat))
    near = {details.course.id: details for details in meant}
    if len(near) == 1 and len(meant) < len(found):
        return meant[0]
    named = labels.session_lines(list(near.values()))
    options = {key: (shown or _label)(details, named[details.session.id]) for key, details in near.items()}
    course_id = await chat.choose("class", text, options, first=_NEAREST)
    return near.get(course_id) or await catalogue.next_of_course(chat.db, course_id)


def _label(details: SessionDetails, named: Text) -> Text:
    return _("{class_} (full)", class_=named) if is_full(details.course) else named


def is_full(course: Course) -> bool:
    return course.enrolled >= course.seats
