"""Zalo: what somebody writes is heard and answered, by polling and by webhook, in every style in which it may speak."""

import asyncio
import logging
import traceback
import unicodedata
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from io import StringIO

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import func, select

from bot.channels.channel import NotSent, NotThisWay, Refused, SendResult, Sent, Throttled, Unclear, Unreachable
from bot.channels.zalo import channel as zalo_channel
from bot.channels.zalo.api import Api, CallFailed, NoAnswer
from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.inbound import to_incoming
from bot.chat.message import Attachment, Button, ChatRoom, Outgoing
from bot.chat.render import fit
from bot.config import Settings, WrongSetting
from bot.domain.messaging.kinds import Obstacle
from bot.i18n import units
from bot.platforms import Host, chosen, zalo_doctor
from bot.sending import pieces
from bot.services.delivery.inbox import Inbox
from bot.services.delivery.queue import Delivery
from bot.storage.database import Database
from bot.storage.tables.bots import KeptUpdate
from bot.storage.tables.messaging import SeenUpdate
from tests.channels.zalo_crashes import report, zalo_torment
from tests.channels.zalo_living import PUBLIC, SECRET, living, settings
from tests.fake_zalo import STYLES, TOKEN, FakeZalo, Person, Style
from tests.fake_zalo.faults import Fault

EVERY_STYLE = pytest.mark.parametrize(
    "style", STYLES, ids=["status-wrapped", "status-flat", "body-wrapped", "body-flat"]
)
BOTH_WAYS = pytest.mark.parametrize("mode", ["polling", "webhook"])


@asynccontextmanager
async def calling(zalo: FakeZalo) -> AsyncIterator[Zalo]:
    async with AsyncClient() as client:
        yield Zalo(Api(client, zalo.root, TOKEN), TOKEN.partition(":")[0])


@EVERY_STYLE
@BOTH_WAYS
async def test_whoever_writes_is_answered(file_database: Database, style: Style, mode: str) -> None:
    async with FakeZalo(style) as zalo, living(file_database, zalo, mode):
        an = zalo.person("An")
        await an.says("chào")
        await an.sees("gọi thế nào", "1. ", "0. Gặp người")
        await an.says("1")
        await an.sees("1. Tôi đồng ý")


@EVERY_STYLE
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault(applied=True), Sent),
        (Fault(400), Refused),
        (Fault(401), NotThisWay),
        (Fault(403), NotSent),
        (Fault(404), Unreachable),
        (Fault(408), Unclear),
        (Fault(429), Throttled),
        (Fault(500), NotSent),
        (Fault(page=502), Unclear),
        (Fault(page=504, applied=True), Unclear),
        (Fault(page=200, applied=True), Unclear),
        (Fault(cut=True), Unclear),
        (Fault(cut=True, applied=True), Unclear),
    ],
)
async def test_how_a_message_fails_is_a_value(style: Style, fault: Fault, outcome: type[SendResult]) -> None:
    async with FakeZalo(style) as zalo, calling(zalo) as channel:
        an = zalo.person("An")
        zalo.next("sendMessage", fault)
        assert isinstance(await channel.send(an.id, Outgoing("Mời bác")), outcome)
        assert len(an.messages) == fault.applied
        assert isinstance(await channel.send(an.id, Outgoing("Mời bác")), Sent), "the next one goes all the same"


async def test_nothing_leaves_where_nobody_listens() -> None:
    async with FakeZalo() as zalo:
        an = zalo.person("An")
    async with calling(zalo) as channel:
        assert isinstance(await channel.send(an.id, Outgoing("Mời bác")), NotSent)


async def test_after_an_answer_that_never_came_nothing_is_risked_until_it_is_back() -> None:
    async with FakeZalo() as zalo, calling(zalo) as channel:
        an = zalo.person("An")
        zalo.next("sendMessage", Fault(page=502))
        zalo.next("getMe", Fault(page=502), times=2)
        results = [await channel.send(an.id, Outgoing("Mời bác")) for _time in range(4)]
    assert [type(result) for result in results] == [Unclear, Throttled, Throttled, Sent]
    assert an.messages == ["Mời bác"]


async def test_one_429_is_haste_and_ten_minutes_of_them_are_the_month(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: now)
    channel = Zalo(Refusing(), "1")  # type: ignore[arg-type]
    waits = 0.0
    while isinstance(result := await channel.send("a", Outgoing("Mời bác")), Throttled):
        assert result.everywhere
        assert result.wait.total_seconds() <= 30
        now += result.wait.total_seconds()
        waits += result.wait.total_seconds()
    assert result == NotThisWay(Obstacle.QUOTA)
    assert 600 <= waits < 630


class Refusing:
    """Haste or an empty month: it is said with the same words."""

    async def call(self, method: str, **parameters: str) -> None:
        del method, parameters
        raise CallFailed(429, "Quota exceeded")


@pytest.mark.parametrize("said", [Outgoing(""), Outgoing("", deletes="7"), Outgoing("x", menu=())])
async def test_what_it_cannot_do_is_left_out(said: Outgoing) -> None:
    async with FakeZalo() as zalo, calling(zalo) as channel:
        assert await channel.send(zalo.person("An").id, said) == Sent("")
        assert zalo.calls == []


@EVERY_STYLE
async def test_an_unknown_token_stops_the_start(style: Style) -> None:
    async with FakeZalo(style) as zalo:
        wanted = settings(zalo, "polling").model_copy(update={"zalo_token": SecretStr("77:UNKNOWN")})
        platform, _added = chosen(wanted)
        with pytest.raises(WrongSetting, match=r"^BOT_ZALO_TOKEN: .*bot 77$"):
            await platform.run(Host(None, None, None, None, {}))  # type: ignore[arg-type]


@contextmanager
def everything_logged() -> Iterator[StringIO]:
    """As it would be printed, at DEBUG and by every library."""
    root, written = logging.getLogger(), StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(next(each.formatter for each in root.handlers if type(each) is logging.StreamHandler))
    levels = {name: logging.getLogger(name).level for name in ("", "httpx", "httpcore")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


async def test_neither_log_nor_error_shows_the_token(file_database: Database) -> None:
    with everything_logged() as written:
        async with FakeZalo() as zalo, living(file_database, zalo):
            zalo.next("getUpdates", Fault(page=502))
            zalo.next("sendMessage", Fault(400))
            await zalo.person("An").says("chào")
            await zalo.until(lambda: "sendMessage" in [method for method, _given in zalo.calls])
            zalo.next("getMe", Fault(cut=True))
            async with AsyncClient() as client:
                with pytest.raises(NoAnswer) as failed:
                    await Api(client, zalo.root, TOKEN).call("getMe")
    logged, secret = written.getvalue(), TOKEN.partition(":")[2]
    assert "messages could not be fetched" in logged
    assert "httpcore" in logged or "HTTP Request" in logged
    assert secret not in logged
    assert secret not in "".join(traceback.format_exception(failed.value))


NOTHING: dict[str, object] = {}
BAD = {
    "an array": [1, 2],
    "a text": "chào",
    "nothing": None,
    "no message": {"event_name": "message.text.received"},
    "unsupported, without a message": {"event_name": "message.unsupported.received"},
    "no sender and no chat": {"event_name": "message.text.received", "message": {"message_id": "a", "text": "x"}},
    "an id of 200 characters": {"chat": {"id": "a" * 200}},
    "an id that is a number": {"from": {"id": 7}, "chat": NOTHING},
    "an id with NUL": {"chat": {"id": "a\0b"}},
    "an id that turns the line": {"chat": {"id": "a\u202eb"}},
    "a message that is a list": {"message": [1]},
}
ODD = {
    "no chat": {"chat": None},
    "no sender": {"from": None},
    "no number": {"message_id": None},
    "a number of 200 characters": {"message_id": "a" * 200},
    "a number with NUL": {"message_id": "a\0"},
    "half a character": {"text": "chào \ud83d"},
    "NUL": {"text": "chào\0"},
    "marks that turn the line": {"from": {"display_name": "An\u202e\u0000\nB"}},
    "3,900 characters": {"text": "chào " * 780},
    "an hour off": {"date": 1750312531602},
    "no text": {"text": None},
    "an array for a text": {"text": ["chào"]},
}
IGNORED = {
    "a reaction": {"event_name": "message.reaction.received"},
    "another bot": {"from": {"is_bot": True}},
}


@EVERY_STYLE
@BOTH_WAYS
async def test_whatever_comes_is_taken_once_or_counted(
    file_database: Database, caplog: pytest.LogCaptureFixture, style: Style, mode: str
) -> None:
    async with FakeZalo(style, idle=0.05) as zalo, living(file_database, zalo, mode) as here:
        for bad in BAD.values():
            await zalo.brings(_changed(zalo, zalo.person("Xấu"), bad))
        for ignored in IGNORED.values():
            await zalo.brings(_changed(zalo, zalo.person("Lơ"), ignored))
        people = {name: zalo.person(name) for name in ODD}
        for name, odd in ODD.items():
            await zalo.brings(update := _changed(zalo, people[name], odd))
            await zalo.brings(update)
        for person in people.values():
            await person.sees("")
        await zalo.until(lambda: not zalo.pending)
        async with asyncio.timeout(20):
            while await _kept(file_database):
                await here.inbox.tidy()
    async with file_database.begin() as db:
        unread = await db.scalar(select(func.count()).select_from(SeenUpdate).where(SeenUpdate.unread))
    assert unread == len(BAD) - (mode == "polling"), "a call that gives nothing has brought nothing"
    assert all(len(person.messages) == 1 for person in people.values())
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def _kept(database: Database) -> int:
    async with database.begin() as db:
        return await db.scalar(select(func.count()).select_from(KeptUpdate)) or 0


def _changed(zalo: FakeZalo, person: Person, change: object) -> object:
    whole = zalo.update(person, "text", text="chào")
    if not isinstance(change, dict) or (change.keys() == {"event_name"} and "reaction" not in str(change)):
        return change
    if "message" in change or "event_name" in change:
        return {**whole, **change}
    for name, value in change.items():
        known = whole["message"].get(name)
        whole["message"][name] = {**known, **value} if isinstance(value, dict) and value else value
    return whole


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("@Bot Học Vụ Số KP3 lịch học", "lịch học"),
        ("@bot học vụ số kp3   lịch học", "lịch học"),
        (unicodedata.normalize("NFD", "@Bot Học Vụ Số KP3\nHT-9709"), "HT-9709"),
        ("Nhờ @Bot Học Vụ Số KP3 cho xem lịch", "Nhờ cho xem lịch"),
        ("lịch học @Bot Học Vụ Số KP3", "lịch học"),
        ("@Bot Học Vụ Số KP3", ""),
        ("@Bot Học Vụ Số KP35 lịch học", "@Bot Học Vụ Số KP35 lịch học"),
        ("lịch học", "lịch học"),
    ],
)
def test_in_a_group_the_name_by_which_the_bot_was_picked_is_left_out(typed: str, heard: str) -> None:
    chat = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "GROUP"}
    message = {"message_id": "1", "text": typed, "chat": chat, "from": {"id": "aa"}, "date": 1}
    found = to_incoming({"event_name": "message.text.received", "message": message}, "zalo:1", "Bot Học Vụ Số KP3")
    assert found is not None
    assert (found.text, found.room) == (heard, ChatRoom(chat["id"]))


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (b"", None, 200),
        (b"", SECRET, 200),
        (b"{}", None, 403),
        (b"{}", "falsch", 403),
        (b"{}", SECRET + "x", 403),
        (b"{}", "bí-mật".encode().decode("latin-1"), 403),
        (b"no json", SECRET, 200),
        (b"[" * 100_000, SECRET, 200),
        (b'{"a": "' + b"x" * 2_000_000 + b'"}', SECRET, 200),
    ],
)
async def test_only_zalo_gets_in(file_database: Database, body: bytes, secret: str | None, status: int) -> None:
    async with FakeZalo() as zalo, living(file_database, zalo, "webhook") as here:
        headers = {} if secret is None else {b"X-Bot-Api-Secret-Token": secret.encode("latin-1")}
        answer = await here.door.post("/zalo", content=body, headers=headers)
        assert answer.status_code == status


@BOTH_WAYS
async def test_what_was_kept_and_not_come_to_is_taken_by_the_next_process(file_database: Database, mode: str) -> None:
    async with FakeZalo() as zalo:
        an = zalo.person("An")
        await Inbox(file_database).keep("zalo:1459232241454765289", zalo.update(an, "text", text="chào"))
        async with living(file_database, zalo, mode):
            await an.sees("gọi thế nào")


async def test_one_bot_that_is_down_delays_no_other(file_database: Database) -> None:
    other = "22222:SECRETOFTHEOTHER"
    async with FakeZalo(tokens=(TOKEN, other)) as zalo:
        zalo.next("getMe", Fault(page=502))
        async with living(file_database, zalo) as here:
            an, binh = zalo.person("An", TOKEN), zalo.person("Bình", other)
            await an.says("chào")
            await binh.says("chào")
            await zalo.until(lambda: bool(an.messages) or bool(binh.messages))
            assert len(here.links) == 1, "the one whose first call failed is still asking who it is"


def test_the_same_bot_twice_is_named_and_the_same_token_twice_is_one() -> None:
    same = Settings(zalo_token=SecretStr("77:a,77:a"))
    assert [platform.name for platform in chosen(same) if not platform.leased] == ["zalo:77"]
    with pytest.raises(WrongSetting, match=r"^BOT_ZALO_TOKEN: two tokens of one bot"):
        chosen(Settings(zalo_token=SecretStr("77:a,77:b")))


@pytest.mark.parametrize("said", [1990, 2000, 2001, 3900, 12_000])
def test_a_long_text_is_split_and_no_option_is_torn_from_its_number(said: int) -> None:
    paragraphs = "\n\n".join(f"Đoạn {n}: mang theo điện thoại đã sạc đầy và một chai nước." for n in range(said // 60))
    options = tuple(Button(f"Lựa chọn thứ {n} có nhiều chữ", f"1.a.{n}") for n in range(9))
    message = Outgoing(paragraphs.ljust(said, "x"), options, "0. Gặp người")
    pieces = [piece.text for piece in fit(message, zalo_channel._CAN)]
    assert all(units(piece) <= 2000 for piece in pieces)
    lines = [line for piece in pieces for line in piece.splitlines()]
    assert lines[-10:] == [*(f"{n}. {option.label}" for n, option in enumerate(options, 1)), "0. Gặp người"]
    assert "\n\n".join(pieces).split() == [*message.text.split(), *" ".join(lines[-10:]).split()]


def test_what_has_no_paragraphs_is_split_between_words_and_never_behind_a_number() -> None:
    label = " ".join(["chữ"] * 700)
    pieces = [piece.text for piece in fit(Outgoing("x" * 1990, (Button(label),)), zalo_channel._CAN)]
    assert pieces[0] == "x" * 1990
    assert pieces[1].startswith("1. chữ")


@pytest.mark.lane
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_kill_9_loses_nothing_by_webhook_and_at_most_one_a_kill_by_polling(mode: str) -> None:
    tally = await zalo_torment(2, 20261130, mode)
    assert tally.is_good, report([tally])


@EVERY_STYLE
async def test_the_doctor_says_what_only_the_platform_can_tell_and_nothing_else(style: Style) -> None:
    async with FakeZalo(style) as zalo:
        an = zalo.person("Nguyễn Văn An")
        await an.says("chuyện riêng của tôi")
        report = await zalo_doctor.examine(settings(zalo, "polling"), lambda _words: None)
    assert f"- an unknown method: **status {404 if style.by_status else 200}, error_code 404**" in report
    assert "- the bot's id is the number of its token: **yes**" in report
    assert "- a message's fields: **chat, date, from, message_id, text**" in report
    assert "- a text of 2001 letters: **status 400, ok False**" in report or not style.by_status
    assert not [word for word in ("An", "riêng", TOKEN, TOKEN.partition(":")[2], an.id) if word in report]


async def test_without_a_token_the_doctor_says_how_to_get_one() -> None:
    with pytest.raises(WrongSetting, match="Zalo Bot Manager"):
        await zalo_doctor.examine(Settings(), lambda _words: None)


def test_no_text_announces_a_file_that_does_not_come() -> None:
    file = Attachment(1, "to-dan.png", "image/png", content=b"png")
    said = Outgoing("Tờ dán đây ạ.", (Button("Về đầu", "1.a.0"),), file=1, attachment=file, instead="Lớp có mã HT-1.")
    (piece,) = fit(said, zalo_channel._CAN)
    assert piece.text == "Lớp có mã HT-1.\n1. Về đầu"
    assert piece.attachment is None


async def test_a_picture_is_fetched_and_one_that_cannot_be_is_put_into_words() -> None:
    file = Attachment(1, "to-dan.png", "image/png", content=b"png", address=f"{PUBLIC}/tep/1-2-abc")
    said = Outgoing("Tờ dán đây ạ.", file=1, attachment=file, instead="Lớp có mã HT-1.")
    async with FakeZalo() as zalo, calling(zalo) as channel:
        an = zalo.person("An")
        delivery = Delivery(1, 1, 1, channel.name, an.id, said, None)
        assert isinstance(await pieces.send(channel, delivery, pieces.without_pause), Sent)
        assert an.messages == [f"{PUBLIC}/tep/1-2-abc", "Tờ dán đây ạ."]
        zalo.next("sendPhoto", Fault(400))
        assert isinstance(await pieces.send(channel, delivery, pieces.without_pause), Sent)
        assert an.messages[2:] == ["Lớp có mã HT-1."]
