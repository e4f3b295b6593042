"""What a caller reads: the name, the reason, the number, and the words to say when somebody picks up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.chat import labels
from bot.chat.chat import reader_of
from bot.chat.say import Say, option, say
from bot.chat.told_apart import told_apart
from bot.domain.calls import OBSTACLES, CallOutcome, CallReason
from bot.domain.courses import NoticeKind, SessionStatus
from bot.domain.people.person import ContactWish
from bot.domain.people.phones import shown
from bot.i18n import Text, _, lines, n_, verbatim
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Notice
from bot.storage.tables.messaging import Call
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

CONTACT_WISHES = {
    ContactWish.WRITE: _("✉️ Wishes only to be written to."),
    ContactWish.CALL: _("☎️ Wishes to be called."),
}


@dataclass(frozen=True)
class ToCall:
    """Somebody to be called on behalf of a group: the calls, what they are about, who is told for them.

    `announced` are the words of announcements, by their ids.
    """

    person: Person
    group: ResidentialGroup
    calls: tuple[Call, ...]
    all_details: Mapping[int, SessionDetails]
    relative: Person | None
    announced: Mapping[int, str]


def silent(details: SessionDetails, people: Sequence[Person]) -> Say:
    return say(
        lines(
            n_(
                "📞 Please call: one person has not answered about «{topic}», {when}.",
                "📞 Please call: {n} people have not answered about «{topic}», {when}.",
                len(people),
                topic=labels.topic(details.topic),
                when=details.session.starts_at,
            ),
            *(_("• {name}", name=name) for name in told_apart(people, labels.person, numbers=False).values()),
        ),
        option(_("☎️ Call them, one by one"), "calls"),
        option(_("📋 List of names"), "roster", session=details.session.id),
    )


def unheard(notice: Notice, details: SessionDetails, n: int) -> Say:
    session = labels.session_line(details)
    if notice.kind is NoticeKind.CALLED_OFF:
        words = n_(
            "📞 Please call: one person does not know yet that it is called off: {session}",
            "📞 Please call: {n} people do not know yet that it is called off: {session}",
            n,
            session=session,
        )
    else:
        words = n_(
            "📞 Please call: one person does not know yet of the change: {session}",
            "📞 Please call: {n} people do not know yet of the change: {session}",
            n,
            session=session,
        )
    return say(words, option(_("☎️ Call them, one by one"), "calls"))


def unreached(n: int) -> Say:
    words = n_(
        "📞 Please call: one person has no phone that the message to everybody reaches.",
        "📞 Please call: {n} people have no phone that the message to everybody reaches.",
        n,
    )
    return say(words, option(_("☎️ Call them, one by one"), "calls"))


def card(to_call: ToCall) -> Say:
    person = to_call.person
    tries = max(call.tries for call in to_call.calls)
    return say(
        lines(
            _("☎️ Please call {name}.", name=_named(person)),
            *_reasons(to_call),
            *_numbers(to_call),
            _("🗣 Say: “{words}”", words=_sentence(to_call)),
            n_("Called once, nobody picked up.", "Called {n} times, nobody picked up.", tries) if tries else None,
        ),
        option(_("✅ Told"), "call_outcome", person=person.id, outcome=CallOutcome.TOLD.value),
        option(_("📵 No answer"), "call_outcome", person=person.id, outcome=CallOutcome.NO_REPLY.value),
        option(_("👪 Told the family"), "call_outcome", person=person.id, outcome=CallOutcome.TOLD_RELATIVE.value),
        option(_("⏳ Later"), "call_later", person=person.id),
    )


def receipt(person: Person, outcome: CallOutcome) -> Text:
    name = labels.person(person)
    match outcome:
        case CallOutcome.TOLD:
            return _("✅ {name} knows.", name=name)
        case CallOutcome.NO_REPLY:
            return _("📵 {name} did not pick up.", name=name)
        case CallOutcome.TOLD_RELATIVE:
            return _("👪 The family of {name} will pass it on.", name=name)
        case _:
            return _("{name} need not be called any more.", name=name)


def _named(person: Person) -> Text:
    name = labels.person(person)
    return name if person.name is None else _("{name} ({full})", name=name, full=verbatim(person.name))


def _reasons(to_call: ToCall) -> list[Text]:
    whys = dict.fromkeys((call.reason, call.session_id) for call in to_call.calls)
    return [_reason(why, to_call.all_details.get(session_id or 0)) for why, session_id in whys]


def _reason(why: CallReason, details: SessionDetails | None) -> Text:
    if why in _WITHOUT_SESSION:
        return _WITHOUT_SESSION[why]
    if details is None:
        return _("• would like to talk to you")
    session = labels.session_line(details)
    match why:
        case CallReason.MOVED:
            return _("• does not know of the change: {session}", session=session)
        case CallReason.CALLED_OFF:
            return _("• does not know that it is called off: {session}", session=session)
        case CallReason.UNREACHABLE:
            return _("• messages do not arrive: {session}", session=session)
        case _:
            return _("• has not answered: {session}", session=session)


_WITHOUT_SESSION = {
    CallReason.ANNOUNCED: _("• has no phone that a message to everybody reaches"),
    CallReason.QUOTA: _("• was to get a message, but my messages of this month are used up there, or nearly"),
    CallReason.WINDOW: _("• was to get a message, but has not written to me for too long to get one"),
    CallReason.MUTED: _("• was to get a message, but has switched off my messages for now"),
    CallReason.CLOSED: _("• was to get a message, but I cannot send any there at present"),
}


def _numbers(to_call: ToCall) -> Iterable[Text]:
    person, relative = to_call.person, to_call.relative
    if person.phone:
        yield _("📞 {phone}", phone=verbatim(shown(person.phone)))
    if relative is not None and relative.phone:
        number = verbatim(shown(relative.phone))
        yield _("👪 {phone} ({name}, who passes it on)", phone=number, name=labels.person(relative))
    if person.contact_wish is not None:
        yield CONTACT_WISHES[person.contact_wish]
    if not person.phone and (relative is None or not relative.phone):
        yield _("No number is known: please ask a neighbour, or call at the door.")


def _sentence(to_call: ToCall) -> Text:
    person, relative, group = to_call.person, to_call.relative, labels.group(to_call.group)
    told = [_told(call, to_call).for_(reader_of(person)) for call in to_call.calls]
    opening = _("Good day, this is {group} calling.", group=group).for_(reader_of(person))
    if relative is not None and relative.phone and not person.phone:
        pass_on = _("Good day, this is {group} calling. Please tell {name}:", group=group, name=labels.person(person))
        opening = pass_on.for_(reader_of(relative))
    return verbatim(" ".join(dict.fromkeys((opening, *told))))


def _told(call: Call, to_call: ToCall) -> Text:
    details = to_call.all_details.get(call.session_id or 0)
    if call.announcement_id is not None:
        return verbatim(to_call.announced.get(call.announcement_id, ""))
    if details is None and call.reason in OBSTACLES:
        return _("The assistant's answer did not reach you: what can we do for you?")
    if details is None:
        return _("You wanted to talk to somebody: what can we do for you?")
    topic, when = labels.topic(details.topic), details.session.starts_at
    if details.session.status is SessionStatus.CALLED_OFF:
        return _(
            "The class «{topic}» of {when} does not take place: {reason}. You need not come.",
            topic=topic,
            when=when,
            reason=verbatim(details.session.reason or ""),
        )
    place = verbatim(details.venue.name)
    if call.reason is CallReason.MOVED:
        return _(
            "The class «{topic}» has changed: now {when}, {place}. Can you come?", topic=topic, when=when, place=place
        )
    return _("You have the class «{topic}», {when}, {place}. Can you come?", topic=topic, when=when, place=place)
