"""Pictures and documents: kept once, uploaded once, shown where they can be, and the words everywhere."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from bot import clock
from bot.channels.telegram.channel import Telegram
from bot.channels.webchat import WebChat
from bot.chat.message import Incoming
from bot.chat.say import option, say
from bot.i18n import verbatim
from bot.sending.sender import Sender
from bot.services.messaging import attachments, outbox
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.tables.files import StoredFile, UploadedFile
from bot.storage.tables.messaging import Outbox, OutboxStatus
from tests.fake_telegram import FakeTelegram, Person

LONG = "Mời bà con đến học. " * 60


def picture(folder: Path) -> bytes:
    file = folder / "poster.png"
    Image.new("RGB", (40, 60), "white").save(file)
    return file.read_bytes()


@dataclass
class Post:
    """Writes to one person by the whole way out."""

    database: Database
    sender: Sender
    incoming: Incoming

    async def keep(self, name: str, content: bytes) -> int:
        async with self.database.begin() as db:
            return (await attachments.keep(db, name, content)).id

    async def tell(self, words: str, file: int, *buttons: str, instead: str = "") -> int:
        """The outbox row it became, sent as far as it could be."""
        async with self.database.begin() as db:
            address = await identity.caller(db, self.incoming)
            options = [option(verbatim(label), "home") for label in buttons]
            said = replace(say(verbatim(words), *options, file=file), instead=verbatim(instead))
            row = await outbox.reply(db, address, said)
            row_id = row.id
        await self.sender.drain()
        return row_id

    async def status_of(self, row_id: int) -> OutboxStatus:
        async with self.database.begin() as db:
            return (await db.get_one(Outbox, row_id)).status


@pytest.fixture
def post(database: Database, telegram: Telegram, hoa: Person) -> Post:
    return Post(database, Sender(database, {"telegram": telegram}), Incoming("telegram", "1", str(hoa.id)))


async def test_a_picture_is_uploaded_once_and_then_sent_by_its_name(
    tg: FakeTelegram, post: Post, hoa: Person, tmp_path: Path
) -> None:
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    await post.tell("Lớp Chống lừa đảo", poster, "Đăng ký")
    await post.tell("Mời bác chuyển vào nhóm", poster)
    first, second = [message for message in hoa.messages if message.by_bot]
    assert (first.text, first.buttons) == ("Lớp Chống lừa đảo", ["Đăng ký"])
    assert first.body["photo"][-1]["file_id"] == second.body["photo"][-1]["file_id"]
    by_upload, by_name = tg.calls_of("sendPhoto")
    assert not isinstance(by_upload["photo"], str)
    assert by_name["photo"] == first.body["photo"][-1]["file_id"]


async def test_a_document_keeps_its_name(post: Post, hoa: Person) -> None:
    table = await post.keep("Khu phố 3, tuần 48.xlsx", b"PK\x03\x04 rows")
    await post.tell("Bảng của phường", table)
    document = hoa.messages[-1].body["document"]
    assert document["file_name"] == "Khu phố 3, tuần 48.xlsx"
    assert document["mime_type"].endswith("spreadsheetml.sheet")


async def test_long_words_follow_in_a_message_of_their_own(post: Post, hoa: Person, tmp_path: Path) -> None:
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    await post.tell(LONG, poster, "Đăng ký")
    shown, said = [message for message in hoa.messages if message.by_bot]
    assert (shown.text, shown.buttons) == ("", [])
    assert (said.text, said.buttons) == (LONG.strip(), ["Đăng ký"])


async def test_a_name_that_the_platform_forgot_is_uploaded_again(
    tg: FakeTelegram, post: Post, hoa: Person, tmp_path: Path
) -> None:
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    await post.tell("Một", poster)
    async with post.database.begin() as db:
        await db.execute(update(UploadedFile).values(external_id="AgAC-of-another-bot"))
    row = await post.tell("Hai", poster)
    assert await post.status_of(row) is OutboxStatus.SENT
    assert [message.text for message in hoa.messages if message.by_bot] == ["Một", "Hai"]
    assert len(tg.calls_of("sendPhoto")) == 3
    await post.tell("Ba", poster)
    assert isinstance(tg.calls_of("sendPhoto")[-1]["photo"], str)


async def test_what_stands_below_a_picture_can_be_edited(post: Post, hoa: Person, tmp_path: Path) -> None:
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    row = await post.tell("Còn 3 chỗ", poster)
    async with post.database.begin() as db:
        await outbox.rewrite(db, row, say(verbatim("Đã đủ chỗ")))
    await post.sender.drain()
    only = [message for message in hoa.messages if message.by_bot]
    assert [message.text for message in only] == ["Đã đủ chỗ"]
    assert "photo" in only[0].body


@pytest.mark.parametrize(("kind", "shown"), [("buttons", True), ("few", True), ("none", False)])
async def test_where_no_picture_can_be_shown_the_words_say_so(
    database: Database, tmp_path: Path, kind: str, *, shown: bool
) -> None:
    web = WebChat()
    web.kinds["an"] = kind
    post = Post(database, Sender(database, {"web": web}), Incoming("web", "1", "an"))
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    await post.tell("Hình để gửi đi", poster, instead="Lớp Chống lừa đảo")
    (line,) = web.lines["an"]
    assert line.message.text == ("Hình để gửi đi" if shown else "Lớp Chống lừa đảo")
    assert (line.message.attachment is not None) is shown


async def test_the_same_content_is_kept_once_and_dropped_when_nobody_wants_it(post: Post, tmp_path: Path) -> None:
    poster = await post.keep("ap-phich.png", picture(tmp_path))
    assert await post.keep("khac.png", picture(tmp_path)) == poster
    await post.tell("Một", poster)
    clock.stop_at(clock.now() + attachments.KEPT + timedelta(days=1))
    async with post.database.begin() as db:
        address = await identity.caller(db, post.incoming)
        await outbox.reply(db, address, say(verbatim("Hai"), file=poster))
        assert await attachments.drop_old(db) == 0
    await post.sender.drain()
    async with post.database.begin() as db:
        assert await attachments.drop_old(db) == 1
        assert await db.scalar(select(func.count()).select_from(StoredFile)) == 0
        assert await db.scalar(select(func.count()).select_from(UploadedFile)) == 0
    # Who carries a file that is gone still says the words.
    row = await post.tell("Ba", poster)
    assert await post.status_of(row) is OutboxStatus.SENT
