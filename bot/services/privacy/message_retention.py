"""Old words are swept: of messages after a week, of what was offered below them after a month.

What a leader proposed to the ward goes a quarter after its answer.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot import clock
from bot.services.privacy.redaction import BODIES, BUTTONS
from bot.storage.base import NOW, from_now
from bot.storage.database import count_changed
from bot.storage.piecewise import legible
from bot.storage.tables.courses import Notice
from bot.storage.tables.messaging import ON_THE_WAY, Conversation, Outbox, Question, SeenUpdate, Swept
from bot.storage.tables.people import Code, Slip
from bot.storage.tables.reports import LeaderProposal

_AT_ONCE = 200  # in one transaction
_SEEN = timedelta(days=30)
_PROPOSALS = timedelta(days=90)


def _upto(name: str) -> ColumnElement[int]:
    return func.coalesce(select(Swept.upto).where(Swept.name == name).scalar_subquery(), 0)


_OLD_OFFER = Question.asked_at < from_now(-BUTTONS)
_IDLE = (Conversation.updated_at < from_now(-BUTTONS), Conversation.flow.is_not(None))
_OLD_UPDATE = SeenUpdate.at < from_now(-_SEEN)
# Whoever was invited and did not come has agreed to nothing.
_OLD_SLIP = (Slip.for_name.is_not(None), Slip.code == Code.text, Code.expires_at <= NOW)
_SETTLED = func.coalesce(LeaderProposal.answered_at, LeaderProposal.withdrawn_at)
_OLD_PROPOSAL = from_now(-_PROPOSALS) >= _SETTLED
DUE = or_(
    exists().where(Outbox.id > _upto("outbox"), Outbox.put_at <= from_now(-BODIES), Outbox.status.not_in(ON_THE_WAY)),
    exists().where(Question.id > _upto("question"), _OLD_OFFER),
    exists().where(*_IDLE),
    exists().where(_OLD_UPDATE),
    exists().where(*_OLD_SLIP),
    exists().where(_OLD_PROPOSAL),
)


async def sweep(db: AsyncSession) -> int:
    words = await _messages(db) + await _offers(db) + await _sweep_talks_and_updates(db)
    return words + await _names_on_slips(db) + await _proposals(db)


async def _proposals(db: AsyncSession) -> int:
    return await count_changed(db, delete(LeaderProposal).where(_OLD_PROPOSAL))


async def _messages(db: AsyncSession) -> int:
    # Their words are not opened: some may be such as no key opens.
    unopened = select(Outbox).options(defer(Outbox.message)).where(Outbox.id > _upto("outbox"))
    rows = await db.scalars(unopened.order_by(Outbox.id).limit(_AT_ONCE))
    old: list[Outbox] = []
    for row in rows:
        # Rows come in the order they were put: the first that still waits is looked at again.
        if row.status in ON_THE_WAY or row.put_at > clock.now() - BODIES:
            break
        old.append(row)
    if not old:
        return 0
    boards = set(await db.scalars(select(Notice.board_id).where(Notice.board_id.in_([row.id for row in old]))))
    for row in old:
        # A board may be rewritten later, and then still has its buttons.
        row.message = {"text": "", "buttons": await _buttons(db, row.id) if row.id in boards else []}
    await _go_on(db, "outbox", old[-1].id)
    return len(old)


async def _buttons(db: AsyncSession, row_id: int) -> list[Any]:
    found = await legible(db, select(Outbox).where(Outbox.id == row_id))
    buttons: list[Any] = found[0].message["buttons"] if found else []
    return buttons


async def _offers(db: AsyncSession) -> int:
    asked = select(Question).options(defer(Question.options)).where(Question.id > _upto("question"), _OLD_OFFER)
    old = (await db.scalars(asked.order_by(Question.id).limit(_AT_ONCE))).all()
    for question in old:
        question.options = []
    if old:
        await _go_on(db, "question", old[-1].id)
    return len(old)


async def _sweep_talks_and_updates(db: AsyncSession) -> int:
    idle = select(Conversation.address_id).where(*_IDLE).limit(_AT_ONCE)
    ended = await count_changed(
        db,
        update(Conversation)
        .where(Conversation.address_id.in_(idle))
        .values(flow=None, answers={}, question_id=None, misses=0),
    )
    upto = select(SeenUpdate.at).where(_OLD_UPDATE).order_by(SeenUpdate.at).offset(_AT_ONCE).limit(1)
    some = SeenUpdate.at <= func.coalesce(upto.scalar_subquery(), from_now(-_SEEN))
    return ended + await count_changed(db, delete(SeenUpdate).where(_OLD_UPDATE, some))


async def _names_on_slips(db: AsyncSession) -> int:
    over = select(Code.text).where(Code.text == Slip.code, Code.expires_at <= NOW)
    old = update(Slip).where(Slip.for_name.is_not(None), over.exists())
    return await count_changed(db, old.values(for_name=None))


async def _go_on(db: AsyncSession, name: str, upto: int) -> None:
    await db.merge(Swept(name=name, upto=upto))
    await db.flush()
