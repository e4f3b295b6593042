"""The words of the reminders: concrete, short, always in the same order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot import clock
from bot.chat import labels
from bot.chat.say import Say, no, say, yes
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.people.person import PhoneType
from bot.i18n import Text, _, lines, n_, verbatim
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person

_BRING = _("Please bring your phone and your glasses. Take care on the way!")
_PHONES = {
    PhoneType.ANDROID: _("Android phone"),
    PhoneType.IPHONE: _("iPhone"),
    PhoneType.NONE: _("no phone yet"),
}


@dataclass(frozen=True)
class Beside:
    """Who sits beside the reader, and the code by which they recognise each other."""

    person: Person
    code: str


@dataclass(frozen=True)
class Learners:
    """How many hold a seat, and who sits with the reader: nobody until the evening before."""

    seated: int
    mine: Sequence[Beside]


def in_three_days(details: SessionDetails, _helper: Beside | None) -> Say:
    return say(
        lines(
            _("In three days you have the class «{topic}».", topic=labels.topic(details.topic)),
            *_when_and_where(details),
            _("If you cannot come, just write BUSY."),
        )
    )


def pass_on_in_three_days(details: SessionDetails, _helper: Beside | None) -> Say:
    return say(
        lines(_ahead(details), *_when_and_where(details)),
        no(_("❌ I cannot make it"), "answer_reminder", session=details.session.id, coming=False),
    )


def _ahead(details: SessionDetails) -> Text:
    # What is passed on may be read on another day.
    return _("You have a session of the class «{topic}».", topic=labels.topic(details.topic))


def tomorrow(details: SessionDetails, helper: Beside | None) -> Say:
    return say(
        lines(
            _("Tomorrow you have the class «{topic}».", topic=labels.topic(details.topic)),
            *_when_and_where(details),
            helper_line(helper),
            _("Will you be able to come?"),
        ),
        yes(_("✅ I will come"), "answer_reminder", session=details.session.id, coming=True),
        no(_("❌ I cannot make it"), "answer_reminder", session=details.session.id, coming=False),
    )


def pass_on_tomorrow(details: SessionDetails, helper: Beside | None) -> Say:
    asked = tomorrow(details, helper)
    ask = _("Will you be able to come?")
    return say(lines(_ahead(details), *_when_and_where(details), helper_line(helper), ask), *asked.options)


def pass_on_soon(details: SessionDetails, helper: Beside | None) -> Say:
    return say(lines(_ahead(details), *_when_and_where(details), helper_line(helper), _BRING))


def soon(details: SessionDetails, helper: Beside | None) -> Say:
    return say(
        lines(
            _(
                "Today at {time} it is time for the class «{topic}».",
                time=clock.local(details.session.starts_at).time(),
                topic=labels.topic(details.topic),
            ),
            _("📍 {place}", place=verbatim(details.venue.name)),
            helper_line(helper),
            _BRING,
        )
    )


def helping_in_two_days(details: SessionDetails, learners: Learners) -> Say:
    return say(
        lines(
            _("{ten}, you are helping at the class «{topic}».", topic=labels.topic(details.topic)),
            *_when_and_where(details),
            n_("👥 One person has a seat.", "👥 {n} people have a seat.", learners.seated),
        ),
        yes(_("✅ I will be there"), "coming_to_help", session=details.session.id),
        no(_("🔁 Find somebody else"), "release_shift", session=details.session.id),
    )


def your_learners(details: SessionDetails, learners: Learners) -> Say:
    return say(
        lines(
            _("{ten}, your class «{topic}» is coming up.", topic=labels.topic(details.topic)),
            *_when_and_where(details),
            _("You sit with:") if learners.mine else _("Nobody is yours alone this time: help wherever it is needed."),
            *map(_learner, learners.mine),
            _("Please come 15 minutes early. Show, do not do it for them; never hold a phone or ask for a password."),
        )
    )


TO_LEARNERS: dict[ReminderKind, Callable[[SessionDetails, Beside | None], Say]] = {
    ReminderKind.THREE_DAYS: in_three_days,
    ReminderKind.DAY_BEFORE: tomorrow,
    ReminderKind.TWO_HOURS: soon,
}
# What is said otherwise where somebody passes it on.
RELAYED: dict[ReminderKind, Callable[[SessionDetails, Beside | None], Say]] = {
    ReminderKind.THREE_DAYS: pass_on_in_three_days,
    ReminderKind.DAY_BEFORE: pass_on_tomorrow,
    ReminderKind.TWO_HOURS: pass_on_soon,
}
TO_HELPERS: dict[ReminderKind, Callable[[SessionDetails, Learners], Say]] = {
    ReminderKind.VOLUNTEERS_TWO_DAYS: helping_in_two_days,
    ReminderKind.DAY_BEFORE: your_learners,
    ReminderKind.TWO_HOURS: your_learners,
}
# How the demo lists what is due.
ANNOUNCED: dict[ReminderKind, Callable[[Text, int], Text]] = {
    ReminderKind.THREE_DAYS: lambda topic, people: n_(
        "Reminder 3 days before: {topic}, {n} person",
        "Reminder 3 days before: {topic}, {n} people",
        people,
        topic=topic,
    ),
    ReminderKind.VOLUNTEERS_TWO_DAYS: lambda topic, people: n_(
        "Reminder to volunteers: {topic}, {n} person",
        "Reminder to volunteers: {topic}, {n} people",
        people,
        topic=topic,
    ),
    ReminderKind.DAY_BEFORE: lambda topic, people: n_(
        "Reminder the day before: {topic}, {n} person",
        "Reminder the day before: {topic}, {n} people",
        people,
        topic=topic,
    ),
    ReminderKind.SILENCE: lambda topic, _people: _("Who has not answered: {topic}", topic=topic),
    ReminderKind.TWO_HOURS: lambda topic, people: n_(
        "Reminder 2 hours before: {topic}, {n} person",
        "Reminder 2 hours before: {topic}, {n} people",
        people,
        topic=topic,
    ),
}


def announced(wave: ReminderKind, details: SessionDetails, people: int) -> Text:
    return ANNOUNCED[wave](labels.topic(details.topic), people)


def _when_and_where(details: SessionDetails) -> tuple[Text, Text]:
    return _("📅 {when}", when=details.session.starts_at), _("📍 {place}", place=verbatim(details.venue.name))


def helping(details: SessionDetails) -> Text:
    return lines(_("🤝 {topic}: you help", topic=labels.topic(details.topic)), *_when_and_where(details))


def in_short(learners: Learners) -> Text | None:
    return lines(*map(_learner, learners.mine)) if learners.mine else None


def helper_line(helper: Beside | None) -> Text | None:
    if helper is None:
        return None
    name = labels.person(helper.person)
    return _("🙋 {name} keeps that hour for you. Code: {code}.", name=name, code=helper.code)


def _learner(learner: Beside) -> Text:
    name, phone = labels.person(learner.person), learner.person.phone_type
    if phone is None:
        return _("• {name}, code {code}", name=name, code=learner.code)
    return _("• {name}, {phone}, code {code}", name=name, phone=_PHONES[phone], code=learner.code)
