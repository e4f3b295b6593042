"""Words about a class that could be opened: to the leader, and to whoever waited for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.coaching import slot_of
from bot.domain.shifts import part_of
from bot.i18n import Text, _, lines, n_
from bot.services.courses.courses import Registered
from bot.storage.tables.coaching import ClassProposal
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup


@dataclass(frozen=True)
class ProposalFacts:
    """What speaks for a class, as the records have it now; `alone` asked for lessons alone."""

    on_lists: int
    alone: int
    coaches: tuple[Person, ...]


def proposal(opening: ClassProposal, group: ResidentialGroup, facts: ProposalFacts) -> Say:
    return say(
        lines(
            n_(
                "{n} person waits, and helpers are free. Shall I open a class in {group}?",
                "{n} people wait, and helpers are free. Shall I open a class in {group}?",
                facts.on_lists + facts.alone,
                group=labels.group(group),
            ),
            _("📘 {topic}", topic=labels.topic(opening.topic)),
            _("📅 {when}", when=_half_day(opening)),
            _("🤝 {names}", names=_named(facts.coaches)) if facts.coaches else None,
            _("You choose the hour and the place; then I will tell everybody who waits."),
        ),
        option(_("✅ Open it"), "open_class", opening=opening.id),
        option(_("🕑 Later"), "put_off_class", opening=opening.id),
        option(_("❓ Why?"), "why_class", opening=opening.id),
    )


def in_list(opening: ClassProposal) -> Text:
    return _("🌱 To open? {topic}, {when}", topic=labels.topic(opening.topic), when=_half_day(opening))


def reasons(opening: ClassProposal, facts: ProposalFacts) -> Text:
    return lines(
        n_(
            "• {n} waits for a class about this that is full.",
            "• {n} wait for a class about this that is full.",
            facts.on_lists,
        )
        if facts.on_lists
        else None,
        n_(
            "• {n} asked to be taught alone, and nobody is free for them.",
            "• {n} asked to be taught alone, and nobody is free for them.",
            facts.alone,
        )
        if facts.alone
        else None,
        _("• All of them can come on {when}.", when=_half_day(opening)),
        _("• {names} teach this, are free then and near enough.", names=_named(facts.coaches))
        if facts.coaches
        else None,
        _("• A helper sits with two beginners, or with four who have been to a class."),
    )


def invitation(made: Registered) -> Say:
    session = made.sessions[0]
    return say(
        lines(
            _("A class has been opened about what you wanted to learn. You may come, and your wish stays as it is:"),
            _("📘 {topic}", topic=labels.topic(made.course.topic)),
            _("📅 {when}", when=session.starts_at),
            _("📍 {place}", place=made.venue.name),
        ),
        option(_("📝 Join this class"), "sign_up", course=made.course.id),
        option(_("🏠 Home"), "home"),
    )


def _half_day(opening: ClassProposal) -> Text:
    at = clock.local(opening.starts_at)
    half_day = labels.half_day(slot_of(at.weekday(), part_of(at.hour)))
    return _("{half_day}, {day}", half_day=half_day, day=at.strftime("%-d/%-m"))


def _named(people: Sequence[Person]) -> Text:
    names = labels.person(people[0])
    for one in people[1:]:
        names = _("{first}, {second}", first=names, second=labels.person(one))
    return names
