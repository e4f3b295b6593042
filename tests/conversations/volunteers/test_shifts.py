"""A shift is offered with its reason, taken by one, given back, passed on; residents hear who comes."""

from sqlalchemy import select

from bot import clock
from bot.domain.shifts import AssignmentStatus
from bot.services.courses import reschedule
from bot.services.courses.courses import Registered
from bot.services.enrolment import enrolment
from bot.storage.tables.people import Address, Person
from bot.storage.tables.volunteers import Assignment, Pairing, Shift, Volunteer
from tests import scene
from tests.town import Talker, Town


async def stage(
    town: Town, volunteers: list[Talker], learners: list[Talker], *, seats: int = 5, needed: int = 1
) -> tuple[Talker, Registered]:
    """A class on Wednesday evening, with its leader, its learners and those who could help."""
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), seats=seats)
        for talker in volunteers:
            await scene.volunteer(db, talker, home, f"Phạm {talker.name}")
        for talker in learners:
            person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[-1]}")
            await enrolment.enrol(db, person, made.course, person)
        shift = (await db.scalars(select(Shift))).one()
        shift.needed = needed
    return lan, made


async def filled(town: Town) -> tuple[int, int]:
    async with town.begin() as db:
        shift = (await db.scalars(select(Shift))).one()
        accepted = await db.scalars(select(Assignment).where(Assignment.status == AssignmentStatus.ACCEPTED))
        return shift.filled, len(accepted.all())


async def test_a_volunteer_is_matched_and_both_sides_are_told(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    await stage(town, [huong], [an])

    await town.time_is("2026-11-23 09:05")
    offer = huong.sees("Chào bạn Hương", "cần thêm 1 người kèm", "Chống lừa đảo")
    assert "ngay khu phố của bạn" in offer
    assert "9 giờ 15 sáng mai" in offer
    assert "An" not in offer, "no names before the day"
    an.sees_nothing()

    await huong.taps("Nhận lớp")
    taken = huong.sees("Cảm ơn bạn Hương", "sẽ kèm 1 cô bác")
    assert "An" not in taken
    an.sees("bạn Hương", "mã")
    assert await filled(town) == (1, 1)


async def test_who_is_busy_passes_it_on(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    await stage(town, [huong, nam], [])

    await town.time_is("2026-11-23 09:05")
    huong.sees("Chào bạn Hương")
    nam.sees_nothing()
    await huong.taps("Mình bận")

    huong.sees("Cảm ơn bạn đã báo")
    nam.sees("Chào bạn Nam", "cần thêm 1 người kèm")
    assert await filled(town) == (0, 0)


async def test_who_does_not_answer_in_time_is_followed_by_the_next(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    await stage(town, [huong, nam], [])
    await town.time_is("2026-11-23 09:05")
    huong.sees("đến 9 giờ 15 sáng mai")

    await town.time_is("2026-11-24 09:15")
    nam.sees("Chào bạn Nam")

    # Late is not lost: as long as nobody has taken it, the first may.
    await huong.taps("Nhận lớp")
    huong.sees("đã nhận lớp")
    await nam.taps("Nhận lớp")
    nam.sees("đã đủ người", "cảm ơn")
    assert await filled(town) == (1, 1)


async def test_the_last_place_goes_to_one(town: Town) -> None:
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    lan, _made = await stage(town, [huong, nam], [an], needed=2)
    await town.time_is("2026-11-23 09:05")
    async with town.begin() as db:
        # The leader has found one helper herself: of the two who are asked, one is enough.
        (await db.scalars(select(Shift))).one().needed = 1

    await huong.taps("Nhận lớp")
    huong.sees("đã nhận lớp")
    await nam.taps("Nhận lớp")
    nam.sees("đã đủ người")
    lan.sees_nothing()
    assert await filled(town) == (1, 1)


async def test_a_double_tap_takes_one_place(town: Town) -> None:
    huong = town.phone("Hương")
    await stage(town, [huong], [], needed=3)
    await town.time_is("2026-11-23 09:05")
    button = await huong.data_of("Nhận lớp")

    await huong.taps("Nhận lớp")
    await huong.taps_again(button)

    huong.sees("đã nhận lớp")
    assert await filled(town) == (1, 1)


async def test_a_shift_is_given_back_and_only_those_with_another_helper_hear_of_it(town: Town) -> None:
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    lan, _made = await stage(town, [huong, nam], [an])
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    an.sees("bạn Hương")

    an.new.clear()
    await huong.says("/shifts")
    await huong.taps("Mình bận một buổi")
    huong.sees("tìm người thay")
    await huong.taps("Tìm giúp mình")
    huong.sees("Không sao đâu")
    lan.sees("không kèm được nữa", "bạn Hương", "Em đang hỏi người khác")
    nam.sees("Chào bạn Nam")
    an.sees_nothing()
    assert await filled(town) == (0, 0)

    await nam.taps("Nhận lớp")
    an.sees("đổi người", "bạn Nam", "mã")
    assert await filled(town) == (1, 1)


async def test_giving_back_is_undone_while_the_place_is_free(town: Town) -> None:
    huong = town.phone("Hương")
    await stage(town, [huong], [])
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")
    await huong.says("/shifts")
    await huong.taps("Mình bận một buổi")
    await huong.taps("Tìm giúp mình")

    await huong.taps("Nhầm, trả lại")

    huong.sees("ghi tên bạn lại")
    assert await filled(town) == (1, 1)


async def test_taking_is_undone_and_the_next_is_asked(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    await stage(town, [huong, nam], [])
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")

    await huong.taps("Nhầm, trả lại")

    huong.sees("đã trả lại chỗ")
    nam.sees("Chào bạn Nam")
    assert await filled(town) == (0, 0)


async def test_when_nobody_suits_the_leader_is_told_once_and_may_see_to_it(town: Town) -> None:
    lan, _made = await stage(town, [], [], needed=2)

    await town.time_is("2026-11-23 09:05")
    lan.sees("còn thiếu 2 tình nguyện viên", "chưa có thêm ai nhận")
    await town.time_is("2026-11-23 12:00")
    lan.sees_nothing()

    await lan.taps("Để tôi tự lo")
    lan.sees("ngừng mời người")
    async with town.begin() as db:
        assert (await db.scalars(select(Shift))).one().needed == 0
    await lan.taps("Nhầm, trả lại")
    lan.sees("tiếp tục mời")
    async with town.begin() as db:
        assert (await db.scalars(select(Shift))).one().needed == 2


async def test_nobody_is_asked_at_night(town: Town) -> None:
    huong = town.phone("Hương")
    await town.time_is("2026-11-23 21:00")
    await stage(town, [huong], [])

    await town.time_is("2026-11-24 06:59")
    huong.sees_nothing()
    await town.time_is("2026-11-24 07:01")
    huong.sees("Chào bạn Hương", "giữ chỗ cho bạn đến 7 giờ sáng mai")


async def test_an_offer_for_a_session_called_off_is_past(town: Town) -> None:
    huong = town.phone("Hương")
    _lan, made = await stage(town, [huong], [])
    await town.time_is("2026-11-23 09:05")
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        await reschedule.call_off(db, leader, made.sessions[0].id, "mưa lớn")

    await huong.taps("Nhận lớp")

    huong.sees("đã qua hoặc đã nghỉ")
    assert await filled(town) == (0, 0)


async def test_learners_share_their_helpers_evenly(town: Town) -> None:
    helpers = [town.phone("Hương"), town.phone("Nam")]
    learners = [town.phone(f"Bác {name}") for name in ("An", "Bình", "Cúc", "Dần")]
    await stage(town, helpers, learners, needed=2)
    await town.time_is("2026-11-23 09:05")

    await helpers[0].taps("Nhận lớp")
    helpers[0].sees("sẽ kèm 2 cô bác")
    await helpers[1].taps("Nhận lớp")
    helpers[1].sees("sẽ kèm 2 cô bác")

    async with town.begin() as db:
        rows = (await db.scalars(select(Pairing))).all()
        known = {person.id: person for person in await db.scalars(select(Person))}
    assert sorted(known[row.volunteer_id].name or "" for row in rows) == ["Phạm Hương"] * 2 + ["Phạm Nam"] * 2
    assert len({row.meeting_code for row in rows}) == 4
    assert [sum("ngồi kèm" in words for words in learner.new) for learner in learners] == [1, 1, 1, 1]


async def test_a_stranger_cannot_answer_somebody_elses_offer(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    await stage(town, [huong, nam], [])
    await town.time_is("2026-11-23 09:05")
    button = await huong.data_of("Nhận lớp")

    await nam.taps_again(button)

    assert await filled(town) == (0, 0)


async def test_whom_no_message_reaches_is_passed_over(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    await stage(town, [huong, nam], [])
    async with town.begin() as db:
        address = (await db.scalars(select(Address).where(Address.external_id == huong.account))).one()
        address.unreachable_at = address.last_used_at

    await town.time_is("2026-11-23 09:05")

    huong.sees_nothing()
    nam.sees("Chào bạn Nam")


async def test_a_volunteer_who_is_erased_leaves_no_gap(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    lan, _made = await stage(town, [huong, nam], [])
    await town.time_is("2026-11-23 09:05")
    await huong.taps("Nhận lớp")

    await huong.says("XÓA")
    await huong.taps("Xóa hết")

    nam.sees("Chào bạn Nam")
    lan.sees("không kèm được nữa")
    assert await filled(town) == (0, 0)
    left = await town.knows(nam)
    async with town.begin() as db:
        assert [row.person_id for row in await db.scalars(select(Volunteer))] == [left.id]


async def test_a_volunteer_is_the_same_person_as_last_time(town: Town) -> None:
    """Who sat beside bác An last week is asked first, and told why."""
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    _lan, made = await stage(town, [huong, nam], [an])
    async with town.begin() as db:
        leader = await db.get_one(Person, made.course.created_by_id)
        before = await scene.course(db, leader, "2026-11-22 19:00", seats=5)
        shift = (await db.scalars(select(Shift).where(Shift.session_id == before.sessions[0].id))).one()
        shift.filled = shift.needed
        (helper,) = await scene.named(db, "Phạm Nam")
        (learner,) = await scene.named(db, "Nguyễn Văn An")
        facts = {"shift_id": shift.id, "person_id": helper.id, "status": AssignmentStatus.ACCEPTED}
        db.add(Assignment(**facts, offered_at=clock.now(), reason={}))
        pair = {"session_id": shift.session_id, "resident_id": learner.id, "volunteer_id": helper.id}
        db.add(Pairing(**pair, meeting_code="TRE-27"))

    await town.time_is("2026-11-23 09:05")

    huong.sees_nothing()
    nam.sees("bạn từng kèm cô bác lớp này")
