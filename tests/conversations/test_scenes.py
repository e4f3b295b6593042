"""A scene that is set back is the scene that was played: the database, the phones, the talk, the clock and chance."""

import secrets

from sqlalchemy import select

from bot import clock
from bot.storage.base import Base
from tests import scene
from tests.blank import BlankFile
from tests.conftest import START
from tests.scenes import begun
from tests.town import Talker, Town


async def test_it_is_as_it_was_played_and_goes_on(blank_town: BlankFile) -> None:
    played: list[Town] = []

    async def scenery(town: Town, moment: str) -> Talker:
        played.append(town)
        lan, an = town.phone("Chị Lan"), town.phone("Bác An")
        async with town.begin() as db:
            home = await scene.group(db)
            made = await scene.course(db, await scene.leader(db, lan, home))
            await scene.seat(db, await scene.resident(db, an, home), made)
        await town.time_is(moment)
        return an

    seen, ahead = [], []
    for _time in range(2):
        clock.stop_at(START)
        town = Town(await blank_town.restored(), "buttons")
        an = await begun(town, scenery, town, "2026-11-24 17:31")
        async with town.begin() as db:
            tables = Base.metadata.sorted_tables
            rows = [str(row) for table in tables for row in await db.execute(select(table))]
        seen.append((rows, clock.now(), str(town.web.lines), list(town.talk), list(town.put), list(an.new)))
        await an.taps("Đi được")
        an.sees("gặp bác ở lớp")
        ahead.append(secrets.choice(range(10**9)))
        await town.close()
    assert seen[0] == seen[1]
    assert ahead[0] == ahead[1]
    assert len(played) == 1


async def test_whatever_was_done_before_it_is_played(town: Town) -> None:
    played = []

    async def scenery() -> None:
        played.append(1)

    await begun(town, scenery)
    async with town.begin():
        pass
    await begun(town, scenery)
    assert len(played) == 2
