"""Texts about a new class: for its leader, and to be forwarded."""

from datetime import timedelta

from bot.chat import labels
from bot.domain.courses import LESSON
from bot.i18n import Text, _, lines, on_any_day, verbatim
from bot.services.access.permissions import Host
from bot.services.courses.courses import Registered
from bot.storage.tables.courses import Course, length
from bot.storage.tables.people import Person


def card(made: Registered) -> Text:
    return lines(
        _(
            "The class «{topic}» is created: {when}, at {place}, seats: {seats}. Its code is {code}.",
            topic=labels.topic(made.course.topic),
            when=made.sessions[0].starts_at,
            place=verbatim(made.venue.name),
            seats=made.course.seats,
            code=made.course.code,
        ),
        labels.how_often([one.starts_at for one in made.sessions], last=True),
        _how_long(made),
        _for_whom(made.course),
        _told_by(made),
    )


def _for_whom(course: Course) -> Text | None:
    return None if course.audience is None else _("🏷 For: {whom}", whom=labels.AUDIENCES[course.audience])


def _told_by(made: Registered) -> Text:
    if made.course.members_only:
        return _("Please forward the message above to your people only: the class is for nobody else.")
    if made.course.organisation_id is not None:
        return _("Please forward the message above, so that people can sign up.")
    if made.posted_at is None:
        return _("Please forward the message above to the group of your neighbourhood, so that people can sign up.")
    return _("I will post it in the chat of your neighbourhood: {when}.", when=made.posted_at)


def forwardable(made: Registered, host: Host, leader: Person, where_to_send: Text) -> Text:
    return on_any_day(
        lines(
            _invites(made.course, labels.host(host)),
            _("📅 {when}", when=made.sessions[0].starts_at),
            labels.how_often([one.starts_at for one in made.sessions], last=True),
            _("📍 {place}", place=verbatim(made.venue.name)),
            _("📝 To sign up:"),
            where_to_send,
            _("Or ask {leader}.", leader=_contact(leader)),
        )
    )


def _invites(course: Course, host: Text) -> Text:
    if course.members_only:
        return _("📢 {host} invites its people to the class «{topic}».", host=host, topic=labels.topic(course.topic))
    return _(
        "📢 {host} invites everybody to the class «{topic}», free of charge.",
        host=host,
        topic=labels.topic(course.topic),
    )


def _how_long(made: Registered) -> Text | None:
    """Said only where it is not the usual hour."""
    lasts = length(made.sessions[0])
    return None if lasts == LESSON else _("⏱ {n} minutes each time", n=lasts // timedelta(minutes=1))


def _contact(leader: Person) -> Text:
    name = labels.person(leader)
    return _("{name}, telephone {phone}", name=name, phone=leader.phone) if leader.phone else name
