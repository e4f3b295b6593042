"""Updates and offsets: what is confirmed is gone, and nothing else."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Conflict

from tests.fake_telegram import FakeTelegram, Person
from tests.fake_telegram.client import client

_GOING = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Đi được", callback_data="7.0"))


def ids(updates: tuple[Update, ...]) -> list[int]:
    return [update.update_id for update in updates]


async def test_what_is_below_the_offset_is_forgotten_and_nothing_else(bot: Bot, hoa: Person) -> None:
    await hoa.says("Chào")
    await hoa.says("Cháu ơi")
    first, second, third = ids(await bot.get_updates())

    assert (second, third) == (first + 1, first + 2)
    assert ids(await bot.get_updates()) == [first, second, third]
    assert ids(await bot.get_updates(offset=second, limit=1)) == [second]
    assert ids(await bot.get_updates(offset=first)) == [second, third]
    assert ids(await bot.get_updates(offset=-1)) == [third]
    assert ids(await bot.get_updates()) == [third]
    assert ids(await bot.get_updates(offset=third + 1)) == []


async def test_numbers_restarted_after_a_week_do_not_lose_updates_to_an_old_offset(
    tg: FakeTelegram, bot: Bot, hoa: Person
) -> None:
    (old,) = ids(await bot.get_updates())
    await bot.get_updates(offset=old + 1)
    tg.state.updates.restart_ids(5_000)
    await hoa.says("Chào")

    assert ids(await bot.get_updates(offset=old + 1)) == [5_000]


async def test_a_long_poll_waits_for_an_update_or_for_its_time(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    (first,) = ids(await bot.get_updates())
    waiting = asyncio.create_task(bot.get_updates(offset=first + 1, timeout=25))
    await tg.until(lambda: not tg.pending)
    said = await hoa.says("Chào")
    assert ids(await waiting) == [said]

    waiting = asyncio.create_task(bot.get_updates(offset=(said or 0) + 1, timeout=25))
    await tg.until(lambda: not tg.pending)
    tg.advance(25)
    assert await waiting == ()


async def test_a_clock_that_runs_lets_a_long_poll_run_out() -> None:
    async with FakeTelegram() as tg, client(tg) as bot:
        begun = tg.state.clock.now()
        assert await bot.get_updates(timeout=1) == ()
        assert 1.0 <= tg.state.clock.now() - begun < 3.0


async def test_the_second_poller_ends_the_first(tg: FakeTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=50))
    await tg.until(lambda: len(tg.calls_of("getUpdates")) == 1)
    async with client(tg) as other:
        second = asyncio.create_task(other.get_updates(timeout=50))

        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        tg.advance(50)
        assert await second == ()


async def test_only_what_was_asked_for_is_queued(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    assert await hoa.says("Chào") is None
    assert hoa.blocks() is None
    # Nothing asked for: what was asked for last.
    await bot.get_updates()
    assert await hoa.says("Chào") is None
    await bot.get_updates(allowed_updates=[])
    assert hoa.unblocks() is not None
    assert tg.inject("chat_member", {}) is None


async def test_messages_live_a_day_and_presses_150_seconds(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.send_message(hoa.id, "?", reply_markup=_GOING)
    press = await hoa.presses("Đi được")
    assert press is not None
    assert len(tg.pending) == 2

    tg.advance(151)
    assert len(tg.pending) == 1
    assert tg.expired == [press.update_id]
    tg.advance(86_400)
    assert tg.pending == []


async def test_an_update_comes_again_though_it_was_confirmed(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    (first,) = await bot.get_updates()
    await bot.get_updates(offset=first.update_id + 1)

    tg.redeliver(first.update_id)
    assert await bot.get_updates(offset=first.update_id + 1) == (first,)
    assert await bot.get_updates(offset=first.update_id + 1) == ()
    assert hoa.messages[0].text == "/start"


async def test_updates_come_in_any_order(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    tg.keep_back()
    said = [await hoa.says(text) for text in ("một", "hai", "ba")]
    assert len(await bot.get_updates()) == 1

    tg.deliver_out_of_order(said[2], said[0])
    assert ids(await bot.get_updates())[1:] == [said[2], said[0], said[1]]


async def test_all_taken_waits_for_the_confirmation(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    with pytest.raises(AssertionError, match="did not come to that"):
        await tg.all_taken(within=0)
    taken = asyncio.create_task(tg.all_taken())
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    await taken
    assert hoa.presses_made == []
