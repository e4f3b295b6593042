"""Addresses of files: unguessable, soon dead, without a name, gone when taken back, and none of a file with names."""

from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot import clock
from bot.chat.message import Incoming
from bot.chat.say import say
from bot.domain.people.person import RoleKind
from bot.i18n import verbatim
from bot.services.delivery import queue
from bot.services.messaging import attachments, file_addresses, outbox
from bot.services.people import identity
from bot.storage.database import Database
from bot.storage.installation import Installation
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Person
from bot.web.files import file_routes
from tests import scene
from tests.web.test_pages import House, house

__all__ = ["house"]
ROOT = "https://bot.example"


def _browser(database: Database) -> httpx.AsyncClient:
    app = httpx.ASGITransport(Starlette(routes=file_routes(database.read)), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=app, base_url=ROOT)


async def _sent(database: Database, name: str, role: RoleKind | None = None, *, names: bool) -> tuple[str, bool, int]:
    """The address under which a file goes to somebody new, whether it is on their page, and its row."""
    database.belongs_to(Installation(page=ROOT))
    async with database.begin() as db:
        address = await identity.caller(db, Incoming("zalo:1", "1", name))
        if role is not None:
            await scene.role(db, address.person, role, await scene.group(db, name))
        file = await attachments.keep(db, name, name.encode(), names=names)
        await outbox.reply(db, address, say(verbatim("Đây"), file=file.id))
    async with database.begin() as db:
        found = (await queue.claim(db, ["zalo:1"], set())).delivery
        assert found is not None
        assert found.message.attachment is not None
        return found.message.attachment.address, found.message.attachment.on_page, found.row_id


@pytest.mark.parametrize(("name", "lives"), [("hinh.png", timedelta(hours=1)), ("to.pdf", timedelta(hours=24))])
async def test_an_address_has_no_name_and_dies_in_time(file_database: Database, name: str, lives: timedelta) -> None:
    address, on_page, _row = await _sent(file_database, name, RoleKind.LEADER, names=False)
    assert not on_page
    assert address.startswith(f"{ROOT}/tep/")
    assert name.partition(".")[0] not in address.rpartition("/")[2]
    async with _browser(file_database) as browser:
        answer = await browser.get(address)
        assert answer.content == name.encode()
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert name not in answer.headers["Content-Disposition"]
        clock.stop_at(clock.now() + lives - timedelta(seconds=1))
        assert (await browser.get(address)).status_code == 200
        clock.stop_at(clock.now() + timedelta(seconds=2))
        assert (await browser.get(address)).status_code == 404


async def test_what_is_guessed_or_changed_leads_nowhere(file_database: Database) -> None:
    address, _page, row = await _sent(file_database, "hinh.png", names=False)
    _start, until, key = address.rsplit("-", 2)
    async with _browser(file_database) as browser:
        for path in (
            f"{row}-{until}-{key[:-1]}{'0' if key[-1] != '0' else '1'}",
            f"{row}-{int(until) + 1}-{key}",
            f"{row + 1}-{until}-{key}",
            f"{row}-{until}-",
            f"{row}-{'9' * 40}-{key}",
            f"{row}-{until}-ộ",
            "1",
        ):
            assert (await browser.get(f"/tep/{path}")).status_code == 404, path


async def test_what_was_taken_back_leads_nowhere(file_database: Database) -> None:
    since = clock.now()
    address, _page, row = await _sent(file_database, "hinh.png", names=False)
    other, _page, other_row = await _sent(file_database, "hai.png", names=False)
    async with file_database.begin() as db:
        mine = await db.get_one(Outbox, row)
        await file_addresses.recall(db, await db.get_one(Person, mine.person_id), since)
        (await db.get_one(Outbox, other_row)).status = OutboxStatus.DROPPED
    async with _browser(file_database) as browser:
        assert (await browser.get(address)).status_code == 404
        assert (await browser.get(other)).status_code == 404


@pytest.mark.parametrize(
    ("name", "role", "names", "has_address", "is_on_page"),
    [
        ("ten.pdf", RoleKind.LEADER, True, False, True),
        ("ten.png", RoleKind.LEADER, True, False, True),
        ("ten.pdf", RoleKind.VOLUNTEER, True, False, False),
        ("ten.pdf", None, True, False, False),
        ("khong.pdf", RoleKind.VOLUNTEER, False, True, False),
        ("khong.pdf", None, False, False, False),
        ("khong.png", None, False, True, False),
    ],
)
async def test_a_file_with_names_has_no_address_and_a_resident_no_link_to_a_document(  # noqa: PLR0913
    file_database: Database, name: str, role: RoleKind | None, *, names: bool, has_address: bool, is_on_page: bool
) -> None:
    address, on_page, _row = await _sent(file_database, name, role, names=names)
    assert (bool(address), on_page) == (has_address, is_on_page)


async def test_an_address_made_of_a_file_with_names_leads_nowhere(file_database: Database) -> None:
    """Whatever goes wrong elsewhere."""
    _address, _page, row = await _sent(file_database, "ten.pdf", RoleKind.LEADER, names=True)
    until = int((clock.now() + timedelta(hours=1)).timestamp())
    async with _browser(file_database) as browser:
        made = f"/tep/{row}-{until}-{file_addresses._keys(row, until)[0]}"
        assert (await browser.get(made)).status_code == 404


async def test_without_a_public_address_nothing_has_one(file_database: Database) -> None:
    async with file_database.begin() as db:
        address = await identity.caller(db, Incoming("zalo:1", "1", "a"))
        file = await attachments.keep(db, "a.png", b"a", names=False)
        row = await outbox.reply(db, address, say(verbatim("Đây"), file=file.id))
        assert await file_addresses.way_to(db, row, "image/png", names=False) == {"address": "", "on_page": False}


async def test_papers_with_names_are_on_the_page_of_whoever_was_sent_them_for_a_day(house: House) -> None:
    async with house.database.begin() as db:
        address = await identity.caller(db, Incoming("zalo:1", "1", "a"))
        address.person_id = house.lan.id
        await db.flush()
        await db.refresh(address, ["person"])
        file = await attachments.keep(db, "diem-danh.pdf", b"names")
        row = (await outbox.reply(db, address, say(verbatim("Đây"), file=file.id))).id
    async with house.database.begin() as db:
        other = await scene.role(db, await db.get_one(Person, house.lan.id), RoleKind.LEADER, house.five)
        other.person_id = (await identity.caller(db, Incoming("zalo:1", "2", "b"))).person.id
        stranger = await db.get_one(Person, other.person_id)
    lan, five = await house.inside(), await house.inside(stranger)
    assert f"/bang/giay/{row}" in (await lan.get("/bang/giay")).text
    assert (await lan.get(f"/bang/giay/{row}")).content == b"names"
    assert (await five.get(f"/bang/giay/{row}")).status_code == 404
    assert (await house.browser().get(f"/bang/giay/{row}")).status_code == 401
    async with house.database.begin() as db:
        (await db.get_one(Outbox, row)).put_at = clock.now() - timedelta(hours=25)
    assert (await lan.get(f"/bang/giay/{row}")).status_code == 404
