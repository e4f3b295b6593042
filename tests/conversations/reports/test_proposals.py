"""What a leader asks the ward for reaches its coordinator, and is answered."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot import clock
from bot.domain.people.person import RoleKind
from bot.services.privacy import message_retention
from bot.services.reports import proposals
from bot.storage.database import Database
from bot.storage.tables.people import Person
from bot.storage.tables.reports import LeaderProposal
from tests import scene
from tests.conversations.reports.test_send_week import coordinator
from tests.town import Talker, Town


async def both(town: Town) -> tuple[Talker, Talker]:
    lan = town.phone("Chị Lan")
    thuy = await coordinator(town)
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    return lan, thuy


async def test_a_leader_asks_for_a_projector_and_is_answered(town: Town) -> None:
    lan, thuy = await both(town)
    await lan.says("thiếu máy chiếu")
    lan.sees("“thiếu máy chiếu”")
    await lan.taps("gửi")
    lan.sees("Đã gửi phường: “thiếu máy chiếu”")
    thuy.sees("Có kiến nghị gửi phường", "Khu phố 3: “thiếu máy chiếu”")
    await thuy.taps("Trả lời")
    thuy.sees("muốn trả lời sao")
    await thuy.says("Thứ Hai mời khu phố đến nhận ở ủy ban")
    thuy.sees("Đã trả lời")
    lan.sees("Phường trả lời kiến nghị “thiếu máy chiếu” (người trả lời: chị Thủy)", "Thứ Hai mời khu phố đến nhận")
    await thuy.taps("Nhầm, trả lại")
    lan.sees("đã được rút lại", "trả lời lại sau")
    await thuy.says("/kiennghi")
    thuy.sees("Có 1 kiến nghị")
    await thuy.taps("Khu phố 3")
    await thuy.taps("phường ghi nhận")
    lan.sees("Hiện chưa có, phường ghi nhận")
    await thuy.says("/kiennghi")
    thuy.sees("Không còn kiến nghị nào")


async def test_what_is_withdrawn_is_not_answered(town: Town) -> None:
    lan, thuy = await both(town)
    await lan.says("/dexuat")
    await lan.says("xin thêm 5 ghế")
    thuy.sees("“xin thêm 5 ghế”")
    await lan.taps("Nhầm, trả lại")
    lan.sees("Đã rút lại")
    await thuy.taps("Trả lời")
    assert not any("muốn trả lời sao" in words for words in thuy.new)


async def test_a_remark_sent_with_the_week_is_answered_too(town: Town) -> None:
    lan, thuy = await both(town)
    await lan.says("gửi báo cáo lên phường")
    await lan.says("lớp tối thứ Tư thiếu ghế")
    thuy.sees("Khu phố 3: “lớp tối thứ Tư thiếu ghế”")
    await lan.taps("Nhầm, trả lại")
    await thuy.says("/kiennghi")
    thuy.sees("Không còn kiến nghị nào")


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_another_wards_coordinator_does_not_read_it(town: Town) -> None:
    lan, _thuy = await both(town)
    await lan.says("/dexuat")
    await lan.says("xin thêm 5 ghế")
    minh = town.phone("Anh Minh")
    async with town.begin() as db:
        far = await scene.group(db, "1", ward="25966")
        person = await scene.somebody(db, minh, "Lê Minh", "anh", far)
        (await scene.role(db, person, RoleKind.COORDINATOR, far)).group_id = None
        asked = (await db.scalars(select(LeaderProposal))).one()
        card = await scene.button(db, minh, "answer_proposal", proposal=asked.id)
    await minh.says("/kiennghi")
    minh.sees("Không còn kiến nghị nào")
    await minh.taps_again(card)
    assert not any("5 ghế" in words for words in minh.new)


async def test_a_proposal_goes_a_quarter_after_its_answer_and_stays_while_it_waits(town: Town) -> None:
    lan, thuy = await both(town)
    for words in ("xin thêm 5 ghế", "thiếu quạt", "thiếu loa"):
        await lan.says("/dexuat")
        await lan.says(words)
    await lan.taps("Nhầm, trả lại")
    await thuy.says("/kiennghi")
    await thuy.taps("5 ghế")
    await thuy.says("thứ Hai lên phường lấy")
    for days, kept in ((89, 3), (90, 1)):
        then = clock.now() - timedelta(days=days)
        async with town.begin() as db:
            for said in (LeaderProposal.answered_at, LeaderProposal.withdrawn_at):
                await db.execute(update(LeaderProposal).where(said.is_not(None)).values({said.key: then}))
            await message_retention.sweep(db)
            assert len((await db.scalars(select(LeaderProposal))).all()) == kept


async def test_of_two_who_answer_at_once_one_does(file_database: Database) -> None:
    async with file_database.begin() as db:
        home = await scene.group(db)
        lan = await scene.without_phone(db, home, "Trần Thị Lan", "chi")
        thuy = await scene.without_phone(db, home, "Lê Thị Thủy", "chi")
        await scene.role(db, lan, RoleKind.LEADER, home)
        (await scene.role(db, thuy, RoleKind.COORDINATOR, home)).group_id = None
        await proposals.propose(db, lan, home, "thiếu ghế")

    async def answers(words: str) -> bool:
        async with file_database.begin() as db:
            by = await db.get_one(Person, thuy.id)
            found = await proposals.waiting(db, by)
            return bool(found) and await proposals.answer(db, by, found[0], words) is not None

    async with file_database.begin() as db:
        (seen,) = await proposals.waiting(db, await db.get_one(Person, thuy.id))
    assert sorted(await asyncio.gather(answers("Có"), answers("Không"))) == [False, True]
    # Whoever has opened it before answers what is answered already.
    async with file_database.begin() as db:
        assert await proposals.answer(db, await db.get_one(Person, thuy.id), seen, "Chậm") is None
