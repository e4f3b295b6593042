"""A child signs a parent up; two people on one telephone."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import SeatStatus
from bot.domain.people.person import ToldVia
from bot.domain.topics import Topic
from bot.services.people import consent
from bot.storage.tables.courses import Attendance, Seat
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Consent, Person
from tests import scene, walk
from tests.town import Talker, Town


async def test_a_child_signs_a_parent_up_and_the_parent_is_asked_again_in_class(town: Town) -> None:
    lan, hoa = town.phone("Chị Lan"), town.phone("Chị Hoa")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        child = await scene.resident(db, hoa, home, "Lê Thị Hoa", "chi")
    await hoa.says(made.course.code)
    await hoa.taps("Ghi cho người nhà")
    hoa.sees("nên gọi là gì ạ: ông, bà, cô hay chú?")
    await hoa.taps("Bà")
    await hoa.says("nguyễn thị tư")
    hoa.sees("bà Nguyễn Thị Tư đã biết và muốn học chưa", "hỏi lại")
    await hoa.taps("Có, muốn học")
    hoa.sees("giữ chỗ cho bà Tư", "nhờ chị báo lại bà Tư")
    await hoa.says("lịch học")
    hoa.sees("👤 bà Tư", "Chống lừa đảo")

    async with town.begin() as db:
        (tu,) = await scene.named(db, "Nguyễn Thị Tư")
        assert (tu.told_via, tu.told_via_person_id, tu.group_id) == (ToldVia.RELATIVE, child.id, home.id)
        assert await consent.spoken_only(db, [tu.id]) == {tu.id}
    await town.time_is("2026-11-24 17:30")
    hoa.sees("Nhờ chị nhắn lại bà Tư", "Chống lừa đảo")
    await _asked_again(town, lan, tu)


async def _asked_again(town: Town, lan: Talker, tu: Person) -> None:
    await town.time_is("2026-11-25 19:10")
    await lan.says("/diemdanh")
    await lan.taps("bà Tư")
    lan.sees("Nhờ hỏi lại ý: bà Tư")
    await lan.taps("Chốt")
    await lan.taps("Hỏi lại ý (1)")
    lan.sees("bà Nguyễn Thị Tư do người khác ghi giúp", "có đồng ý")
    await lan.taps("Đồng ý")
    lan.sees("hỏi hết rồi")
    async with town.begin() as db:
        assert await consent.spoken_only(db, [tu.id]) == set()
        assert await consent.given(db, tu)
        last = (await db.scalars(select(Consent).where(Consent.person_id == tu.id).order_by(Consent.id.desc()))).first()
        assert last is not None
        assert (last.channel, last.witness_id) == (consent.IN_CLASS, (await scene.person(db, lan)).id)


async def test_who_does_not_agree_in_class_is_erased_and_still_counted(town: Town) -> None:
    lan, hoa = town.phone("Chị Lan"), town.phone("Chị Hoa")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.resident(db, hoa, home, "Lê Thị Hoa", "chi")
    await hoa.says(made.course.code)
    await hoa.taps("Ghi cho người nhà")
    await hoa.taps("Bà")
    await hoa.says("nguyễn thị tư")
    await hoa.taps("Có, muốn học")
    await town.time_is("2026-11-25 19:10")
    await lan.says("/diemdanh")
    await lan.taps("bà Tư")
    await lan.taps("Chốt")
    await lan.taps("Hỏi lại ý (1)")
    await lan.taps("Không đồng ý")
    lan.sees("xóa tên ngay")
    await lan.taps("Xóa tên")
    async with town.begin() as db:
        assert await scene.named(db, "Nguyễn Thị Tư") == []
        assert len((await db.scalars(select(Attendance))).all()) == 1


async def test_nothing_is_written_down_before_the_parent_was_asked(town: Town) -> None:
    lan, hoa = town.phone("Chị Lan"), town.phone("Chị Hoa")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.resident(db, hoa, home, "Lê Thị Hoa", "chi")
    await hoa.says(made.course.code)
    await hoa.taps("Ghi cho người nhà")
    await hoa.taps("Bà")
    await hoa.says("nguyễn thị tư")
    await hoa.taps("Để tôi hỏi đã")
    hoa.sees("hỏi bà Nguyễn Thị Tư trước", "chưa ghi gì cả")
    async with town.begin() as db:
        assert await scene.named(db, "Nguyễn Thị Tư") == []


async def test_two_people_on_one_phone_are_told_apart(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        bac_an = await scene.resident(db, an, home)
        await scene.seat(db, bac_an, made)
    await an.says(made.course.code)
    await an.taps("Ghi cho người nhà")
    await an.taps("Bà")
    await an.says("trần thị sáu")
    await an.taps("Có, muốn học")

    await town.time_is("2026-11-24 17:30")
    an.sees("con nhắc bác, và nhờ bác nhắn lại", "• bác An", "• bà Sáu")
    an.sees_nothing()
    await an.says("bận rồi")
    an.sees("Ai không đi được")
    await an.taps("bà Sáu")
    async with town.begin() as db:
        seats = {seat.person_id: seat.status for seat in await db.scalars(select(Seat))}
        assert seats.pop(bac_an.id) is SeatStatus.HELD
        assert list(seats.values()) == [SeatStatus.EXCUSED]
    await an.says("/leave")
    await an.taps("bà Sáu")
    await an.taps("Thôi học")
    an.sees("bà Sáu thôi học")


# Every flow that may be about somebody else than who presses.
ABOUT_OTHERS = (
    *(
        "about_me",
        "answer_coaching",
        "answer_offer",
        "answer_reminder",
        "add_phone",
        "book_person",
        "busy",
        "call_busy",
    ),
    *(
        "call_later",
        "call_outcome",
        "calls",
        "cannot_come",
        "coaching",
        "correct_person",
        "cut_off",
        "erase",
        "keep_me",
    ),
    *("for_relative", "leave", "new_date", "phones", "practised", "put_in_class", "told_through", "vouch"),
    "withdraw_coaching",
)


@pytest.mark.parametrize("town", ["buttons"], indirect=True)
async def test_who_answers_for_a_parent_answers_for_nobody_else(town: Town) -> None:
    hoa, bay = town.phone("Chị Hoa"), town.phone("Ông Bảy")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), seats=8)
        child = await scene.resident(db, hoa, home, "Lê Thị Hoa", "chi")
        parent = await scene.without_phone(db, home, "Nguyễn Thị Tư", "ba")
        parent.told_via, parent.told_via_person_id = ToldVia.RELATIVE, child.id
        other = await scene.resident(db, bay, home, "Hồ Văn Bảy", "ong")
        other.phone = "+84912345678"
        for person in (parent, other):
            await scene.seat(db, person, made)
        others = dict.fromkeys(("for", "person", "whom", "of", "who", "resident"), other.id)
        session = made.sessions[0].id
    await hoa.says("lịch học")
    hoa.sees("👤 bà Tư")
    for flow in ABOUT_OTHERS:
        await walk.begin(town, hoa, flow, **others, session=session, course=made.course.id, yes=False, field="name")
        assert not any("Bảy" in said or "0912" in said for said in hoa.new), (flow, hoa.new)
        await hoa.says("/cancel")
    async with town.begin() as db:
        about = [act.facts for act in await db.scalars(select(Act).where(Act.by_id == child.id))]
        assert not any(other.id in facts.values() for facts in about)
        seats = await db.scalars(select(Seat.status).where(Seat.person_id == other.id))
        assert set(seats) == {SeatStatus.HELD}
    assert (await town.knows(bay)).name == "Hồ Văn Bảy"


async def test_a_class_chosen_for_somebody_else_is_not_taken_for_oneself(town: Town) -> None:
    lan, hoa = town.phone("Chị Lan"), town.phone("Chị Hoa")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        await scene.course(db, leader)
        await scene.course(db, leader, "2026-11-28 08:00", topic=Topic.T03)
        await scene.resident(db, hoa, home, "Lê Thị Hoa", "chi")
    await hoa.says("đăng ký học")

    await hoa.says("lớp thứ bảy cho mẹ em")

    hoa.sees("Người chị ghi tên giúp", "nên gọi là gì")


async def test_the_ward_that_was_said_is_not_asked_for(town: Town) -> None:
    minh = town.phone("Minh")
    async with town.begin() as db:
        await scene.resident(db, minh, await scene.group(db), "Trần Gia Minh", "ban")
        await scene.group(db, "12", ward="25966")
    await minh.says("đăng ký cho mẹ em ở phường Lái Thiêu học VNeID")
    minh.sees("Phường Lái Thiêu", "khu phố hay ấp nào")
    await minh.taps("Khu phố 12")
    assert "phường" not in " ".join(minh.new)
