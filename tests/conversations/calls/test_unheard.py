"""Who cannot be reached, or does not say that they know of a change, is called; who comes back hears what is true."""

import pytest
from sqlalchemy import select

from bot.domain.calls import CallOutcome, CallReason
from bot.storage.tables.messaging import Call, Outbox, OutboxStatus
from tests.conversations.calls.test_calls import Street
from tests.town import Town


async def _reasons(town: Town) -> list[tuple[CallReason, CallOutcome | None]]:
    async with town.begin() as db:
        calls = await db.scalars(select(Call).order_by(Call.id))
        return [(call.reason, call.outcome) for call in calls]


async def _called_off(here: Street) -> None:
    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    await here.lan.taps("Báo nghỉ")
    await here.lan.says("nước ngập đường")
    await here.lan.taps("Chưa có")
    await here.lan.taps("Báo nghỉ")


async def test_who_has_not_read_of_a_calling_off_is_called(town: Town) -> None:
    here = await Street(town).settle()
    an, binh = here.learners["An"], here.learners["Bình"]
    await town.time_is("2026-11-28 15:00")
    await _called_off(here)
    an.sees("phải nghỉ")
    await an.taps("Tôi biết rồi")
    await here.huong.taps("Tôi biết rồi")

    await town.time_is("2026-11-28 15:59")
    here.lan.sees_nothing()
    await town.time_is("2026-11-28 16:00")
    here.lan.sees("Gọi giúp: còn 1 người chưa biết buổi này tạm nghỉ: Chống lừa đảo")
    here.huong.sees("Gọi giúp: còn 1 người")
    await here.huong.taps("Gọi giúp từng người")
    card = here.huong.sees("bác Bình", "chưa biết buổi học tạm nghỉ", "0987 654 321")
    assert "Bác khỏi đi buổi đó" in card
    await here.huong.taps("Đã báo")
    here.huong.sees("Đã gọi xong cả danh sách")

    await here.lan.taps_again(await here.lan.data_of("Ai đã biết?"))
    here.lan.sees("Cả 3 người đã biết")
    binh.sees_nothing()


@pytest.mark.outlook
async def test_who_reads_it_after_all_need_not_be_called(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await town.time_is("2026-11-28 15:00")
    await _called_off(here)
    await town.time_is("2026-11-28 16:00")
    await here.lan.taps("Gọi giúp từng người")
    here.lan.sees("bác An", "0912 345 678")
    await here.learners["An"].taps("Tôi biết rồi")
    await here.huong.taps("Tôi biết rồi")
    await town.time_is("2026-11-28 16:05")
    assert {outcome for _why, outcome in await _reasons(town)} == {CallOutcome.SETTLED}
    assert not await here.still_read("0912 345 678")


async def test_a_calling_off_that_is_taken_back_needs_no_calls(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await town.time_is("2026-11-27 21:00")
    await _called_off(here)
    await here.lan.taps("Nhầm, trả lại")
    await town.time_is("2026-11-28 12:00")
    assert CallReason.CALLED_OFF not in {why for why, _outcome in await _reasons(town)}


async def test_an_outcome_taken_back_takes_it_from_the_board_too(town: Town) -> None:
    here = await Street(town).settle(("An",))
    await town.time_is("2026-11-28 15:00")
    await _called_off(here)
    await here.huong.taps("Tôi biết rồi")
    await town.time_is("2026-11-28 16:00")
    await here.lan.taps("Gọi giúp từng người")
    await here.lan.taps("Đã báo")
    await here.lan.taps("Nhầm, trả lại")
    await here.lan.taps_again(await here.lan.data_of("Ai đã biết?"))
    here.lan.sees("Đã biết 1/2", "Cần gọi: bác An")


async def test_who_has_blocked_us_is_called_and_hears_it_when_back(town: Town) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    await town.time_is("2026-11-27 17:00")
    town.web.blocked.add(an.account)
    await town.time_is("2026-11-27 17:30")
    an.sees_nothing()
    assert await _reasons(town) == [(CallReason.UNREACHABLE, None)]
    await here.lan.says("về đầu")
    await here.lan.taps("Gọi giúp (1)")
    here.lan.sees("bác An", "tin nhắn không tới: Chống lừa đảo", "0912 345 678")

    town.web.blocked.clear()
    await an.says("về đầu")
    an.sees("ngày mai bác có buổi học Chống lừa đảo")
    assert await _reasons(town) == [(CallReason.UNREACHABLE, CallOutcome.SETTLED)]
    assert not await here.still_read("0912 345 678")
    async with town.begin() as db:
        assert OutboxStatus.UNREACHABLE not in set(await db.scalars(select(Outbox.status)))


async def test_what_is_no_longer_true_is_not_sent_to_who_comes_back(town: Town) -> None:
    here = await Street(town).settle(("An",))
    an = here.learners["An"]
    await town.time_is("2026-11-27 17:00")
    town.web.blocked.add(an.account)
    await town.time_is("2026-11-27 17:30")
    await _called_off(here)
    town.web.blocked.clear()
    await an.says("về đầu")
    assert not any("ngày mai" in words for words in an.new)
