"""Rate limits, strict and in the platform's own time."""

from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.fake_telegram import Clock, FakeTelegram, Person, RateLimits


def seconds(throttled: RetryAfter) -> float:
    """An int by default, a timedelta if the library is set so."""
    wait = throttled.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


async def test_too_much_to_one_chat_is_throttled_and_a_pause_must_be_kept(
    tg: FakeTelegram, bot: Bot, hoa: Person
) -> None:
    limits = tg.limit_rates()
    for _ in range(3):
        await bot.send_message(hoa.id, "Chào")

    with pytest.raises(RetryAfter) as throttled:
        await bot.send_message(hoa.id, "Chào")
    assert seconds(throttled.value) == 3
    tg.advance(2)
    with pytest.raises(RetryAfter):
        await bot.send_message(hoa.id, "Chào")
    tg.advance(1)
    await bot.send_message(hoa.id, "Chào")
    assert (limits.refused, limits.ignored_pauses) == (2, 1)


async def test_a_group_takes_20_a_minute_and_all_chats_30_a_second(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    limits = tg.limit_rates(RateLimits())
    group = tg.group("Khu phố 3", [hoa])
    people = [tg.person(f"Người {n}") for n in range(30)]
    for person in people:
        await person.says("/start")

    for _ in range(20):
        await bot.send_message(group.id, "Chào")
    with pytest.raises(RetryAfter) as throttled:
        await bot.send_message(group.id, "Chào")
    assert seconds(throttled.value) == 60
    for person in people[:10]:
        await bot.send_message(person.id, "Chào")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[10].id, "Chào")
    tg.advance(1)
    await bot.send_message(people[10].id, "Chào")
    assert limits.refused == 2


def test_the_limits_are_a_pure_function_of_time() -> None:
    limits = RateLimits(overall=2)

    assert [limits.wait(chat, at) for chat, at in enumerate((0.0, 0.5, 0.9, 1.9, 2.0), 1)] == [0, 0, 1, 0, 0]


def test_a_clock_runs_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        Clock().advance(-1)
