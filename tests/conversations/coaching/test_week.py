"""The weekly matching: an offer, a proposal, an appointment; frozen; two at home; nobody is moved unasked."""

from sqlalchemy import update

from bot import clock
from bot.domain.coaching import AppointmentStatus, LessonPlace, RequestStatus
from bot.domain.people.person import RoleKind
from bot.services.coaching import appointments as service
from bot.services.planning import week as planning_week
from bot.storage.tables.coaching import CoachingRequest, MatchRun
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.conversations.coaching.stage import THURSDAY_MORNING, appointments, coach, waiting
from tests.town import Town

NIGHT, MORNING = "2026-11-24 02:01", "2026-11-24 07:05"


async def test_a_match_is_an_offer_then_a_proposal_then_an_appointment(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)

    await town.time_is(NIGHT)
    huong.sees_nothing()
    await town.time_is(MORNING)
    offer = huong.sees("xin người kèm riêng", "VNeID", "8 giờ 30 sáng", "thứ Năm 26/11", "cùng khu phố, biết iPhone")
    assert "An" not in offer, "no names before it is settled"
    an.sees_nothing()

    await huong.taps("Nhận kèm")
    huong.sees("Chưa chốt đâu")
    proposal = an.sees("bạn Hương", "cùng khu phố, biết iPhone", "8 giờ 30 sáng", "Nhà văn hóa Khu phố 3")
    assert "đã chốt rồi" not in proposal
    await an.says("/kem")
    an.sees("bạn Hương", "Bác thấy được không ạ?")

    await an.taps("Được")
    an.sees("đã chốt rồi", "bạn Hương", "mã")
    huong.sees("Buổi kèm đã chốt")


async def test_a_lesson_is_reminded_of_and_asked_about(town: Town) -> None:
    """The same volunteer once more."""
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")
    await an.taps("Được")

    await town.time_is("2026-11-25 17:35")
    an.sees("mai bạn Hương kèm riêng")
    huong.sees("kèm riêng bác An", "mã")
    await town.time_is("2026-11-26 11:00")
    an.sees("buổi kèm với bạn Hương thế nào")
    await an.taps("Kèm thêm")
    an.sees("tìm buổi tiện")

    await town.time_is("2026-11-27 07:05")
    assert "đã kèm lần trước" in huong.sees("xin người kèm riêng", "thứ Năm, ngày 3/12")


async def test_who_is_busy_then_is_not_asked_for_that_half_day_again(town: Town) -> None:
    huong, nam, an = town.phone("Hương"), town.phone("Nam"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await coach(db, nam, home)
        await waiting(db, an, home, slots=THURSDAY_MORNING | 1 << 12)
    await town.time_is(MORNING)
    first, second = (huong, nam) if "kèm riêng" in huong.new[0] else (nam, huong)
    first.sees("xin người kèm riêng")
    second.sees("làm người dự bị")
    second.sees_nothing()

    await first.taps("Mình bận")
    first.sees("Cảm ơn bạn đã báo")

    await town.time_is("2026-11-25 07:05")
    offers = await appointments(town)
    assert [one.status for one in offers] == [AppointmentStatus.DECLINED, AppointmentStatus.OFFERED]
    assert (offers[0].volunteer_id, offers[0].starts_at) != (offers[1].volunteer_id, offers[1].starts_at)
    an.sees_nothing()


async def test_a_resident_who_is_busy_is_offered_another_half_day(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home, slots=THURSDAY_MORNING | 1 << 12)
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")
    await an.taps("Bận lúc đó")

    an.sees("không sao đâu", "tìm buổi khác")
    huong.sees("không thành", "Cảm ơn bạn")
    await town.time_is("2026-11-25 07:05")
    huong.sees("xin người kèm riêng")
    refused, offered = await appointments(town)
    assert refused.starts_at != offered.starts_at


async def test_silence_ends_an_offer(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)

    await town.time_is("2026-11-25 08:00")
    await huong.taps("Nhận kèm")

    huong.sees("đã hết hạn")
    an.sees_nothing()
    assert [one.status for one in await appointments(town)][:1] == [AppointmentStatus.EXPIRED]


async def test_what_is_settled_is_frozen_and_uses_up_the_week(town: Town) -> None:
    huong, an, tu = town.phone("Hương"), town.phone("Bác An"), town.phone("Bác Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home, weekly_limit=1)
        await waiting(db, an, home)
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")
    await an.taps("Được")
    async with town.begin() as db:
        tu_now = await waiting(db, tu, await scene.home(db, await scene.person(db, an)), slots=(1 << 21) - 1)
        tu_now.age_band = None

    await town.time_is("2026-11-25 07:05")

    settled = await appointments(town)
    assert [one.status for one in settled] == [AppointmentStatus.CONFIRMED], "nobody is moved, nobody is overloaded"
    async with town.begin() as db:
        left = (await db.get_one(CoachingRequest, tu_now.id)).left
    assert left is not None


async def test_two_go_to_a_home_or_somebody_of_the_family_is_there(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home, LessonPlace.HOME)
    await town.time_is(MORNING)
    huong.sees("Tại nhà", "luôn có hai người")
    await huong.taps("Nhận kèm")
    await an.taps("Được")
    an.sees("hôm đó có người nhà ở nhà không ạ?")
    huong.sees("Chưa chốt đâu")

    await an.taps("Có người nhà")

    an.sees("đã chốt rồi")
    huong.sees("Buổi kèm đã chốt")


async def test_without_a_second_person_the_leader_may_be_there(town: Town) -> None:
    huong, lan, an = town.phone("Hương"), town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await coach(db, huong, home)
        await waiting(db, an, home, LessonPlace.HOME)
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")
    await an.taps("Được")
    await an.taps("một mình")

    await town.time_is("2026-11-24 07:10")
    lan.sees("còn thiếu người thứ hai", "bác An")
    await lan.taps("Sẽ có người")

    lan.sees("đã chốt")
    an.sees("đã chốt rồi")
    huong.sees("Buổi kèm đã chốt")


async def test_whom_no_message_reaches_is_asked_by_the_leader(town: Town) -> None:
    huong, lan, an = town.phone("Hương"), town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await coach(db, huong, home)
        person = await waiting(db, an, home)
        await db.execute(update(Address).where(Address.person_id == person.id).values(unreachable_at=clock.now()))
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")

    lan.sees("bác An", "bạn Hương")
    await lan.taps("Được")

    lan.sees("đã chốt rồi")
    huong.sees("Buổi kèm đã chốt")


async def test_a_coordinator_matches_now_and_others_do_not(town: Town) -> None:
    huong, mai, an = town.phone("Hương"), town.phone("Chị Mai"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)
        role = await scene.role(
            db, await scene.somebody(db, mai, "Lê Thị Mai", "chi", home), RoleKind.COORDINATOR, home
        )
        role.group_id = None

    await huong.says("/ghep")
    huong.sees("dành cho điều phối viên của phường")
    await mai.says("/ghep")
    mai.sees("đang ghép")
    await town.time_is("2026-11-23 09:02")

    mai.sees("Đã ghép xong", "1 tình nguyện viên", "1 cô bác")
    huong.sees("xin người kèm riêng", "thứ Năm, ngày 26/11")


async def test_the_facts_told_are_the_facts_on_record(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)
    await town.time_is(MORNING)

    (made,) = await appointments(town)
    async with town.begin() as db:
        week = await planning_week.to_come(db, [made.resident_id], clock.today())
        resident = await db.get_one(Person, made.resident_id)
        request = await db.get_one(CoachingRequest, made.resident_id)
        assert await service.reasons(db, request, resident, week.coaches[0]) == made.reason
        run = await db.get_one(MatchRun, made.run_id)
        assert run.certified


async def test_a_volunteer_gives_an_appointment_back_and_the_resident_waits_again(town: Town) -> None:
    huong, an = town.phone("Hương"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await coach(db, huong, home)
        await waiting(db, an, home)
    await town.time_is(MORNING)
    await huong.taps("Nhận kèm")
    await an.taps("Được")

    await huong.taps("Không đi được nữa")
    await huong.taps("báo nghỉ giúp")

    huong.sees("Không sao đâu")
    (made,) = await appointments(town)
    assert made.status is AppointmentStatus.RELEASED
    async with town.begin() as db:
        assert (await db.get_one(CoachingRequest, made.resident_id)).status is RequestStatus.WAITING
