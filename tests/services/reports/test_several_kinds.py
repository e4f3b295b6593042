"""Somebody who is several things counts under each, once in all, and only under these, on both databases."""

from itertools import combinations

from bot.domain.people.person import AgeBand, Audience
from bot.domain.reports.ladder import Step
from bot.services.reports import ladder
from bot.storage.database import Database
from bot.storage.tables.people import Person
from tests import scene
from tests.services.reports.test_ward_table import person


async def test_each_pair_of_kinds_is_counted_under_both_and_nowhere_else(database: Database) -> None:
    pairs = [*combinations(Audience, 2)]
    async with database.begin() as db:
        home = await scene.group(db)
        here = {"group_id": home.id, "ward_code": home.ward_code}
        for pair in pairs:
            await person(db, audiences=frozenset(pair), **here)
        await person(db, **here)
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
    assert found.steps[Step.REACHED] == len(pairs) + 1
    of_each = len(Audience) - 1
    assert {kind: steps[Step.REACHED] for kind, steps in found.by_audience.items()} == dict.fromkeys(Audience, of_each)


async def test_what_is_read_is_what_was_written(database: Database) -> None:
    async with database.begin() as db:
        made = [await person(db, audiences=frozenset(some)) for n in range(4) for some in combinations(Audience, n)]
        said = {one.id: one.audiences for one in made}
    async with database.begin() as db:
        assert {of: (await db.get_one(Person, of)).audiences for of in said} == said


async def test_whose_age_alone_is_known_is_elderly_and_counted_once(database: Database) -> None:
    async with database.begin() as db:
        home = await scene.group(db)
        here = {"group_id": home.id, "ward_code": home.ward_code, "age_band": AgeBand.FROM_75}
        await person(db, audiences=frozenset({Audience.ELDERLY}), **here)
        await person(db, **here)
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
    assert found.by_audience[Audience.ELDERLY][Step.REACHED] == 2
