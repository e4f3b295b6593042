"""What follows a class, at nine: it is over, or can they do it alone? What falls to one phone is one message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import Option, Say, no, option, say, yes
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import ReminderKind
from bot.i18n import Text, _, lines
from bot.services.courses import catalogue, endings
from bot.services.messaging import outbox, proxy
from bot.services.messaging.outbox import About, Plan
from bot.services.messaging.proxy import SharedPhone
from bot.services.reminders import follow_ups
from bot.storage.database import insert_new
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.messaging import Outbox, Reminder
from bot.storage.tables.people import Person

_NEXT = 3
_EXPIRES = time(20)
DUE = endings.DUE | follow_ups.DUE
PLANNED = endings.PLANNED | follow_ups.PLANNED


class What(StrEnum):
    """What is told, in this order: it is over, or was never held, or they wait for the next; can they do it alone?"""

    OVER = "over"
    NEVER_HELD = "never_held"
    WAITS = "waits"
    ALONE = "alone"


@dataclass(frozen=True)
class Afterwards:
    """One thing told to one person; `session` is the one after which they are asked."""

    person: Person
    what: What
    course: Course
    session: ClassSession | None = None


async def fall_due(db: AsyncSession) -> list[Afterwards]:
    told: list[Afterwards] = []
    for of in await endings.end_due(db):
        told += [Afterwards(one, What.OVER, of.course) for one in of.came]
        told += [Afterwards(one, What.WAITS, of.course) for one in of.wait]
        told += [Afterwards(one, What.NEVER_HELD, of.course) for one in of.off]
    told += [Afterwards(one, What.ALONE, course, session) for one, course, session in await follow_ups.to_be_asked(db)]
    return [one for one in told if one.person.reminders_stopped_at is None and one.person.erased_at is None]


async def upcoming(db: AsyncSession) -> list[tuple[datetime, Text]]:
    return [*await follow_ups.upcoming(db), *await endings.upcoming(db)]


async def write(db: AsyncSession, phone: SharedPhone, told: Sequence[Afterwards]) -> Outbox | None:
    """Return None if it was told, or if today's unasked messages are used up: it is tried again until the evening."""
    asked = [one for one in told if one.session is not None]
    plan = Plan(
        key=_key(told[0]),
        expires=clock.at(clock.today(), _EXPIRES),
        unasked=len(asked) == len(told),
        people=len(phone.people),
        about=_about(asked),
    )
    if len(told) == 1:
        row = await proxy.tell(db, told[0].person, await _alone(db, told[0]), plan)
    else:
        row = await outbox.tell_at(db, phone.address, await words(db, phone, told), plan)
    if row is not None:
        await note_asked(db, told)
    return row


async def note_asked(db: AsyncSession, told: Sequence[Afterwards]) -> None:
    """Note it: everybody is asked once for each course."""
    for one in told:
        if one.session is not None:
            this = {"session_id": one.session.id, "starts_at": one.session.starts_at, "person_id": one.person.id}
            await insert_new(db, Reminder, **this, kind=ReminderKind.FOLLOW_UP)


def _key(first: Afterwards) -> str:
    return f"afterwards:{first.what}:{first.course.id}:{first.person.id}"


def _about(asked: Sequence[Afterwards]) -> About:
    sessions = [one.session for one in asked if one.session is not None]
    return About(MessageKind.CAN_DO_IT_ALONE, session_id=sessions[0].id) if sessions else About()


async def _alone(db: AsyncSession, one: Afterwards) -> Say:
    if one.what is What.ALONE:
        return follow_ups.question(one.course)
    if one.what is What.WAITS:
        return say(_waits(one.course), *_no_longer(one.course), option(_("📝 Other classes"), "sign_up"))
    if one.what is What.NEVER_HELD:
        return say(_never_held(one.course), *_no_longer(one.course), option(_("📝 Other classes"), "sign_up"))
    nexts = await catalogue.open_near(db, one.person, limit=_NEXT)
    goes_on = option(_("📝 Join a class"), "sign_up") if nexts else option(_("🏠 Home"), "home")
    return say(lines(_over(one.course), *_what_comes(nexts)), goes_on)


async def words(db: AsyncSession, phone: SharedPhone, told: Sequence[Afterwards]) -> Say:
    """Return all of it as one message: each thing once, the names of several people below it, one set of answers."""
    in_order = sorted(told, key=lambda one: (list(What).index(one.what), one.course.id, one.person.id))
    over = [one for one in in_order if one.what is What.OVER]
    nexts = await catalogue.open_near(db, phone.people[0], limit=_NEXT) if over else []
    ask, answers = _asked([one for one in in_order if one.what is What.ALONE])
    said = lines(*_lines(phone, in_order), *(_what_comes(nexts) if over else ()), ask)
    shown = proxy.to_several(phone, said, names=False) if len(phone.people) > 1 else said
    join = (option(_("📝 Join a class"), "sign_up"),) if nexts or not answers else ()
    return say(shown, *answers, *join)


def _lines(phone: SharedPhone, told: Sequence[Afterwards]) -> Iterator[Text]:
    heads = {What.OVER: _over, What.NEVER_HELD: _never_held, What.WAITS: _waits, What.ALONE: _learnt}
    for (what, _course_id), group in groupby(told, key=lambda one: (one.what, one.course.id)):
        theirs = list(group)
        yield heads[what](theirs[0].course)
        if len(phone.people) > 1:
            yield from (_("• {name}", name=labels.person(one.person)) for one in theirs)


def _asked(told: Sequence[Afterwards]) -> tuple[Text | None, tuple[Option, ...]]:
    people = list(dict.fromkeys(one.person.id for one in told))
    if not people:
        return None, ()
    if len(people) == 1:
        answers = follow_ups.answers(told[-1].course, people[0])
        return _("Can you do it alone by now?"), answers
    return _("Who can do it alone by now?"), (
        yes(_("👍 I will say who can"), "who_practised", persons=people),
        no(_("🤝 Nobody yet"), "practised", course=told[-1].course.id, alone=False),
    )


def _over(course: Course) -> Text:
    return _("The class «{topic}» is over. Thank you for having learnt with us!", topic=labels.topic(course.topic))


def _waits(course: Course) -> Text:
    return lines(
        _("The class «{topic}» is over, and no seat has fallen free.", topic=labels.topic(course.topic)),
        _("I will keep your name for the next one about this, and write as soon as there is one."),
    )


def _never_held(course: Course) -> Text:
    return lines(
        _("The class «{topic}» was called off and has no new date.", topic=labels.topic(course.topic)),
        _("I will keep your name for the next one about this, and write as soon as there is one."),
    )


def _learnt(course: Course) -> Text:
    return _("You learnt «{topic}» with us the other day.", topic=labels.topic(course.topic))


def _no_longer(course: Course) -> tuple[Option, ...]:
    return (option(_("👋 I no longer want to wait"), "stop_waiting", course=course.id),)


def _what_comes(nexts: Sequence[SessionDetails]) -> Iterator[Text]:
    yield _("This is what comes next:") if nexts else _("I will write as soon as there is a new class near you.")
    yield from (_("• {session}", session=labels.session_line(details)) for details in nexts)
