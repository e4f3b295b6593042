"""Answers to a message that reminds of several things, or several people."""

from dataclasses import dataclass

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.chat.told_apart import told_apart
from bot.domain.courses import SessionStatus
from bot.i18n import Text, _, n_
from bot.services.calls import call_list
from bot.services.enrolment import enrolment
from bot.services.people import identity
from bot.services.reminders.due import Ahead
from bot.services.volunteers import shifts
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")


@dataclass(frozen=True)
class _Item:
    """One of the things, still ahead; `details` of a session, or a lesson alone."""

    raw: tuple[str, int, int]
    person: Person
    of: SessionDetails | Appointment

    @property
    def ahead(self) -> Ahead:
        return Ahead(self.raw[0])


async def come_to_all(chat: Chat) -> None:
    items = await _items(chat)
    if not items:
        return _past(chat)
    for item in items:
        if isinstance(item.of, SessionDetails):
            await _come(chat, item, item.of)
    chat.say(_("Lovely, see you in class!"), _still_busy(items))


async def passed_on(chat: Chat) -> None:
    items = [item for item in await _items(chat) if item.ahead is Ahead.SEAT]
    if not items:
        return _past(chat)
    await _told(chat, items)
    n = len({item.person.id for item in items if item.person.id != chat.person.id})
    chat.say(
        n_("Thank you. I have noted that one person knows.", "Thank you. I have noted that {n} people know.", n), _HOME
    )


async def not_passed_on(chat: Chat) -> None:
    items = [item for item in await _items(chat) if item.ahead is Ahead.SEAT and item.person.id != chat.person.id]
    if not items:
        return _past(chat)
    people = {item.person.id: item.person for item in items}
    names = told_apart(people.values(), labels.person, numbers=False)
    left = await chat.choose_many("left", _("Who is not reached yet?"), names)
    await _told(chat, [item for item in items if item.person.id not in left])
    for session_id in dict.fromkeys(item.raw[1] for item in items):
        of_it = [item.person for item in items if item.raw[1] == session_id and item.person.id in left]
        await call_list.list_not_told(chat.db, session_id, of_it)
    chat.say(
        n_("One person is on the list of calls now.", "{n} people are on the list of calls now.", len(left)),
        option(_("☎️ Call them, one by one"), "calls"),
        _HOME,
    )


async def _told(chat: Chat, items: list[_Item]) -> None:
    for item in items:
        if not isinstance(item.of, SessionDetails):
            continue
        if item.person.id == chat.person.id:
            await enrolment.come(chat.db, item.person, item.of.session, chat.person)
        else:
            await enrolment.pass_on(chat.db, item.person, item.of.session, chat.person)


async def _come(chat: Chat, item: _Item, details: SessionDetails) -> None:
    if item.ahead is Ahead.SHIFT:
        await shifts.confirm(chat.db, item.person, details.session.id)
    else:
        await enrolment.come(chat.db, item.person, details.session, chat.person)


async def not_to_all(chat: Chat) -> None:
    items = await _items(chat)
    if not items:
        return _past(chat)
    # Everything may change between two turns: an answer names the thing, not its place in the list.
    named = {"-".join(map(str, item.raw)): item for item in items}
    chosen = next(iter(named))
    if len(named) > 1:
        alone = len({item.person.id for item in items}) == 1
        of_all = len({item.raw[1] for item in items}) == 1
        names = told_apart([item.person for item in items], labels.person, numbers=False)
        called = {key: None if alone else names[item.person.id] for key, item in named.items()}
        options = {key: _label(item, called[key], of_all=of_all) for key, item in named.items()}
        chosen = await chat.choose("which", _("What can you not come to?") if alone else _("Who cannot come?"), options)
    item = named.get(chosen)
    if item is None:
        return _past(chat)
    if not isinstance(item.of, SessionDetails):
        return chat.go("leave_appointment", appointment=item.of.id)
    if item.ahead is Ahead.SHIFT:
        return chat.go("release_shift", session=item.of.session.id)
    act = await enrolment.excuse(chat.db, item.person, item.of.session, chat.person)
    noted = _("I have noted that you cannot come this time. That is quite all right.")
    if item.person.id != chat.person.id:
        noted = _("I have noted that {name} cannot come this time.", name=labels.person(item.person))
    rest = [other for other in items if other is not item]
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act else ()
    chat.say(noted, *undo, *((_still_busy(rest), _known(chat, rest)) if rest else (_HOME,)))


def _label(item: _Item, name: Text | None, *, of_all: bool) -> Text:
    if isinstance(item.of, SessionDetails):
        what = labels.session_line(item.of)
    else:
        what = _("lesson alone: {when}", when=item.of.starts_at)
    if name is None:
        return what
    return name if of_all else _("{name}: {what}", name=name, what=what)


def _still_busy(items: list[_Item]) -> Option:
    several = len({item.person.id for item in items}) > 1
    label = _("❌ Somebody else cannot come") if several else _("❌ Another one cannot be kept")
    return option(label, "not_to_all", items=[item.raw for item in items])


def _known(chat: Chat, items: list[_Item]) -> Option:
    raw = [item.raw for item in items]
    if any(item.person.id != chat.person.id for item in items):
        return option(_("✅ All have been told"), "passed_on", items=raw)
    return option(_("✅ I will come to all"), "come_to_all", items=raw)


async def _items(chat: Chat) -> list[_Item]:
    """Return what is still ahead of the writer, and of those told through them. Raise NotFound for others."""
    found = []
    for kind, of_id, person_id in chat.given("items") or ():
        person = await identity.on_behalf(chat.db, chat.person, person_id)
        of = await _of(chat, Ahead(kind), of_id)
        if of is not None:
            found.append(_Item((kind, of_id, person_id), person, of))
    return found


async def _of(chat: Chat, kind: Ahead, of_id: int) -> SessionDetails | Appointment | None:
    now = clock.now()
    if kind is Ahead.LESSON:
        lesson = await chat.db.get(Appointment, of_id)
        return lesson if lesson is not None and lesson.starts_at > now else None
    details = await session_queries.details(chat.db, of_id)
    if details is None or details.session.status is not SessionStatus.PLANNED or details.session.starts_at <= now:
        return None
    return details


def _past(chat: Chat) -> None:
    chat.say(_("That session is over or was called off. Here is what is next."))
    chat.go("my_classes")


FLOWS = (
    Flow("come_to_all", come_to_all, aside=True),
    Flow("not_to_all", not_to_all),
    Flow("passed_on", passed_on, aside=True),
    Flow("not_passed_on", not_passed_on),
)
