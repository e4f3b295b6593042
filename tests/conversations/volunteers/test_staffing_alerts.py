"""«Thiếu 1 người kèm»: the leader hears of it before the class is full."""

from tests import scene
from tests.town import Town


async def test_the_leader_hears_before_the_class_is_full_that_a_helper_is_missing(town: Town) -> None:
    lan = town.phone("Chị Lan")
    learners = [town.phone(f"Bác {name}") for name in ("An", "Tư", "Ba")]
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=4)
        people = [await scene.resident(db, one, home, f"Nguyễn Văn {one.name.split()[-1]}") for one in learners]
        for person in people[:2]:
            await scene.seat(db, person, made)
    await town.time_is("2026-11-23 09:05")
    assert not any("Còn thiếu" in message for message in lan.new)

    async with town.begin() as db:
        await scene.seat(db, people[2], made)
    await town.time_is("2026-11-23 09:10")
    lan.sees("Còn thiếu 1 người kèm", "Chống lừa đảo", "hai cô bác một người kèm")
    await town.time_is("2026-11-23 09:20")
    assert not any("Còn thiếu" in message for message in lan.new), "once"
