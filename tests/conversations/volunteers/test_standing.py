"""A standing promise, a pause to a date, stopping for good: what the matching knows of it, and what is taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.domain.shifts import AssignmentStatus, DayPart
from bot.services.courses.courses import Registered
from bot.services.planning import week
from bot.services.volunteers import organisation_replies, shifts
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.people import Person, Role
from bot.storage.tables.volunteers import Assignment, Availability, Shift, Volunteer
from tests import scene
from tests.conversations.volunteers.test_organisations import asks, youth_union
from tests.town import Talker, Town

WEDNESDAY, EVENING = 2, DayPart.EVENING


async def begun(town: Town, *helpers: str) -> tuple[Talker, list[Talker]]:
    """Volunteers of khu phố 3, who have told no times yet, and its leader."""
    lan, talkers = town.phone("Chị Lan"), [town.phone(name) for name in helpers]
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        for talker in talkers:
            await scene.volunteer(db, talker, home, f"Phạm {talker.name}")
        for time in await db.scalars(select(Availability)):
            await db.delete(time)
    return lan, talkers


async def opens(town: Town, lan: Talker, starts: str = "2026-11-25 19:00", weeks: int = 1) -> Registered:
    async with town.begin() as db:
        return await scene.course(db, await scene.person(db, lan), starts, weeks=weeks, seats=4)


async def who(town: Town) -> dict[str, AssignmentStatus]:
    """Everybody at a session by day and given name, and how they stand to it."""
    async with town.begin() as db:
        rows = await db.execute(
            select(ClassSession.starts_at, Person, Assignment.status)
            .join(Shift, Shift.session_id == ClassSession.id)
            .join(Assignment, Assignment.shift_id == Shift.id)
            .join(Person, Person.id == Assignment.person_id)
        )
        return {f"{clock.local(at):%d/%m} {(one.name or '').split()[-1]}": status for at, one, status in rows}


async def test_who_promises_every_wednesday_evening_is_put_down_and_told(town: Town) -> None:
    lan, (huong,) = await begun(town, "Hương")
    await huong.says("mỗi tối thứ Tư")
    huong.sees("Mỗi tuần bạn tới được", "tối thứ Tư", "xếp bạn vào luôn, hay hỏi bạn từng lần")
    await huong.taps("Cứ xếp mình vào")
    huong.sees("xếp bạn vào rồi báo bạn liền")
    await opens(town, lan)
    await town.time_is("2026-11-23 09:05")
    huong.sees("theo lời bạn hứa", "7 giờ tối", "Buổi này kẹt")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.ACCEPTED}
    await huong.says("/ca")
    huong.sees("Chống lừa đảo", "Bạn hứa mỗi tuần", "tối thứ Tư")
    await huong.taps("Mình bận một buổi")
    await huong.taps("Tìm giúp mình")
    await town.time_is("2026-11-23 09:30")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.RELEASED}, "one evening, not the promise"


async def test_a_promise_ends_on_its_day_in_both_matchings(town: Town) -> None:
    lan, (huong,) = await begun(town, "Hương")
    await huong.says("em rảnh mỗi tối thứ tư tới 30/11")
    huong.sees("tối thứ Tư, tới hết thứ Hai, ngày 30/11")
    await huong.taps("Cứ xếp mình vào")
    await opens(town, lan, weeks=2)
    async with town.begin() as db:
        person = await scene.person(db, huong)
        free = await week._free(db, [person.id], date(2026, 11, 24))
        after = await week._free(db, [person.id], date(2026, 12, 1))
    assert (bool(free[person.id]), bool(after[person.id])) == (True, False), "for lessons alone as well"
    await town.time_is("2026-11-27 09:05")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.ACCEPTED}
    await town.time_is("2026-12-01 09:05")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.ACCEPTED}
    await huong.says("/ca")
    assert "Bạn hứa mỗi tuần" not in huong.sees("chưa nhận buổi nào")


async def test_who_has_promised_comes_before_who_is_only_free(town: Town) -> None:
    lan, (huong, nam) = await begun(town, "Hương", "Nam")
    await huong.says("em rảnh tối thứ tư")
    await huong.taps("Chỉ những lúc này")
    await nam.says("em hứa mỗi tối thứ tư")
    await nam.taps("Cứ xếp mình vào")
    await opens(town, lan)
    await town.time_is("2026-11-23 09:05")
    assert await who(town) == {"25/11 Nam": AssignmentStatus.ACCEPTED}


async def test_whoever_would_rather_be_asked_is_asked(town: Town) -> None:
    lan, (huong,) = await begun(town, "Hương")
    await huong.says("mỗi tối thứ Tư")
    await huong.taps("Hỏi mình từng lần")
    huong.sees("Đã ghi", "tối thứ Tư")
    await opens(town, lan)
    await town.time_is("2026-11-23 09:05")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.OFFERED}


async def test_a_promise_by_buttons_is_seen_ended_and_taken_back(town: Town) -> None:
    _lan, (huong,) = await begun(town, "Hương")
    await huong.says("/ca")
    await huong.taps("Lời hứa mỗi tuần")
    huong.sees("chưa hứa buổi nào")
    await huong.taps("Hứa thêm một buổi")
    await huong.taps("Sáng thứ Bảy")
    await huong.taps("Tới khi mình báo lại")
    await huong.taps("Cứ xếp mình vào")
    await huong.taps("Lời hứa mỗi tuần")
    huong.sees("Bạn hứa mỗi tuần", "sáng thứ Bảy")
    await huong.taps("Thôi hứa sáng thứ Bảy")
    await huong.taps("Thôi hứa")
    huong.sees("hỏi bạn từng lần")
    async with town.begin() as db:
        assert [time.promised for time in await db.scalars(select(Availability))] == [False]
    await huong.taps("Nhầm, trả lại")
    async with town.begin() as db:
        assert [time.promised for time in await db.scalars(select(Availability))] == [True]


async def test_other_free_times_do_not_end_a_promise_and_it_is_taken_back_whole(town: Town) -> None:
    _lan, (huong,) = await begun(town, "Hương")
    await huong.says("em rảnh sáng chủ nhật")
    await huong.taps("Chỉ những lúc này")
    await huong.says("em hứa mỗi tối thứ tư tới hết năm")
    await huong.taps("Cứ xếp mình vào")
    await huong.says("em chỉ rảnh chiều thứ năm thôi")
    await huong.taps("Chỉ những lúc này")
    huong.sees("Đã ghi", "tối thứ Tư", "chiều thứ Năm")
    await huong.says("em thôi hứa tối thứ tư")
    await huong.taps("Thôi hứa")
    await huong.says("hoàn tác")
    async with town.begin() as db:
        times = {(one.weekday, one.promised, one.until) for one in await db.scalars(select(Availability))}
    assert times == {(2, True, date(2026, 12, 31)), (3, False, None)}


async def test_a_member_who_has_promised_comes_without_being_sent(town: Town) -> None:
    lan, _tam, (huy,) = await youth_union(town, "Huy")
    await asks(lan)
    await town.time_is("2026-11-23 09:05")
    assert await who(town) == {}, "members are sent by their organisation"
    await huy.says("mỗi tối thứ tư")
    await huy.taps("Cứ xếp mình vào")
    await town.time_is("2026-11-23 09:10")
    assert await who(town) == {"25/11 Huy": AssignmentStatus.ACCEPTED}


async def test_after_a_pause_offers_come_again(town: Town) -> None:
    lan, (huong,) = await begun(town, "Hương")
    await huong.says("mỗi tối thứ Tư")
    await huong.taps("Cứ xếp mình vào")
    await huong.says("cho em nghỉ tới 2/12")
    huong.sees("thứ Tư, ngày 2/12")
    await huong.taps("Đúng, tạm nghỉ")
    await opens(town, lan, "2026-12-02 19:00", weeks=2)
    await huong.says("/ca")
    huong.sees("tạm nghỉ tới hết thứ Tư, ngày 2/12", "tối thứ Tư")
    await town.time_is("2026-12-02 18:00")
    assert await who(town) == {}
    await town.time_is("2026-12-03 09:05")
    assert await who(town) == {"09/12 Hương": AssignmentStatus.ACCEPTED}


async def test_who_pauses_is_not_sent_by_the_organisation(town: Town) -> None:
    lan, tam, (huy, _mai) = await youth_union(town, "Huy", "Mai")
    await huy.says("em tạm nghỉ 2 tuần")
    await huy.taps("Đúng, tạm nghỉ")
    await asks(lan)
    async with town.begin() as db:
        organiser, session = await scene.person(db, tam), (await db.scalars(select(ClassSession.id))).one()
        union = (await db.scalars(select(Role.organisation_id).where(Role.kind == RoleKind.ORGANISER))).one()
        assert union is not None
        _wanted, found = await organisation_replies.could_come(db, organiser, union, session)
    assert [one.person.name for one in found] == ["Lê Mai"]


async def test_stopping_for_good_is_its_own_word_is_read_back_and_is_taken_back(town: Town) -> None:
    lan, (huong,) = await begun(town, "Hương")
    await huong.says("mỗi tối thứ Tư")
    await huong.taps("Cứ xếp mình vào")
    await opens(town, lan)
    await town.time_is("2026-11-23 09:05")
    await huong.says("em nghỉ luôn không dạy nữa")
    huong.sees("muốn thôi làm tình nguyện viên", "Chống lừa đảo: 7 giờ tối", "nhờ người khác")
    await huong.says("ừ")
    assert (await town.knows(huong)).id
    async with town.begin() as db:
        assert await db.scalar(select(Role.status).where(Role.kind == RoleKind.VOLUNTEER)) is RoleStatus.ACTIVE
    await huong.says("thôi hẳn")
    huong.sees("không còn là tình nguyện viên")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.RELEASED}
    await huong.taps("Nhầm, trả lại")
    huong.sees("lại là tình nguyện viên, và vẫn nhận 1 buổi như trước")
    lan.sees("Hương làm tình nguyện viên lại")
    assert await who(town) == {"25/11 Hương": AssignmentStatus.ACCEPTED}


async def test_one_promise_more_than_places_is_not_put_down(town: Town) -> None:
    """The place goes to one of them; the other is neither asked nor told."""
    lan, helpers = await begun(town, "Hương", "Nam")
    for one in helpers:
        await one.says("mỗi tối thứ Tư")
        await one.taps("Cứ xếp mình vào")
    await opens(town, lan)
    await town.time_is("2026-11-23 09:05")
    assert sorted((await who(town)).values()) == [AssignmentStatus.ACCEPTED]
    async with town.begin() as db:
        assert (await db.scalars(select(Shift))).one().filled == 1
        taken = (await db.scalars(select(Assignment))).one()
        person = await db.get_one(Person, taken.person_id)
        await shifts.release(db, person, (await db.scalars(select(ClassSession.id))).one())
    await town.time_is("2026-11-23 09:10")
    assert sorted((await who(town)).values()) == [AssignmentStatus.ACCEPTED, AssignmentStatus.RELEASED]


@pytest.mark.parametrize("words", ["mỗi", "mỗi tối thứ chín", "tới hết năm", "x" * 500])
async def test_half_a_promise_is_asked_for(town: Town, words: str) -> None:
    _lan, (huong,) = await begun(town, "Hương")
    await huong.says("/ca")
    await huong.taps("Lời hứa mỗi tuần")
    await huong.taps("Hứa thêm một buổi")
    await huong.says(words)
    assert huong.new
    async with town.begin() as db:
        assert not (await db.scalars(select(Availability))).all()
        assert (await db.scalars(select(Volunteer))).one() is not None
