"""The only way to write to anybody: a row in the outbox, in the transaction of what it tells about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import paging
from bot.chat.chat import Ask, reader_of
from bot.chat.message import Button, Outgoing
from bot.chat.render import buttons, how_many_numbers, numbered
from bot.chat.say import Say
from bot.domain.messaging import reminders
from bot.domain.messaging.kinds import MessageKind
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.understanding.choice import MOST_LINES
from bot.domain.understanding.kinds import AnswerKind
from bot.i18n import Reader, Text, _
from bot.storage.database import changed
from bot.storage.statements.prepared import Prepared
from bot.storage.statements.rows import put
from bot.storage.tables.group_chats import GroupChat
from bot.storage.tables.messaging import Outbox, OutboxStatus, Priority, Question
from bot.storage.tables.people import Address, Person

_REPLY_LIVES = timedelta(hours=24)
_LIVES = timedelta(hours=12)


@dataclass(frozen=True)
class About:
    """What a message is found by later: columns of the outbox with the same names."""

    kind: MessageKind | None = None
    reminder: ReminderKind | None = None
    session_id: int | None = None
    session_starts_at: datetime | None = None
    notice_id: int | None = None
    announcement_id: int | None = None


@dataclass(frozen=True)
class Plan:
    """How a message that nobody is waiting for is sent.

    `key` makes it one message however often it is put. `unasked` is what nobody asked for and no held seat needs: at
    most two a day to one phone, and none to those who stopped reminders. `through_quiet` ignores the quiet hours (a
    change to a session before 09:00), `through_stop` an emergency stop; `people` is for how many it is.
    """

    key: str | None = None
    priority: Priority = Priority.REMINDER
    at: datetime | None = None
    expires: datetime | None = None
    unasked: bool = False
    through_quiet: bool = False
    through_stop: bool = False
    people: int = 1
    about: About = About()


async def tell(db: AsyncSession, person: Person, say: Say, plan: Plan = Plan()) -> Outbox | None:
    """Return None if no address reaches the person, directly or through another, or if `plan` forbids it."""
    address = await address_of(db, person)
    return None if address is None else await tell_at(db, address, say, plan, person)


async def tell_at(
    db: AsyncSession, address: Address, say: Say, plan: Plan = Plan(), about: Person | None = None
) -> Outbox | None:
    """Write to this phone, about whom it belongs to or about somebody else; None if `plan` forbids it."""
    due, about = _due(plan), about or address.person
    if plan.key is not None and await _known(db, plan.key):
        return None
    if plan.unasked and (about.reminders_stopped_at or await _enough_today(db, address, due)):
        return None
    # Worded for the hour it leaves: a message held until morning must not call today «ngày mai».
    reader = replace(reader_of(address.person), at=due)
    card = await _card(db, address, say, about.id, reader)
    row = _row(address, about.id, _words(say, card, reader))
    row.question_id = card.id if card is not None else None
    return await _planned(db, row, plan, due)


async def may_ask_today(db: AsyncSession, person: Person) -> bool:
    address = await address_of(db, person)
    full = address is None or await _enough_today(db, address, clock.now())
    return not full and person.reminders_stopped_at is None


async def post(db: AsyncSession, address: Address, say: Say, plan: Plan, *, thread: str | None = None) -> Outbox | None:
    """Write into the chat of a group: into this topic of it, or the one where it was linked."""
    if address.unreachable_at is not None or (plan.key is not None and await _known(db, plan.key)):
        return None
    if thread is None:
        chat = await db.get(GroupChat, address.id)
        thread = "" if chat is None else chat.thread
    words = replace(_words(say, None, _group_reader()), thread=thread)
    return await _planned(db, _row(address, None, words), plan, _due(plan))


async def rewrite_post(db: AsyncSession, row_id: int, say: Say) -> None:
    message = _words(say, None, _group_reader())
    waiting = await changed(
        db,
        update(Outbox)
        .where(Outbox.id == row_id, Outbox.status == OutboxStatus.QUEUED)
        .values(message=message.as_json(), file_id=message.file),
    )
    if not waiting:
        first = await db.get_one(Outbox, row_id)
        db.add(_edit(first, await db.get_one(Address, first.address_id), message))


async def reply(
    db: AsyncSession, address: Address, say: Say, edits_id: int | None = None, *, leaves: bool = False
) -> Outbox:
    """Answer in the talk that is going on, if `edits_id` in the place of that row's message.

    What `leaves` at once is claimed as it is put.
    """
    reader = reader_of(address.person)
    card = await _card(db, address, say, address.person.id, reader)
    row = _row(address, address.person.id, _words(say, card, reader))
    row.question_id, row.edits_id = card.id if card is not None else None, edits_id
    _claim(row, leaves=leaves)
    await put(db, row)
    return row


async def ask(  # noqa: PLR0913 a question, and how it is put
    db: AsyncSession, address: Address, ask: Ask, words: Text, edits_id: int | None = None, *, leaves: bool = False
) -> Outbox:
    """Put a flow's question; `words` is all that it says. Its options are stored as they are shown."""
    reader = reader_of(address.person)
    options = [{"value": value, "label": label.for_(reader)} for value, label in ask.options]
    question = Question(address_id=address.id, name=ask.name, kind=ask.kind, options=options, asked_at=clock.now())
    await put(db, question)
    said, moments = words.with_moments(reader)
    contact = ask.contact.for_(reader) if ask.contact is not None else ""
    message = Outgoing(said, moments=moments, contact=contact, amounts=ask.kind is AnswerKind.AMOUNT)
    message = _with_options(message, question, reader) if options else message
    row = _row(address, address.person_id, message)
    row.question_id, row.edits_id = question.id, edits_id
    _claim(row, leaves=leaves)
    await put(db, row)
    return row


def number_together(rows: Iterable[Outbox]) -> None:
    """Number the lists that were put in one turn so that no number means two lines where there are no buttons.

    The last one keeps its own numbers, which a person may have read before; those above go on from there. Where nine
    are not enough, or whatever is typed answers the last question, the lines above have none.
    """
    below: int | None = None
    for row in reversed([row for row in rows if row.question_id is not None]):
        message = Outgoing.from_json(row.message)
        lines = how_many_numbers(message)
        if below is None:
            below = lines
            continue
        fits = 0 < below <= MOST_LINES - lines
        row.message = replace(message, first_number=below + 1 if fits else 0).as_json()
        below = below + lines if fits else 0


async def show_rest(db: AsyncSession, address: Address, of: Question) -> Outbox:
    """Put the options of this list that had no number yet, as a list of their own."""
    reader = reader_of(address.person)
    at = numbered([option["label"] for option in of.options], _person_line(reader))[MOST_LINES - 1 :]
    rest = [of.options[n] for n in at]
    question = Question(address_id=address.id, name=of.name, kind=of.kind, options=rest, asked_at=clock.now())
    db.add(question)
    await db.flush()
    row = _row(address, address.person_id, _with_options(Outgoing(_REST.for_(reader)), question, reader))
    row.question_id = question.id
    db.add(row)
    return row


_REST = _("There is also:")


async def rewrite(db: AsyncSession, row_id: int, say: Say) -> None:
    """Edit a message, sent or still queued; where the channel cannot edit, send nothing."""
    first = await db.get_one(Outbox, row_id)
    address = await db.get_one(Address, first.address_id)
    person = await db.get_one(Person, address.person_id)
    reader = reader_of(person)
    stands = Outgoing.from_json(first.message)
    # An edit replaces the whole message: without them its buttons would go.
    said, moments = say.text.with_moments(reader)
    message = Outgoing(said, stands.buttons, stands.person_line, stands.more_line, moments=moments)
    if say.options:
        message = _words(say, await _card(db, address, say, person.id, reader), reader)
    db.add(_edit(first, address, message))


async def redact(db: AsyncSession, row_id: int, words: Text) -> None:
    """Replace the words in our records, and in the chat where the channel can edit."""
    row = await db.get_one(Outbox, row_id)
    address = await db.get_one(Address, row.address_id)
    message = Outgoing(words.for_(reader_of(await db.get_one(Person, address.person_id))))
    row.message = message.as_json()
    if row.status is not OutboxStatus.QUEUED:
        db.add(_edit(row, address, message))


async def delete(db: AsyncSession, address: Address, message_id: str) -> None:
    db.add(_row(address, address.person_id, Outgoing("", deletes=message_id)))


async def put_menu(db: AsyncSession, address: Address, menu: Outgoing, lives: timedelta) -> None:
    row = _row(address, address.person_id, menu)
    row.expires_at = row.put_at + lives
    db.add(row)


async def address_of(db: AsyncSession, person: Person) -> Address | None:
    """Return the address used last, else that of the person they are told through."""
    for wanted in _told(person):
        found = await db.scalar(_BEST, {"person": wanted})
        if found is not None:
            await db.refresh(found, ["person"])
            return found
    return None


async def addresses_of(db: AsyncSession, person: Person) -> list[Address]:
    """Return all addresses that reach the person, in the order in which they are tried."""
    return [address for wanted in _told(person) for address in await db.scalars(_GOOD, {"person": wanted})]


def _told(person: Person) -> list[int]:
    # Without None: an address without a person is a group's chat.
    return [wanted for wanted in (person.id, person.told_via_person_id) if wanted is not None]


_GOOD = (
    select(Address)
    .where(Address.person_id == bindparam("person"), Address.unreachable_at.is_(None), Address.cut_off_at.is_(None))
    .order_by(Address.last_used_at.desc(), Address.id.desc())
)
_BEST = _GOOD.limit(1)


async def _planned(db: AsyncSession, row: Outbox, plan: Plan, due: datetime) -> Outbox:
    about = plan.about
    row.key, row.priority, row.unasked, row.people = plan.key, plan.priority, plan.unasked, plan.people
    row.through_stop = plan.through_stop
    row.kind, row.reminder = about.kind, about.reminder
    row.session_id, row.session_starts_at = about.session_id, about.session_starts_at
    row.notice_id, row.announcement_id = about.notice_id, about.announcement_id
    row.due_at, row.expires_at = due, plan.expires or due + _LIVES
    await put(db, row)
    return row


def _edit(first: Outbox, address: Address, message: Outgoing) -> Outbox:
    row = _row(address, address.person_id, replace(message, only_as_edit=True))
    row.edits_id, row.priority = first.id, Priority.REMINDER
    return row


def _group_reader() -> Reader:
    return Reader(any_day=True)


def _row(address: Address, person_id: int | None, message: Outgoing) -> Outbox:
    now = clock.now()
    return Outbox(
        address_id=address.id,
        person_id=person_id,
        priority=Priority.REPLY,
        message=message.as_json(),
        status=OutboxStatus.QUEUED,
        put_at=now,
        due_at=now,
        expires_at=now + _REPLY_LIVES,
    )


def _claim(row: Outbox, *, leaves: bool) -> None:
    if leaves:
        row.status, row.attempts = OutboxStatus.SENDING, 1


def _words(say: Say, card: Question | None, reader: Reader) -> Outgoing:
    links = tuple(Button(link.label.for_(reader), opens=link.code, in_group=link.in_group) for link in say.links)
    said, moments = say.text.with_moments(reader)
    plain = Outgoing(said, links, file=say.file, page=say.page, moments=moments, ends_contact=say.ends_contact)
    if say.file is not None:
        instead = "" if say.instead is None else say.instead.for_(reader)
        plain = replace(plain, instead=instead, on_page=_ON_PAGE.for_(reader))
    if card is None:
        return plain
    return _with_options(plain, card, reader)


_ON_PAGE = _(
    "People's names stand in the file: it waits for you on the page for a day. Send «page», then open «Papers»."
)


def _with_options(message: Outgoing, question: Question, reader: Reader) -> Outgoing:
    below = (*buttons(question), *message.buttons)
    more = paging.more_label().for_(reader)
    return replace(message, buttons=below, person_line=_person_line(reader), more_line=more)


def _person_line(reader: Reader) -> str:
    return _("0. Talk to a person").for_(reader)


async def _card(db: AsyncSession, address: Address, say: Say, about: int, reader: Reader) -> Question | None:
    if not say.options:
        return None
    options = [
        {
            "label": option.label.for_(reader),
            "flow": option.flow,
            "answers": {"for": about, **option.answers},
            **({} if option.side is None else {"side": option.side}),
        }
        for option in say.options
    ]
    card = Question(address_id=address.id, options=options, asked_at=clock.now())
    await put(db, card)
    return card


def _due(plan: Plan) -> datetime:
    due = plan.at or clock.now()
    if plan.through_quiet:
        return due
    return reminders.after_quiet_hours(clock.local(due)).astimezone(UTC)


async def _known(db: AsyncSession, key: str) -> bool:
    return await _SAME_KEY.first(db, key=key) is not None


_SAME_KEY = Prepared(select(Outbox.id).where(Outbox.key == bindparam("key")))


async def _enough_today(db: AsyncSession, address: Address, due: datetime) -> bool:
    day = clock.local(due).date()
    begins, ends = clock.days(day, day)
    sent = await db.scalar(
        select(func.count())
        .select_from(Outbox)
        .where(
            Outbox.address_id == address.id,
            Outbox.unasked.is_(True),
            Outbox.due_at >= begins,
            Outbox.due_at < ends,
            Outbox.status != OutboxStatus.DROPPED,
        )
    )
    return (sent or 0) >= reminders.A_DAY_AT_MOST
