"""Each fault reaches the real client as the error it knows, and took effect or not as it says."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.fake_telegram import FakeTelegram, Person, faults
from tests.fake_telegram.client import client
from tests.fake_telegram.faults import Fault


def received(person: Person) -> list[str]:
    return [message.text for message in person.messages if message.by_bot]


@pytest.mark.parametrize(
    ("fault", "known_as"),
    [
        (faults.throttled(2), (RetryAfter, "Flood control exceeded")),
        (faults.blocked(), (Forbidden, "bot was blocked by the user")),
        (faults.deactivated(), (Forbidden, "user is deactivated")),
        (faults.chat_not_found(), (BadRequest, "Chat not found")),
        (faults.bad_gateway(), (NetworkError, "Bad Gateway")),
        (faults.server_error(), (NetworkError, "Internal Server Error: restart")),
        (faults.rubbish(applied=False), (TelegramError, "Invalid server response")),
        (faults.cut(applied=False), (NetworkError, "Server disconnected without sending a response")),
    ],
)
async def test_a_fault_before_the_call_took_effect(
    tg: FakeTelegram, bot: Bot, hoa: Person, fault: Fault, known_as: tuple[type[TelegramError], str]
) -> None:
    error, words = known_as
    tg.next("sendMessage", fault)

    with pytest.raises(error, match=words):
        await bot.send_message(hoa.id, "Lần 1")
    assert received(hoa) == []
    await bot.send_message(hoa.id, "Lần 2")
    assert received(hoa) == ["Lần 2"]


@pytest.mark.parametrize(
    ("fault", "error"), [(faults.cut(), NetworkError), (faults.rubbish(), TelegramError)], ids=["cut", "rubbish"]
)
async def test_a_fault_after_the_call_took_effect(
    tg: FakeTelegram, bot: Bot, hoa: Person, fault: Fault, error: type[TelegramError]
) -> None:
    tg.next("sendMessage", fault)

    with pytest.raises(error):
        await bot.send_message(hoa.id, "Lần 1")
    assert received(hoa) == ["Lần 1"]
    assert [exchange.applied for exchange in tg.exchanges if exchange.method == "sendMessage"] == [True]


@pytest.mark.parametrize("applied", [False, True])
async def test_an_answer_that_never_comes(tg: FakeTelegram, hoa: Person, *, applied: bool) -> None:
    tg.next("sendMessage", faults.silent(applied=applied))

    async with client(tg, read_timeout=0.05) as hasty:
        with pytest.raises(TimedOut):
            await hasty.send_message(hoa.id, "Lần 1")
    assert received(hoa) == (["Lần 1"] if applied else [])


async def test_a_group_that_became_a_supergroup(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    old = tg.group("Khu phố 3", [hoa])
    new = old.becomes_supergroup()

    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.id, "Chào")
    assert moved.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "Chào")).message_id == 2
    updates = [update.message for update in await bot.get_updates() if update.message is not None]
    assert [(one.chat.id, one.migrate_to_chat_id, one.migrate_from_chat_id) for one in updates][-2:] == [
        (old.id, new.id, None),
        (new.id, None, old.id),
    ]


async def test_migration_by_script(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    tg.next("sendMessage", faults.migrated(-1001))

    with pytest.raises(ChatMigrated):
        await bot.send_message(hoa.id, "Chào")


async def test_a_slow_call_takes_effect_in_its_own_time(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    tg.next("sendMessage", faults.slow(30))
    sending = asyncio.create_task(bot.send_message(hoa.id, "Lần 1"))
    await tg.until(lambda: tg.calls_of("sendMessage"))

    assert received(hoa) == []
    tg.advance(30)
    await sending
    assert received(hoa) == ["Lần 1"]


async def test_calls_take_time_on_the_way(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    tg.delay_calls(lambda: 0.1)
    sending = asyncio.create_task(bot.send_message(hoa.id, "Lần 1"))
    await tg.until(lambda: tg.calls_of("sendMessage"))

    tg.advance(0.1)
    await sending
    assert received(hoa) == ["Lần 1"]


async def test_faults_are_for_a_method_a_chat_and_a_number_of_times(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    lan = tg.person("Lan")
    await lan.says("/start")
    tg.next("*", faults.throttled(1), times=2, chat=hoa)
    tg.next("editMessageText", faults.blocked())

    sent = await bot.send_message(lan.id, "Chào")
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(hoa.id, "Chào")
    await bot.send_message(hoa.id, "Chào")
    with pytest.raises(Forbidden):
        await sent.edit_text("Chào chị")
    assert tg.server.script.unused() == 0


async def test_an_outage_refuses_connections_and_keeps_what_stands(tg: FakeTelegram, bot: Bot, hoa: Person) -> None:
    await bot.send_message(hoa.id, "Lần 1")
    await tg.goes_down()

    with pytest.raises(NetworkError):
        await bot.send_message(hoa.id, "Lần 2")
    await tg.comes_back()
    await bot.send_message(hoa.id, "Lần 3")
    assert received(hoa) == ["Lần 1", "Lần 3"]
