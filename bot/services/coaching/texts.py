"""Words about an appointment for the volunteer, the resident and the leader; and why these two, in one line."""

from collections.abc import Mapping
from typing import Any

from bot.chat import labels
from bot.chat.chat import reader_of
from bot.chat.say import Say, no, option, say, yes
from bot.domain.coaching import Language, LessonPlace
from bot.domain.people.person import PhoneType
from bot.i18n import Text, _, lines, on_any_day, verbatim
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person

_PHONES = {PhoneType.ANDROID: _("knows Android"), PhoneType.IPHONE: _("knows the iPhone")}
_LANGUAGES = {
    Language.KHMER: _("speaks Khmer"),
    Language.CHINESE: _("speaks Chinese"),
    Language.ENGLISH: _("speaks English"),
}
# The volunteer and, on a visit by two, the companion who has agreed.
WhoComes = tuple[Person, Person | None]


def to_volunteer(appointment: Appointment, home: Text) -> Say:
    """Name nobody: the volunteer has not accepted yet."""
    return say(
        lines(
            _("Hello {ten}! Somebody would like to be taught alone:"),
            *what_and_when(appointment),
            where(appointment, home),
            _("Why you: {reasons}.", reasons=why(appointment.reason)),
            _(
                "I will keep it for you until {until}. Will you take it?",
                until=appointment.offered_until or appointment.starts_at,
            ),
        ),
        yes(_("✅ I take it on"), "answer_coaching_offer", appointment=appointment.id, accept=True),
        no(_("❌ I am busy then"), "answer_coaching_offer", appointment=appointment.id, accept=False),
    )


def to_resident(appointment: Appointment, who: WhoComes, home: Text) -> Say:
    helper, companion = who
    return say(
        lines(
            _(
                "{name} is free to teach you alone ({reasons}).",
                name=labels.person(helper),
                reasons=why(appointment.reason),
            ),
            *what_and_when(appointment),
            where(appointment, home),
            _comes_along(companion),
            _("Does it suit you?"),
        ),
        yes(_("✅ It suits me"), "answer_coaching", appointment=appointment.id, accept=True),
        no(_("🕑 I am busy then"), "answer_coaching", appointment=appointment.id, accept=False),
        option(_("🙋 Talk to a person"), "person"),
    )


def settled(appointment: Appointment, who: WhoComes, home: Text) -> Say:
    helper, _companion = who
    return say(
        lines(
            _("It is settled: {name} teaches you alone.", name=labels.person(helper)),
            *_what_comes(appointment, who, home),
        ),
        no(_("❌ I cannot after all"), "leave_appointment", appointment=appointment.id),
        option(_("🏠 Home"), "home"),
    )


def settled_for_helper(appointment: Appointment, home: Text) -> Say:
    return say(
        lines(
            _("✅ It is settled. Thank you, {ten}!"),
            *what_and_when(appointment),
            where(appointment, home),
            _("I will send you the name the evening before."),
        ),
        no(_("🔁 I cannot come after all"), "leave_appointment", appointment=appointment.id),
        option(_("🏠 Home"), "home"),
    )


def tomorrow_for_helper(appointment: Appointment, resident: Person, home: Text, other: Person | None) -> Say:
    return say(
        lines(
            _("{ten}, you are teaching {name} alone:", name=labels.person(resident)),
            *what_and_when(appointment),
            where(appointment, home),
            None if other is None else _("👥 You go together with {name}.", name=labels.person(other)),
            _("🔑 Please say this code when you meet: {code}.", code=appointment.meeting_code),
        ),
        no(_("🔁 I cannot come after all"), "leave_appointment", appointment=appointment.id),
    )


def tomorrow_for_resident(appointment: Appointment, who: WhoComes, home: Text) -> Say:
    helper, _companion = who
    return say(
        lines(
            _("Tomorrow {name} teaches you alone.", name=labels.person(helper)),
            *_what_comes(appointment, who, home),
        ),
        no(_("❌ I cannot after all"), "leave_appointment", appointment=appointment.id),
    )


def ahead_of_resident(appointment: Appointment, who: WhoComes, home: Text) -> Say:
    """Word it for any day: what is passed on may be read on another one."""
    helper, _companion = who
    heading = _("{name} teaches you alone.", name=labels.person(helper))
    tomorrow = tomorrow_for_resident(appointment, who, home)
    return Say(lines(heading, *_what_comes(appointment, who, home)), tomorrow.options)


def _what_comes(appointment: Appointment, who: WhoComes, home: Text) -> list[Text | None]:
    helper, companion = who
    return [
        *what_and_when(appointment),
        where(appointment, home),
        _comes_along(companion),
        _(
            "🔑 {name} will tell you the code {code}: then it is the right person.",
            name=labels.person(helper),
            code=appointment.meeting_code,
        ),
    ]


def _comes_along(companion: Person | None) -> Text | None:
    return None if companion is None else _("👥 {name} comes along.", name=labels.person(companion))


def once_more(helper: Person) -> Say:
    return say(
        _("How was it with {name}? Would you like another lesson?", name=labels.person(helper)),
        yes(_("✅ Yes, once more"), "coach_again", yes=True),
        no(_("👌 It is enough, thank you"), "coach_again", yes=False),
    )


def pass_on(words: Say, resident: Person) -> Say:
    ask = _("Please pass this on to {name}:", name=labels.person(resident))
    return Say(lines(ask, verbatim(on_any_day(words.text).for_(reader_of(resident)))), words.options)


def off(appointment: Appointment) -> Say:
    return say(
        lines(
            _("I am sorry, the lesson of {when} is off: they cannot come after all.", when=appointment.starts_at),
            _("I am looking for somebody else and will write at once."),
        )
    )


def not_this_time(appointment: Appointment) -> Say:
    return say(
        lines(
            _("The lesson does not take place this time. Thank you for being ready!"),
            _("📅 {when}", when=appointment.starts_at),
        )
    )


def what_and_when(appointment: Appointment) -> tuple[Text, Text]:
    return _("📘 {topic}", topic=labels.topic(appointment.topic)), _("📅 {when}", when=appointment.starts_at)


def where(appointment: Appointment, home: Text) -> Text:
    match appointment.place:
        case LessonPlace.HALL:
            return _("📍 The community hall of {group}", group=home)
        case LessonPlace.NEARBY:
            return _("📍 Near their home, {group}", group=home)
        case LessonPlace.HOME:
            return _("📍 At their home, {group}. Always two together, or with the family there.", group=home)


def why(facts: Mapping[str, Any]) -> Text:
    """Return at most three facts, the telling ones first: «cùng khu phố, đã kèm bác lần trước, biết iPhone»."""
    phone, language = facts.get("phone"), facts.get("language")
    said = (
        _("has taught before") if facts.get("taught_before") else None,
        _("same residential group") if facts.get("same_group") else None,
        _("a woman, as wished") if facts.get("wish") == "f" else None,
        _("a man, as wished") if facts.get("wish") == "m" else None,
        _LANGUAGES[Language(language)] if language else None,
        _PHONES[PhoneType(phone)] if phone else None,
        _("same ward") if facts.get("same_ward") and not facts.get("same_group") else None,
        _("teaches this topic, free then"),
    )
    told = [words for words in said if words is not None][:3]
    joined = told[0]
    for words in told[1:]:
        joined = _("{first}, {second}", first=joined, second=words)
    return joined
