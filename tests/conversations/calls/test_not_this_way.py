"""What a channel does not take now goes another way, or to a human with the reason; the address stays good."""

from collections import defaultdict

import pytest
from sqlalchemy import select

from bot import clock
from bot.channels.channel import NotThisWay, SendResult
from bot.chat.message import Outgoing
from bot.domain.calls import CallOutcome, CallReason
from bot.domain.messaging.kinds import Obstacle
from bot.services.calls import texts
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus
from bot.storage.tables.people import Address
from tests.conversations.calls.test_calls import Street
from tests.town import Talker, Town


class Obstacles:
    """Accounts that take nothing at present, and how often each was tried."""

    def __init__(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at: dict[str, Obstacle] = {}
        self.tried: dict[str, int] = defaultdict(int)
        self._send = town.web.send
        monkeypatch.setattr(town.web, "send", self.send)

    async def send(self, account: str, message: Outgoing, edits: str | None = None) -> SendResult:
        self.tried[account] += 1
        return NotThisWay(self.at[account]) if account in self.at else await self._send(account, message, edits)


@pytest.fixture
def obstacles(town: Town, monkeypatch: pytest.MonkeyPatch) -> Obstacles:
    return Obstacles(town, monkeypatch)


async def _second_phone(here: Street, of: Talker, *, used_first: bool) -> Talker:
    second = here.town.phone("Bác An (máy hai)")
    async with here.town.begin() as db:
        first = (await db.scalars(select(Address).where(Address.external_id == of.account))).one()
        at = clock.now() if used_first else first.last_used_at.replace(year=2025)
        db.add(Address(person_id=first.person_id, channel="web", external_id=second.account, last_used_at=at))
    return second


async def _calls(town: Town) -> list[tuple[CallReason, CallOutcome | None]]:
    async with town.begin() as db:
        return [(call.reason, call.outcome) for call in await db.scalars(select(Call).order_by(Call.id))]


@pytest.mark.parametrize("used_first", [True, False], ids=["last", "earlier"])
async def test_it_goes_to_the_next_account_and_the_first_stays_good(
    town: Town, obstacles: Obstacles, *, used_first: bool
) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    second = await _second_phone(here, an, used_first=used_first)
    refusing, takes = (second, an) if used_first else (an, second)
    obstacles.at[refusing.account] = Obstacle.QUOTA
    await town.time_is("2026-11-27 17:30")
    takes.sees("ngày mai bác có buổi học")
    refusing.sees_nothing()
    assert await _calls(town) == []
    async with town.begin() as db:
        assert all(address.unreachable_at is None for address in await db.scalars(select(Address)))


async def test_without_another_account_a_human_calls_and_it_comes_when_it_will_pass(
    town: Town, obstacles: Obstacles
) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    obstacles.at[an.account] = Obstacle.QUOTA
    await town.time_is("2026-11-27 17:30")
    assert await _calls(town) == [(CallReason.QUOTA, None)]
    await here.lan.says("về đầu")
    await here.lan.taps("Gọi giúp (1)")
    here.lan.sees(
        "bác An", "số tin tháng này của trợ lý đã hết hoặc gần hết", "0912 345 678", "Bác có lớp Chống lừa đảo"
    )

    obstacles.at.clear()
    await an.says("về đầu")
    an.sees("ngày mai bác có buổi học")
    assert await _calls(town) == [(CallReason.QUOTA, CallOutcome.SETTLED)]


def test_each_reason_has_its_words() -> None:
    assert {CallReason(why) for why in Obstacle} <= texts._WITHOUT_SESSION.keys()


async def test_an_answer_that_cannot_be_given_is_a_call_too(town: Town, obstacles: Obstacles) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    obstacles.at[an.account] = Obstacle.QUOTA
    await an.says("lịch của tôi")
    assert await _calls(town) == [(CallReason.QUOTA, None)]
    await here.lan.says("/goi")
    here.lan.sees("bác An", "số tin tháng này", "trợ lý trả lời mà tin không tới")
    await an.says("0")
    assert len(await _calls(town)) == 2, "who asks for a person is on the list once more, for that"


async def test_accounts_that_all_refuse_are_tried_once_each(town: Town, obstacles: Obstacles) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    phones = [an, await _second_phone(here, an, used_first=True), await _second_phone(here, an, used_first=False)]
    obstacles.at = dict.fromkeys((phone.account for phone in phones), Obstacle.QUOTA)
    await town.time_is("2026-11-27 17:30")
    assert [obstacles.tried[phone.account] for phone in phones] == [2, 2, 2], "two reminders"
    async with town.begin() as db:
        assert OutboxStatus.UNREACHABLE in set(await db.scalars(select(Outbox.status)))
    assert await _calls(town) == [(CallReason.QUOTA, None)]
