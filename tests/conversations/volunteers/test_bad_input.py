"""Whatever comes in the middle of a volunteer's talk: a kind answer, nothing changed, the talk goes on."""

from sqlalchemy import select

from bot.chat.message import IncomingKind
from bot.storage.tables.people import Role
from bot.storage.tables.volunteers import Shift, Volunteer
from tests import scene
from tests.town import Talker, Town

WORDS = ["", "x" * 10_000, "/khongco", "99", "30/2", "KV-0000", "MOI-AAAA-BBBB"]


async def astray(talker: Talker) -> None:
    for words in WORDS:
        await talker.says(words)
        assert talker.new != []
        assert not any("trục trặc" in shown or "Something went wrong" in shown for shown in talker.new), words[:20]
    for kind in (IncomingKind.STICKER, IncomingKind.PHOTO, IncomingKind.LOCATION, IncomingKind.VOICE):
        await talker.sends(kind)
        assert talker.new != []
    await talker.taps_again("999999.AAAAAAAA.0")
    assert talker.new != []


async def test_the_form_survives(town: Town) -> None:
    huong = town.phone("Hương")
    async with town.begin() as db:
        await scene.resident(db, huong, await scene.group(db), "Phạm Thu Hương", "ban")
    steps = ["Đúng rồi", "1 2", "Cả hai", "1 4"]
    for answered in range(len(steps) + 1):
        await huong.says("/volunteer")
        for step in steps[:answered]:
            await (huong.says(step) if step[0].isdigit() else huong.taps(step))
        await astray(huong)

    async with town.begin() as db:
        assert (await db.scalars(select(Role))).all() == []
        assert (await db.scalars(select(Volunteer))).all() == []


async def test_an_offer_survives(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, lan, home))
        await scene.volunteer(db, huong, home)
    await town.time_is("2026-11-23 09:05")
    button = await huong.data_of("Nhận lớp")

    await astray(huong)
    await huong.taps_again(button)

    huong.sees("đã nhận lớp")
    await huong.taps_again(button)
    await huong.says("/cancel")
    async with town.begin() as db:
        assert (await db.scalars(select(Shift))).one().filled == 1


async def test_giving_back_survives(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, lan, home))
        await scene.volunteer(db, huong, home)
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    await huong.says("/shifts")
    await huong.taps("Mình bận một buổi")

    await astray(huong)
    await huong.says("/cancel")

    async with town.begin() as db:
        assert (await db.scalars(select(Shift))).one().filled == 1
