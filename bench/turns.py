"""Turns per second through the full path (parse, commit, outbox), beside a bare echo bot of the same library.

Both run in this process, in turns, on equal updates; the API is answered from memory, so only our own work is
compared. Machines are noisy: read the ratio, not the seconds. With `--against` the real process is run in turn with
that of another checkout, answers sent and marked, and their processor time compared.
"""

import argparse
import asyncio
import json
import logging
import resource
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from telegram import Bot, Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from bench.trees import HERE, running
from bot.app import App
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.inbound import to_incoming
from bot.channels.telegram.reading import UpdatePart
from bot.demo import neighbourhood
from bot.storage import encryption, wards
from bot.storage.database import Database
from bot.storage.migrate import migrate
from tests.fake_telegram import FakeTelegram

PEOPLE, ROUNDS = 60, 3
TOKEN = "123456:bench"  # noqa: S105 opens nothing
# A newcomer signs up, looks around, takes a seat, asks for the week, is busy, and comes back.
TALK = ("chào", "1", "1", "Nguyễn Văn An", "1", "1", "đăng ký", "1", "1", "lịch học", "bận", "menu", "/help", "chào")

_ids = count(1)


class Offline(BaseRequest):
    """Answers every request from memory."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        return None

    async def do_request(self, url: str, *_rest: object, **_named: object) -> tuple[int, bytes]:
        user = {"id": 1, "is_bot": True, "first_name": "bench", "username": "bench"}
        sent = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "…"}
        return 200, json.dumps({"ok": True, "result": user if url.endswith("getMe") else sent}).encode()


def update(person: int, text: str) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "An"}
    sender = {"id": person, "is_bot": False, "first_name": "An", "language_code": "vi"}
    message = {"message_id": next(_ids), "date": 1_795_000_000, "chat": chat, "from": sender, "text": text}
    return {"update_id": next(_ids), "message": message}


async def timed(take: Callable[[dict[str, Any]], Awaitable[None]], base: int) -> list[float]:
    """Let everybody say each line of the talk; return the seconds of every turn."""
    took = []
    for line in TALK:
        for person in range(base, base + PEOPLE):
            raw = update(person, line)
            start = perf_counter()
            await take(raw)
            took.append(perf_counter() - start)
    return took


async def ours(folder: Path, bot: Bot, number: int) -> list[float]:
    encryption.KEY_RING = encryption.KeyRing.fresh()
    database = Database(f"sqlite+aiosqlite:///{folder}/{number}.db")
    await migrate(database)
    async with database.begin() as db:
        await wards.seed(db)
        await neighbourhood.settle(db, "bench")
    app = App(database, {"telegram": Telegram(bot)})

    async def take(raw: dict[str, Any]) -> None:
        incoming = to_incoming(UpdatePart(raw, "update"))
        if incoming is not None:
            await app.hear(incoming)

    took = await timed(take, 1000)
    await database.close()
    return took


async def echo(number: int) -> list[float]:
    async def answer(received: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if received.message is not None:
            await received.message.reply_text(received.message.text or "")

    application = Application.builder().token(TOKEN).request(Offline()).get_updates_request(Offline()).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        return await timed(lambda raw: application.process_update(Update.de_json(raw, application.bot)), number)


def line(name: str, rounds: list[list[float]]) -> float:
    rate = statistics.median(len(took) / sum(took) for took in rounds)
    p50 = statistics.median(statistics.median(took) for took in rounds) * 1000
    p99 = statistics.median(statistics.quantiles(took, n=100)[98] for took in rounds) * 1000
    print(f"{name:<28} {rate:>9.0f} /s   p50 {p50:>6.2f} ms   p99 {p99:>6.2f} ms")
    return rate


async def answered(tree: Path) -> float:
    """Milliseconds of processor time an update, with everything: fetched, taken, answered, marked."""
    async with FakeTelegram() as tg:
        people = [tg.person(f"Người {n}") for n in range(PEOPLE)]
        with tempfile.TemporaryDirectory() as folder:
            async with running(tree, tg, Path(folder)) as process:
                before = process.processor_time
                for words in TALK:
                    for person in people:
                        await person.says(words)
                    await process.all_left(tg)
                return (process.processor_time - before) / (len(people) * len(TALK)) * 1000


async def beside(reference: Path) -> None:
    """In turn: processor time, so that a busy machine matters little."""
    took: dict[Path, list[float]] = {HERE: [], reference: []}
    for _round in range(ROUNDS):
        for tree, each in took.items():
            each.append(await answered(tree))
    ours_, theirs = (statistics.median(each) for each in took.values())
    print(f"processor time an answered update, the real process: {ours_:.2f} ms; reference {theirs:.2f} ms")
    print(f"ratio                        {ours_ / theirs:.2f}")


async def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--against", type=Path, help="another checkout, whose process is run in turn with this one's")
    asked = wanted.parse_args()
    if asked.against is not None:
        await beside(asked.against.resolve())
        return
    logging.disable(logging.INFO)
    full, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        async with Bot(TOKEN, request=Offline(), get_updates_request=Offline()) as bot:
            for number in range(1, ROUNDS + 1):
                full.append(await ours(Path(folder), bot, number))
                bare.append(await echo(number))
    print(f"{ROUNDS} rounds of {PEOPLE} people × {len(TALK)} turns, medians; SQLite, WAL, synchronous=FULL")
    ratio = line("full path, our assistant", full) / line("bare echo bot, same library", bare)
    print(f"ratio                        {ratio:.2f}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"RSS at most                  {most:.0f} MB (both in one process)")


if __name__ == "__main__":
    asyncio.run(main())
