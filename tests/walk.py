"""Walks through every flow, question after question, so that something can be tried at each of them."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete, select

from bot.chat.render import buttons
from bot.flows import FLOWS
from bot.storage.tables.messaging import Call, Conversation, Question
from bot.storage.tables.people import Address
from tests import scene
from tests.town import Talker, Town

SECRETS = ("482913", "CCCD 079 185 012 345", "mật khẩu của tôi là hoasen771", "4111 1111 1111 1111")

# What may answer a question that has no buttons.
_ANSWERS = ("19h30 thứ bảy", "Nguyễn Văn Ánh", "0912 345 678", "Phú Lợi", "khu phố 3", "20", "31/10/2026", "1")
_MOST_QUESTIONS = 12


# Through all flows in the lanes; the suite goes through some, spread over the alphabet.
EVERY = (6, pytest.param(1, marks=pytest.mark.lane))


def flows(every: int) -> list[str]:
    """Return every n-th flow by name. «erase» comes last: afterwards nothing is asked any more."""
    return sorted(sorted(FLOWS)[::every], key=lambda name: name == "erase")


async def every_question(town: Town, somebody: Talker, every: int) -> AsyncIterator[tuple[str, str]]:
    """Stops once at each question (flow, name) of these flows that somebody can be asked, while it is open."""
    stopped: set[tuple[str, str]] = set()
    for flow in flows(every):
        await begin(town, somebody, flow)
        for _question in range(_MOST_QUESTIONS):
            at = await open_question(town, somebody)
            if at is None:
                break
            if at not in stopped:
                stopped.add(at)
                yield at
            await _answer(town, somebody, at)
        else:
            await somebody.says("/cancel")


async def begin(town: Town, somebody: Talker, flow: str, **given: object) -> None:
    """Start a flow by the button of a card."""
    async with town.begin() as db:
        data = await scene.button(db, somebody, flow, **{"session": 1, "course": 1, **given})
    await somebody.taps_again(data)


async def forget_calls(town: Town) -> None:
    """Nobody is to be called: who asks for a human is told again who will call."""
    async with town.begin() as db:
        await db.execute(delete(Call))


async def open_question(town: Town, somebody: Talker) -> tuple[str, str] | None:
    """The flow and the name of what is being asked."""
    found = await _open(town, somebody)
    return None if found is None else (found[0], found[1].name or "")


async def _answer(town: Town, somebody: Talker, at: tuple[str, str]) -> None:
    found = await _open(town, somebody)
    if found is not None and found[1].options:
        return await somebody.taps_again(buttons(found[1])[0].data)
    for words in _ANSWERS:
        await somebody.says(words)
        if await open_question(town, somebody) != at:
            return


async def _open(town: Town, somebody: Talker) -> tuple[str, Question] | None:
    async with town.begin() as db:
        talk = await db.scalar(
            select(Conversation)
            .join(Address, Address.id == Conversation.address_id)
            .where(Address.external_id == somebody.account)
        )
        if talk is None or talk.question_id is None or talk.flow is None:
            return None
        return talk.flow, await db.get_one(Question, talk.question_id)
