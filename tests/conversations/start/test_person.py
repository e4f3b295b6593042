"""«0» reaches a human who is named."""

import pytest

from bot.domain.people.person import RoleKind
from tests import scene, walk
from tests.town import Town


@pytest.mark.parametrize("town", ["none"], indirect=True)
@pytest.mark.parametrize("every", walk.EVERY)
@pytest.mark.slow
async def test_a_person_from_every_first_screen(town: Town, every: int) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.volunteer(db, huong, home)
    screens: set[tuple[str, ...]] = set()
    for flow in walk.flows(every):
        await walk.begin(town, huong, flow)
        screen = tuple(huong.new)
        if screen in screens:  # what is refused is refused in the same words
            continue
        screens.add(screen)
        await huong.says("0")
        huong.sees("Chị Lan sẽ gọi lại")
        await walk.forget_calls(town)
        await huong.says("/cancel")
    assert len(screens) > 50 // every


async def test_a_coordinator_is_called_where_there_is_no_leader(town: Town) -> None:
    mai, tu = town.phone("Chị Mai"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.somebody(db, mai, "Lê Thị Mai", "chi", await scene.group(db, "9"))
        (await scene.role(db, person, RoleKind.COORDINATOR, home)).group_id = None
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("0")
    tu.sees("chị Mai")
    mai.sees("Bà Tư")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_where_nobody_is_above_whoever_is_in_charge_calls(town: Town) -> None:
    lan, quan = town.phone("Chị Lan"), town.phone("Anh Quân")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
        await scene.administrator(db, quan, await scene.group(db, "5", ward="25966"), "Lê Minh Quân")
    await quan.says("0")
    quan.sees("Chị Lan sẽ gọi lại")
    lan.sees("Anh Quân")
