"""A hundred newcomers in a ward of forty groups, three of them led: all find a class, and all stand in a list."""

from collections import Counter

import pytest

from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.services.access import permissions
from bot.services.people import places
from bot.services.register import register, unplaced
from tests import scene
from tests.town import Talker, Town

LED = (3, 12, 31)
WAYS = ("kp {n}", "tổ 5 khu phố {n} nha con", "{n}", "Chỗ khác, hoặc chưa rõ", "khu phố Bình Thung {n}")


async def _ward(town: Town) -> None:
    """Forty groups with forty classes in the three that are led, and Mai who coordinates."""
    async with town.begin() as db:
        groups = {n: await scene.group(db, str(n)) for n in range(1, 41)}
        mai = await scene.somebody(db, town.phone("Chị Mai"), "Lê Thị Mai", "chi", groups[1])
        (await scene.role(db, mai, RoleKind.COORDINATOR, groups[1])).group_id = None
        for n in LED:
            lan = await scene.leader(db, town.phone(f"Lan {n}"), groups[n])
            for day in range(10 + n % 4):
                await scene.course(db, lan, f"2026-12-{day + 1:02} 19:00", seats=100, topic=list(Topic)[day % 10])


async def _agreed(town: Town, talker: Talker, name: str) -> None:
    """Somebody who has said their name, and not where they live."""
    async with town.begin() as db:
        who = await scene.somebody(db, talker, name, "ba", (await places.groups_of(db, scene.PHU_LOI))[0])
        who.ward_code = who.group_id = None


async def _chooses(talker: Talker, n: int) -> None:
    """Between the answered ward and the class they have chosen lie two taps, or a typed line and a tap."""
    await talker.says("tôi muốn học")
    await talker.taps("Phú Lợi")
    said = WAYS[n % len(WAYS)].format(n=n % 40 + 1)
    await (talker.taps(said) if said.startswith("Chỗ khác") else talker.says(said))
    talker.sees("muốn học lớp nào")
    await talker.taps("tối")
    talker.sees("phải không")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
@pytest.mark.parametrize(
    "newcomers", [pytest.param(10, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.lane)]
)
async def test_newcomers_find_a_class_and_stand_in_a_list(town: Town, newcomers: int) -> None:
    await _ward(town)
    for n in range(newcomers):
        talker = town.phone(f"Bà {n}")
        await _agreed(town, talker, f"Nguyễn Thị {n}")
        await _chooses(talker, n)
        await talker.taps("Đúng rồi")
        talker.sees("giữ chỗ")
    town.talk.clear()
    async with town.begin() as db:
        (mai,) = await scene.named(db, "Lê Thị Mai")
        lists: Counter[str | None] = Counter()
        for who in [mai, *await scene.named(db, "Trần Thị Lan")]:
            for group in await permissions.groups_run(db, who):
                lists.update(person.name for person in await register.people_of(db, who, group))
        lists.update(person.name for person in await unplaced.of(db, mai))
    assert {f"Nguyễn Thị {n}" for n in range(newcomers)} <= lists.keys()
