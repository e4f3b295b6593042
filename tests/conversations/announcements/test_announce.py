"""Many people are told something: counted and read before, held for five minutes, once each, recalled by one tap."""

import asyncio

import pytest
from sqlalchemy import select

from bot.chat.message import ChatRoom
from bot.domain.access.rights import Place
from bot.domain.attendance import Mark
from bot.domain.calls import CallOutcome
from bot.domain.messaging.announcements import Segment
from bot.domain.people.person import AgeBand, ToldVia
from bot.services.announcements import audience
from bot.services.announcements.audience import To
from bot.services.group_chats import links
from bot.services.people import identity
from bot.storage.tables.announcements import Announcement
from bot.storage.tables.courses import Attendance
from bot.storage.tables.messaging import Call
from tests import scene
from tests.town import Talker, Town

WORDS = "Mai nhà văn hóa mất điện, lớp dời sang nhà bà Bảy"


async def street(town: Town, *, learners: int = 3) -> tuple[Talker, list[Talker]]:
    """Lan leads khu phố 3, where these live; somebody of khu phố 5 hears nothing."""
    lan = town.phone("Chị Lan")
    talkers = [town.phone(f"Bác {n}") for n in range(1, learners + 1)]
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        for talker in talkers:
            await scene.resident(db, talker, home)
        await scene.resident(db, town.phone("Bác khu 5", "next-door"), await scene.group(db, "5"))
    return lan, talkers


async def tells(lan: Talker, when: str = "5 phút nữa") -> None:
    await lan.says("/nhan")
    await lan.taps("Tất cả bà con")
    await lan.says(WORDS)
    lan.sees("3 người sẽ nhận", "Chị Lan nhắn bác:", WORDS)
    await lan.taps(when)


def heard(talkers: list[Talker]) -> list[int]:
    return [sum(WORDS in words for words in one.new) for one in talkers]


async def test_everybody_of_the_group_hears_it_once_and_not_before_five_minutes(town: Town) -> None:
    lan, talkers = await street(town)
    await lan.says("/nhan")
    await lan.taps("Tất cả bà con")
    await lan.says("xem ở https://la.xa/trung-thuong")
    lan.sees("không kèm đường dẫn")
    await lan.says("/cancel")
    await tells(lan)
    lan.sees("chưa ai nhận")
    await town.time_is("2026-11-23 09:04")
    assert heard(talkers) == [0, 0, 0]
    await town.time_is("2026-11-23 09:05")
    assert heard(talkers) == [1, 1, 1]
    assert not any(WORDS in words for words in town._talkers["next-door"].new)
    await town.time_is("2026-11-23 09:30")
    assert heard(talkers) == [0, 0, 0]
    await lan.taps("Gửi tới đâu rồi")
    lan.sees("Đã gửi 3/3 tin")
    await town.time_is("2026-11-25 09:30")
    async with town.begin() as db:
        assert (await db.scalars(select(Announcement.words))).all() == [None], "nobody has to be called"


async def test_recalled_in_time_nobody_hears_it(town: Town) -> None:
    lan, talkers = await street(town)
    await tells(lan, "6 giờ tối nay")
    await lan.taps("Thu hồi")
    lan.sees("chưa ai nhận được tin nào")
    await town.time_is("2026-11-24 22:30")
    assert heard(talkers) == [0, 0, 0]
    # In the night it waits for the morning: that is said, and as long it can be recalled.
    await tells(lan)
    lan.sees("7 giờ sáng mai", "chưa ai nhận")
    recall = await lan.data_of("Thu hồi")
    await town.time_is("2026-11-25 06:30")
    await lan.taps_again(recall)
    lan.sees("chưa ai nhận được tin nào")
    await town.time_is("2026-11-25 09:00")
    assert heard(talkers) == [0, 0, 0]


# Not where whatever is not due is run as well: what a turn writes beside it would look like its work.
@pytest.mark.parametrize("town", ["buttons", pytest.param("none", marks=pytest.mark.lane)], indirect=True)
async def test_recalled_while_it_leaves_nothing_is_sent_after(town: Town) -> None:
    lan, talkers = await street(town)
    await tells(lan)
    recall = await lan.data_of("Thu hồi")
    await town.time_is("2026-11-23 09:04")
    await asyncio.gather(town.time_is("2026-11-23 09:05"), lan.taps_again(recall))
    gone = sum(heard(talkers))
    lan.sees("chưa ai nhận được" if not gone else f"Có {gone} tin đã gửi")


async def test_whom_it_is_for(town: Town) -> None:
    lan, talkers = await street(town)
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        made = await scene.course(db, leader, "2026-11-28 08:00")
        first, second, _third = [await scene.person(db, one) for one in talkers]
        await scene.seat(db, first, made)
        second.age_band = AgeBand.FROM_75
        session = made.sessions[0].id
        seen = Attendance(
            session_id=session,
            person_id=second.id,
            mark=Mark.PRESENT,
            marked_by_id=leader.id,
            marked_at=leader.created_at,
        )
        db.add(seen)
        await db.flush()
        role = (await identity.roles_of(db, leader))[0]
        place = Place(role.ward_code, role.group_id)
        found = {each: (await audience.audience(db, leader, To(place, each))).total for each in Segment}
    assert found == {
        Segment.EVERYBODY: 3,
        Segment.LEARNERS: 1,
        Segment.NEVER_BEEN: 2,
        Segment.ELDERLY: 1,
        Segment.OF_AUDIENCE: 0,
        Segment.WARNED: 3,
    }


async def test_one_class_is_told_wherever_its_people_live(town: Town) -> None:
    lan, talkers = await street(town)
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        near, other = [await scene.course(db, leader, day) for day in ("2026-11-26 19:00", "2026-11-28 08:00")]
        await scene.seat(db, await scene.person(db, talkers[0]), near)
        await scene.seat(db, await scene.person(db, town._talkers["next-door"]), near)
        await scene.seat(db, await scene.person(db, talkers[1]), other)
    await lan.says("/nhan")
    await lan.taps("Người đang có lớp")
    await lan.taps("thứ Năm")
    await lan.says(WORDS)
    lan.sees("2 người sẽ nhận")
    await lan.taps("5 phút nữa")
    await town.time_is("2026-11-23 09:05")
    assert heard([*talkers, town._talkers["next-door"]]) == [1, 0, 0, 1]


async def test_a_warning_of_a_fraud_reaches_everybody_and_is_read_aloud(town: Town) -> None:
    lan, talkers = await street(town)
    quan = town.phone("Anh Quân")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, lan))
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        chat, address = await links.met(db, "web", ChatRoom("khu-pho-3", "Khu phố 3"))
        chat.group_id = home.id
        room = address.external_id
    await lan.says("/nhan")
    assert not any("lừa đảo" in words for words in lan.new)
    await lan.says("/cancel")
    await quan.says("/nhan")
    await quan.taps("lừa đảo")
    await quan.says("Có kẻ giả công an gọi bà con cài ứng dụng lạ.")
    quan.sees("Cảnh báo lừa đảo", "đọc to")
    await quan.taps("5 phút nữa")
    await town.time_is("2026-11-23 09:06")
    for one in talkers:
        one.sees("Cảnh báo lừa đảo", "giả công an")
    aloud = lan.sees("đọc to cho bà con")
    assert aloud.count("giả công an") == 2
    assert any("giả công an" in line.message.text for line in town.web.lines[room])


async def test_only_who_answers_for_a_place_tells_it_anything(town: Town) -> None:
    _lan, talkers = await street(town)
    await talkers[0].says("/nhan")
    talkers[0].sees("người phụ trách")
    async with town.begin() as db:
        assert (await db.scalars(select(Announcement.id))).all() == []


@pytest.mark.outlook
async def test_each_kind_of_reader_is_shown_and_whom_no_message_reaches_is_called(town: Town) -> None:
    lan, (an, nam, _other) = await street(town)
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, lan))
        son = await scene.person(db, nam)
        son.address_form = "anh"
        tu = await scene.without_phone(db, home, "Lê Thị Tư", "ba")
        tu.told_via, tu.told_via_person_id = ToldVia.RELATIVE, son.id
        son.group_id = (await scene.group(db, "7")).id
        (await scene.person(db, an)).language = "en"
        await scene.without_phone(db, home, "Phan Văn Bảy", "ong")
    await lan.says("/nhan")
    await lan.taps("Tất cả bà con")
    await lan.says(WORDS)
    lan.sees("chị Lan lets bác know:", "nhắn bác:", "nhắn anh:", "nói lại với …", "1 người không có máy")
    await lan.taps("5 phút nữa")
    await town.time_is("2026-11-23 09:05")
    nam.sees(WORDS, "nói lại với bà Tư")
    lan.sees("Gọi giúp", "1 người không có máy")
    await lan.taps("Gọi giúp từng người")
    lan.sees("ông Bảy", WORDS)
    await lan.taps("Đã báo")
    lan.sees("Bảy")


async def test_recalled_nobody_is_called_about_it(town: Town) -> None:
    lan, _talkers = await street(town)
    async with town.begin() as db:
        await scene.without_phone(db, await scene.home(db, await scene.person(db, lan)), "Phan Văn Bảy", "ong")
    await lan.says("/nhan")
    await lan.taps("Tất cả bà con")
    await lan.says(WORDS)
    await lan.taps("5 phút nữa")
    recall = await lan.data_of("Thu hồi")
    await town.time_is("2026-11-23 09:05")
    async with town.begin() as db:
        assert [call.closed_at for call in await db.scalars(select(Call))] == [None]
    await lan.taps_again(recall)
    async with town.begin() as db:
        assert [call.outcome for call in await db.scalars(select(Call))] == [CallOutcome.SETTLED]
