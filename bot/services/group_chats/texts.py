"""Words posted in the chat of a residential group: never a person's name, number or trouble."""

from collections.abc import Sequence
from datetime import datetime

from bot import clock
from bot.chat import labels
from bot.chat.say import Link, Say, say
from bot.domain.messaging.group_posts import is_public
from bot.i18n import Text, _, lines, verbatim
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.places import ResidentialGroup

_OFFERED = 5


def is_full(course: Course) -> bool:
    return course.enrolled >= course.seats


def invitation(all_details: Sequence[SessionDetails]) -> Say:
    first = all_details[0]
    text = lines(
        _("📢 {group}: a class free of charge, «{topic}»", group=labels.group(first.group), topic=_topic(first)),
        *_when_and_where(first),
        labels.how_often([details.session.starts_at for details in all_details]),
        _("⛔ It is full. The button puts you on the waiting list.")
        if is_full(first.course)
        else _("✅ There is room. Press the button: the rest is between you and me."),
    )
    return say(text, links=_join(first))


def over(course: Course) -> Say:
    return say(_("The class «{topic}» has no session to come.", topic=labels.topic(course.topic)))


def taken_back(course: Course) -> Say:
    return say(_("The class «{topic}» does not open after all.", topic=labels.topic(course.topic)))


def moved(before: datetime, after: SessionDetails) -> Say:
    change = _("🕑 A change: the class «{topic}» of {when} is now:", topic=_topic(after), when=before)
    return say(lines(change, *_when_and_where(after)), links=_join(after))


def all_moved(before: datetime, all_after: Sequence[SessionDetails]) -> Say:
    first = all_after[0]
    change = _("🕑 A change: the class «{topic}» from {when} on is now:", topic=_topic(first), when=before)
    times = [_("📅 {when}", when=one.session.starts_at) for one in all_after[:_OFFERED]]
    return say(lines(change, *times, _("📍 {place}", place=_place(first))), links=_join(first))


def called_off(details: SessionDetails, make_up: ClassSession | None) -> Say:
    off = _("⛔ The class «{topic}» of {when} is called off.", topic=_topic(details), when=details.session.starts_at)
    made_up = None if make_up is None else _("It is made up for: {when}.", when=make_up.starts_at)
    return say(lines(off, made_up), links=_join(details))


def as_it_was(details: SessionDetails) -> Say:
    text = _("A correction: the class «{topic}» takes place as first planned.", topic=_topic(details))
    return say(lines(text, *_when_and_where(details)), links=_join(details))


def week(group: ResidentialGroup, all_details: Sequence[SessionDetails]) -> Say:
    headline = _("📅 The classes of {group}, free of charge:", group=labels.group(group))
    first = {details.course.id: details for details in reversed(all_details)}
    links = [Link(_("📝 {session}", session=_short(one)), one.course.code) for one in reversed(first.values())]
    return say(lines(headline, *map(_line, all_details)), links=tuple(links[:_OFFERED]))


def _join(of: SessionDetails) -> tuple[Link, ...]:
    return (Link(_("📝 Join this class"), of.course.code),)


def _when_and_where(of: SessionDetails) -> tuple[Text, Text]:
    return _("📅 {when}", when=of.session.starts_at), _("📍 {place}", place=_place(of))


def _place(of: SessionDetails) -> Text:
    return verbatim(of.venue.name) if is_public(of.venue.name) else _("I will tell you where in private")


def _topic(of: SessionDetails) -> Text:
    return labels.topic(of.topic)


def _line(of: SessionDetails) -> Text:
    facts = {"session": labels.session_line(of), "place": _place(of)}
    return _("• {session}, {place} (full)", **facts) if is_full(of.course) else _("• {session}, {place}", **facts)


def _short(of: SessionDetails) -> Text:
    return _("{topic}, {day}", topic=_topic(of), day=clock.local(of.session.starts_at).date())
