"""The state of one address in a flow."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat.render import Tap
from bot.storage.tables.messaging import Conversation, Outbox, Question
from bot.storage.tables.people import Address


async def talk_of(db: AsyncSession, address: Address) -> Conversation:
    talk = await db.get(Conversation, address.id)
    if talk is None:
        talk = Conversation(address_id=address.id, answers={}, misses=0, updated_at=clock.now())
        db.add(talk)
        await db.flush()
    return talk


async def question(db: AsyncSession, address: Address, tap: Tap) -> Question | None:
    """Return None if it was put to another address, or if the id was reused and the nonce differs."""
    found = await db.get(Question, tap.question_id)
    if found is None or found.address_id != address.id or found.nonce != tap.nonce:
        return None
    return found


async def latest_card(db: AsyncSession, address: Address) -> Question | None:
    """Return the card shown last, unless a question followed: its numbers are what «2» means now."""
    latest = await db.scalar(
        select(Question).where(Question.address_id == address.id).order_by(Question.id.desc()).limit(1)
    )
    return latest if latest is not None and latest.name is None else None


async def shown(db: AsyncSession, talk: Conversation) -> int | None:
    """Return the outbox row of the open question."""
    found: int | None = await db.scalar(
        select(Outbox.id).where(Outbox.question_id == talk.question_id).order_by(Outbox.id.desc()).limit(1)
    )
    return found


async def has_contact_button(db: AsyncSession, talk: Conversation) -> bool:
    if talk.question_id is None:
        return False
    asked = (Outbox.address_id == talk.address_id, Outbox.question_id == talk.question_id)
    message = await db.scalar(select(Outbox.message).where(*asked).order_by(Outbox.id.desc()).limit(1))
    return bool(message and message.get("contact"))


async def go_on(db: AsyncSession, talk: Conversation, flow: str, answers: dict[str, Any], asked: Question) -> None:
    before = await db.get(Question, talk.question_id) if talk.question_id is not None else None
    if before is not None and before.closed_at is None:
        before.closed_at = clock.now()
    talk.flow, talk.answers, talk.question_id = flow, answers, asked.id
    talk.updated_at = clock.now()


def end(talk: Conversation) -> None:
    talk.flow, talk.answers, talk.question_id, talk.misses = None, {}, None, 0
    talk.updated_at = clock.now()


def without_last(talk: Conversation) -> dict[str, Any]:
    return dict(list(talk.answers.items())[:-1])
