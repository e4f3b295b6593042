"""Whatever is printed is true on any day: weekday, date with its year and hour, never «ngày mai»."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from bot import clock
from bot.chat.chat import reader_of
from bot.chat.message import Incoming
from bot.domain.people.person import RoleKind
from bot.i18n import Reader, Text, verbatim
from bot.services.access import codes
from bot.services.attendance import roll
from bot.services.group_chats import texts
from bot.services.people import consent, identity
from bot.services.reports.papers import printed_documents
from bot.storage import session_queries
from bot.storage.database import Database
from bot.storage.tables.places import Ward
from tests import scene
from tests.fitting import must_be_true_on_any_day

# Tomorrow, by the clock of the tests.
STARTS, SAID = "2026-11-24 19:00", "7 giờ tối thứ Ba, ngày 24/11/2026"


def words_in(data: object) -> Iterator[str]:
    """Every piece of text in what a page is made of."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from words_in(list(data.values()))
    elif isinstance(data, Iterable) and not isinstance(data, bytes):
        for one in data:
            yield from words_in(one)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything on the pages, which are not drawn."""
    found: list[str] = []

    def draw(_name: str, data: object, *_more: object) -> bytes:
        found.extend(words_in(data))
        return b"page"

    monkeypatch.setattr(printed_documents, "draw", draw)
    return found


async def test_every_paper_is(file_database: Database, drawn: list[str]) -> None:
    async with file_database.begin() as db:
        address = await identity.caller(db, Incoming("web", "scene", "lan"))
        home = await scene.group(db)
        leader = address.person
        leader.name, leader.group_id, leader.ward_code = "Trần Thị Lan", home.id, home.ward_code
        await consent.record(db, address, "scene", yes=True)
        await scene.role(db, leader, RoleKind.LEADER, home)
        made = await scene.course(db, leader, STARTS)
        details = await session_queries.details(db, made.sessions[0].id)
        assert details is not None
        given: dict[str, Any] = {
            "db": db,
            "details": details,
            "reader": reader_of(leader),
            "by": leader,
            "person": leader,
            "group": home,
            "roll": await roll.roster(db, details),
            "code": await codes.of_door(db, leader, details.session),
            "place": verbatim("khu phố 3"),
            "ward": await db.get_one(Ward, home.ward_code),
            "of": await db.get_one(Ward, home.ward_code),
            "made": [(await codes.of_door(db, leader, details.session), home, "Lê Văn Ba")],
        }
        papers = [
            one
            for name, one in inspect.getmembers(printed_documents, inspect.iscoroutinefunction)
            if one.__module__ == printed_documents.__name__ and not name.startswith("_")
        ]
        assert len(papers) >= 6
        for paper in papers:
            drawn.clear()
            await paper(**{name: given[name] for name in inspect.signature(paper).parameters})
            must_be_true_on_any_day(*drawn)
            said = " ".join(drawn)
            assert SAID in said or "details" not in inspect.signature(paper).parameters, paper


async def test_every_post_is(file_database: Database) -> None:
    async with file_database.begin() as db:
        address = await identity.caller(db, Incoming("web", "scene", "lan"))
        home = await scene.group(db)
        address.person.group_id = home.id
        await scene.role(db, address.person, RoleKind.LEADER, home)
        made = await scene.course(db, address.person, STARTS, weeks=2)
        details = await session_queries.details(db, made.sessions[0].id)
        assert details is not None
        given: dict[str, Any] = {
            "of": details,
            "details": details,
            "after": details,
            "all_details": [details],
            "all_after": [details],
            "group": home,
            "course": made.course,
            "before": clock.now(),
            "make_up": made.sessions[1],
        }
        posts = [
            one
            for name, one in inspect.getmembers(texts, inspect.isfunction)
            if one.__module__ == texts.__name__ and not name.startswith("_") and name != "is_full"
        ]
        assert len(posts) >= 7
        for post in posts:
            said: Text = post(**{name: given[name] for name in inspect.signature(post).parameters}).text
            # As `outbox.post` reads them.
            must_be_true_on_any_day(said.for_(Reader(any_day=True)))
