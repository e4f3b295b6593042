"""What a turn asks of the database: the statements of twenty typical turns, beginning and savepoints included.

A number that grows is a defect, unless whoever lets it grow can say here what it is worth; one that falls is written
down, so that it does not grow again unseen. What it says then leaves with two statements more (test_taking_turns).
"""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot import clock
from bot.chat.message import Incoming
from tests import scene
from tests.blank import BlankFile
from tests.town import Talker, Town

CLASS = 26
# What somebody who has never been here types, or presses (in brackets); what a leader does at a class of 26.
NEWCOMER = (
    ("chào", 10),  # of a new account it is asked whether the sending is stopped
    ("[Bác]", 14),  # who answers for the data is named in the chat; the words asked about stay the same
    ("[Tôi đồng ý]", 13),
    ("Nguyễn Văn Nam", 10),
    ("[Phường Phú Lợi]", 10),
    ("[Khu phố 3]", 14),
    ("đăng ký", 10),
    ("[Chống lừa đảo]", 12),
    ("1", 27),
    ("lịch học", 14),  # the label of a button that is shown
    ("bận", 25),
    ("menu", 8),
    ("/help", 7),
    ("ăn cơm chưa cháu", 8),  # whether a card is open, to show it below
)
LEADER = (
    # Classes that were proposed and put off stand among them, and those that were called off and have no new date.
    ("/sessions", 20),
    ("[Chống lừa đảo]", 13),
    ("[Điểm danh]", 16),
    ("[3 · bác]", 20),  # the session is locked: two may correct one roll
    ("[4 · bác]", 20),
    ("vắng 5", 29),
)


@pytest.fixture
async def place(blank_town: BlankFile) -> AsyncIterator[Town]:
    place = Town(await blank_town.restored(), "buttons")
    yield place
    await place.close()


@pytest.fixture
def counts(place: Town, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of each turn from now on."""
    counts: list[int] = []
    seen: list[str] = []
    hear, engine = place.app.hear, place._database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]), named=False)

    async def counted(incoming: Incoming) -> None:
        # Time goes on between two turns.
        clock.stop_at(clock.now() + timedelta(seconds=1))
        seen.clear()
        await hear(incoming)
        counts.append(len(seen))

    monkeypatch.setattr(place.app, "hear", counted)
    return counts


async def _do(who: Talker, what: str) -> None:
    if what.startswith("["):
        await who.taps(what.strip("[]"))
    else:
        await who.says(what)


async def test_twenty_turns_ask_for_no_more_than_they_need(place: Town, counts: list[int]) -> None:
    nam, lan = place.phone("Nam"), place.phone("Lan")
    async with place.begin() as db:
        three = await scene.group(db)
        leader = await scene.leader(db, lan, three)
        made = await scene.course(db, leader, seats=CLASS + 1)
        for n in range(CLASS - 1):
            name = f"Nguyễn Văn {chr(ord('A') + n)}i"
            await scene.seat(db, await scene.without_phone(db, three, name, "bac"), made)
    for what, _statements in NEWCOMER:
        await _do(nam, what)
    clock.stop_at(scene.local("2026-11-25 19:05"))
    for what, _statements in LEADER:
        await _do(lan, what)
    told = list(zip([what for what, _statements in (*NEWCOMER, *LEADER)], counts, strict=True))
    assert told == [*NEWCOMER, *LEADER]
