"""The state of one address in a flow."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from bot import clock
from bot.chat.message import Incoming
from bot.chat.render import Tap
from bot.services.messaging import command_menu, outbox
from bot.services.people import identity
from bot.storage.base import Utc
from bot.storage.database import insert_new
from bot.storage.in_transaction import roles_read
from bot.storage.statements.prepared import Prepared, PreparedChange
from bot.storage.tables.messaging import Conversation, Outbox, OutboxStatus, Presented, Priority, Question, SeenUpdate
from bot.storage.tables.operation import IS_STOPPED
from bot.storage.tables.people import Address, Person, Role


@dataclass(frozen=True)
class Standing:
    """Whoever writes, and where we stand with them.

    `opened` is what is asked now: whoever looks for it in this transaction has it. `menu` is the fingerprint of the
    list of commands beside the talk, `waits` whether a reply is still on its way; `stopped` whether an emergency stop
    is on, None if that was not looked for.
    """

    address: Address
    talk: Conversation
    opened: Question | None = None
    menu: str | None = None
    waits: bool = True
    stopped: bool | None = None
    is_new: bool = False


async def standing(db: AsyncSession, incoming: Incoming) -> Standing:
    """Return all that a turn begins with, in one look; the address is locked, and made if it is new, like
    `caller` does.
    """
    account = {"channel": incoming.channel, "account": incoming.external_id}
    if db.get_bind().dialect.name == "postgresql":
        # Whoever waits for a lock sees what is beside it as it was before.
        if (await db.execute(_LOCK, account)).first() is None:
            await identity.be_first(db, incoming)
            await db.execute(_LOCK, account)
    found: Any = await _STANDING.first(db, **account)  # beside the address anything may be None
    if found is None:
        address = await identity.make(db, incoming)
        roles_read(db)[address.person.id] = []
        return Standing(address, _begun(db, address), waits=False, is_new=True)
    address, person, talk, opened, menu, has_roles, waits, stopped = found
    set_committed_value(address, "person", person)
    if person.erased_at is not None or address.cut_off_at is not None:
        address = await identity.caller(db, incoming)
        return Standing(address, await talk_of(db, address))
    set_committed_value(address, "last_used_at", clock.now())
    await _USED.run(db, address=address.id, now=address.last_used_at)
    if not has_roles:
        roles_read(db)[address.person.id] = []
    return Standing(address, talk or _begun(db, address), opened, menu, waits, stopped)


_HERE = (Address.channel == bindparam("channel"), Address.external_id == bindparam("account"))
_LOCK = select(Address.id).where(*_HERE).with_for_update()
_OPEN = aliased(Question)
_STANDING = Prepared(
    select(
        Address,
        Person,
        Conversation,
        _OPEN,
        Presented.digest,
        select(Role.id).where(Role.person_id == Address.person_id).exists(),
        select(Outbox.id)
        .where(Outbox.address_id == Address.id, Outbox.status == OutboxStatus.QUEUED, Outbox.priority == Priority.REPLY)
        .exists(),
        IS_STOPPED,
    )
    .join(Person, Person.id == Address.person_id)
    .outerjoin(Conversation, Conversation.address_id == Address.id)
    .outerjoin(_OPEN, _OPEN.id == Conversation.question_id)
    .outerjoin(Presented, command_menu.BESIDE)
    .where(*_HERE)
)

# At once, and not with whatever else is changed: else it would be written on its own, by a flush that costs more.
_USED = PreparedChange(
    update(Address).where(Address.id == bindparam("address")).values(last_used_at=bindparam("now", type_=Utc))
)

# An answer of the card that warns whoever has announced a secret: the next message may be it.
ANNOUNCED = "announced"
# An answer of the card for who sent what we must not read: sealed, so that it stands in no list of such people.
HIDDEN = "hidden"
_TOGETHER = timedelta(minutes=2)


async def talk_of(db: AsyncSession, address: Address) -> Conversation:
    return await db.get(Conversation, address.id) or _begun(db, address)


def _begun(db: AsyncSession, address: Address) -> Conversation:
    talk = Conversation(address_id=address.id, answers={}, misses=0, updated_at=clock.now())
    db.add(talk)
    return talk


async def question(db: AsyncSession, address: Address, tap: Tap) -> Question | None:
    """Return None if it was put to another address, or if the id was reused and the nonce differs."""
    found = await db.get(Question, tap.question_id)
    if found is None or found.address_id != address.id or found.nonce != tap.nonce:
        return None
    return found


async def hidden_was_answered(db: AsyncSession, address: Address) -> bool:
    today = Question.asked_at >= clock.midnight(clock.today())
    return await _was_shown(db, address, HIDDEN, today)


async def hidden_was_ever_answered(db: AsyncSession, address: Address) -> bool:
    return await _was_shown(db, address, HIDDEN)


async def _was_shown(db: AsyncSession, address: Address, mark: str, *which: ColumnElement[bool]) -> bool:
    shown = await db.scalars(select(Question.options).where(Question.address_id == address.id, *which))
    return any(mark in option.get("answers", {}) for each in shown for option in each)


async def is_first_of_album(db: AsyncSession, incoming: Incoming) -> bool:
    """Return whether nothing has been said yet about the pictures sent together; one alone is the first."""
    if not incoming.album:
        return True
    of_all = {"channel": incoming.channel, "event_id": f"album:{incoming.album}", "unread": False}
    return await insert_new(db, SeenUpdate, **of_all, at=clock.now())


async def secret_was_announced(db: AsyncSession, address: Address) -> bool:
    """Return whether the warning is one of the two messages shown last; an open question is asked again below it."""
    shown_last = (
        select(Question.options)
        .where(Question.address_id == address.id, Question.asked_at > clock.now() - _TOGETHER)
        .order_by(Question.id.desc())
        .limit(2)
    )
    return any(ANNOUNCED in option.get("answers", {}) for each in await db.scalars(shown_last) for option in each)


async def shown(db: AsyncSession, talk: Conversation) -> Outbox | None:
    found = await _SHOWN.first(db, address=talk.address_id, question=talk.question_id)
    return None if found is None else found[0]


_SHOWN = Prepared(
    select(Outbox)
    .where(Outbox.address_id == bindparam("address"), Outbox.question_id == bindparam("question"))
    .order_by(Outbox.id.desc())
    .limit(1)
)


async def has_contact_button(db: AsyncSession, talk: Conversation) -> bool:
    asked = (Outbox.address_id == talk.address_id, Outbox.question_id == talk.question_id)
    message = await db.scalar(select(Outbox.message).where(*asked).order_by(Outbox.id.desc()).limit(1))
    return bool(message and message.get("contact"))


# The name of no question: under it an answer keeps the flow that was interrupted.
_INTERRUPTED = "…interrupted"
Interrupted: TypeAlias = tuple[str, dict[str, Any]]


async def go_on(  # noqa: PLR0913, PLR0917 where a talk stands
    db: AsyncSession,
    talk: Conversation,
    flow: str,
    answers: dict[str, Any],
    asked: Outbox,
    before_that: Interrupted | None = None,
) -> None:
    """Wait for the answer to the question in this row; what was asked before is past, but for `before_that`."""
    before = await db.get(Question, talk.question_id) if talk.question_id is not None else None
    if before is not None and before.closed_at is None:
        before.closed_at = clock.now()
    kept = {} if before_that is None else {_INTERRUPTED: {"flow": before_that[0], "answers": before_that[1]}}
    talk.flow, talk.answers, talk.question_id = flow, answers | kept, asked.question_id
    talk.updated_at = clock.now()


async def show_rest(db: AsyncSession, address: Address, question_id: int) -> bool:
    """Show the options of a list that had no number; the question that is open waits there now. Is it still known?"""
    of = await db.get(Question, question_id)
    if of is None or of.address_id != address.id:
        return False
    row = await outbox.show_rest(db, address, of)
    talk = await talk_of(db, address)
    if talk.question_id == of.id:
        of.closed_at, talk.question_id = clock.now(), row.question_id
    return True


def end(talk: Conversation) -> None:
    talk.flow, talk.answers, talk.question_id, talk.misses = None, {}, None, 0
    talk.updated_at = clock.now()


def answers_of(talk: Conversation) -> dict[str, Any]:
    return {name: value for name, value in talk.answers.items() if name != _INTERRUPTED}


def interrupted(talk: Conversation) -> Interrupted | None:
    kept = talk.answers.get(_INTERRUPTED)
    return None if kept is None else (kept["flow"], kept["answers"])


def without_last(talk: Conversation) -> dict[str, Any]:
    return dict(list(answers_of(talk).items())[:-1])
