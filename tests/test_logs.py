"""What never reaches the log, whoever lets it come so far; and what leads through it."""

import json

import pytest
from sqlalchemy import select

from bot import logs
from bot.app import App
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming, IncomingKind
from bot.logs import redact
from bot.storage.database import Database
from bot.storage.tables.messaging import Outbox


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("called 0912 345 678 twice", "called ‹phone› twice"),
        ("invalid literal: '079185012345'", "invalid literal: '‹number›'"),
        ("card 4111 1111 1111 1111.", "card ‹number›."),
        ("/bot/123456:AAaaBBbbCCccDDddEEeeFFff", "/bot/‹token›"),
        (
            "chat -1001234567890 has moved at 2026-11-23T22:30:05Z",
            "chat -1001234567890 has moved at 2026-11-23T22:30:05Z",
        ),
    ],
)
def test_secrets_are_taken_out(written: str, logged: str) -> None:
    assert redact(written) == logged


async def test_one_id_leads_from_the_update_to_the_message(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(as_json=True)
    try:
        web = WebChat()
        app = App(database, {web.name: web})
        await app.hear(Incoming("web", "update-1", "1", IncomingKind.TEXT, text="chào"))
        await app.sender.drain()
    finally:
        logs.set_up()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (turn,) = (line for line in lines if line["event"] == "turn")
    sends = [line for line in lines if line["event"] == "sent"]
    assert (turn["update"], turn["kind"]) == ("update-1", "start")
    assert sends
    assert {line["trace"] for line in sends} == {turn["trace"]}
    async with database.begin() as db:
        assert {*await db.scalars(select(Outbox.trace))} == {turn["trace"]}
    assert "chào" not in str(lines)
