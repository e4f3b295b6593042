"""The ladder to the target: what people say of themselves, what is published, and how far there is to go."""

from sqlalchemy import select, update

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import AgeBand, Audience, ToldVia
from bot.domain.reports.ladder import Step
from bot.services.reports import ladder
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.ladder import OfficialFigure, StepSaid
from bot.storage.tables.people import Address, Person
from tests import scene
from tests.conversations.reports.test_send_week import coordinator
from tests.town import Talker, Town


async def held(town: Town, marks: tuple[Mark, ...] = (Mark.PRESENT,)) -> list[Talker]:
    """A class of khu phố 3 on Wednesday evening, held; who learnt there, each with a phone."""
    talkers = [town.phone(name) for name in ("Ông Bảy", "Bà Tư", "Cô Ba")[: len(marks)]]
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, town.phone("Chị Lan"), home)
        made = await scene.course(db, leader, seats=9)
        made.sessions[0].status, made.sessions[0].next_reminder_at = SessionStatus.HELD, None
        for talker, mark in zip(talkers, marks, strict=True):
            person = await scene.resident(db, talker, home, f"Nguyễn Văn {talker.name.split()[1]}", "ong")
            await scene.seat(db, person, made)
            row = Attendance(
                session_id=made.sessions[0].id,
                person_id=person.id,
                mark=mark,
                marked_by_id=leader.id,
                marked_at=made.sessions[0].starts_at,
            )
            db.add(row)
        (await db.get_one(ClassSession, made.sessions[0].id)).status = SessionStatus.HELD
    return talkers


async def said(town: Town) -> set[Step]:
    async with town.begin() as db:
        return set(await db.scalars(select(StepSaid.step)))


async def test_two_days_after_a_class_who_came_is_asked_once(town: Town) -> None:
    bay, tu = await held(town, (Mark.PRESENT, Mark.NO_SHOW))

    await town.time_is("2026-11-26 09:00")
    bay.sees("lớp Chống lừa đảo đã học xong")
    await town.time_is("2026-11-27 08:59")
    bay.sees_nothing()
    await town.time_is("2026-11-27 09:00")
    bay.sees("Ông ơi", "hôm trước mình học «Chống lừa đảo»", "tự làm được chưa")
    tu.sees_nothing()
    await bay.taps("Tôi tự làm được")
    bay.sees("chúc mừng ông")
    assert await said(town) == {Step.PRACTISED}
    await bay.taps("Nhầm, trả lại")
    assert await said(town) == set()

    await town.time_is("2026-11-28 09:00")
    bay.sees_nothing()


async def test_not_yet_is_answered_kindly(town: Town) -> None:
    (bay,) = await held(town)

    await town.time_is("2026-11-27 09:00")
    await bay.taps("Chưa, kèm thêm")
    bay.sees("không sao đâu")
    assert await said(town) == set()


async def test_several_on_one_phone_are_asked_at_once_who_can(town: Town) -> None:
    bay, tu = await held(town, (Mark.PRESENT, Mark.PRESENT))
    async with town.begin() as db:
        one, other = await scene.person(db, bay), await scene.person(db, tu)
        other.told_via, other.told_via_person_id = ToldVia.RELATIVE, one.id
        await db.execute(update(Address).where(Address.person_id == other.id).values(unreachable_at=clock.now()))

    await town.time_is("2026-11-26 12:00")
    await town.time_is("2026-11-27 09:00")
    bay.sees("Hôm trước mình học", "ông Bảy", "ông Tư", "những ai tự làm được")
    bay.sees_nothing()
    await bay.taps("Để tôi nói ai làm được")
    await bay.taps("ông Tư")
    await bay.taps("Xong")
    bay.sees("ghi rồi: ông Tư tự làm được")
    async with town.begin() as db:
        assert list(await db.scalars(select(StepSaid.person_id))) == [other.id]


async def test_what_vneid_says_is_only_told_and_who_one_is_may_be_left_out(town: Town) -> None:
    (bay,) = await held(town)

    await town.time_is("2026-11-27 09:00")
    await bay.taps("Tôi tự làm được")
    await bay.taps("VNeID")
    await bay.taps("Rồi")
    bay.sees("Chúc mừng ông", "theo lời ông")
    assert await said(town) == {Step.PRACTISED, Step.CONFIRMED}
    await bay.taps("Đôi điều về tôi")
    await bay.taps("60 đến 74")
    await bay.taps("tiểu thương")
    bay.sees("chỉ cộng vào con số")
    person = await town.knows(bay)
    assert (person.age_band, person.audience) == (AgeBand.FROM_60, Audience.TRADER)


async def test_who_stopped_reminders_is_not_asked(town: Town) -> None:
    (bay,) = await held(town)

    await bay.says("dừng")
    await town.time_is("2026-11-27 12:00")
    bay.sees_nothing()


async def test_five_steps_and_what_is_missing(town: Town) -> None:
    await held(town, (Mark.PRESENT, Mark.LATE, Mark.NO_SHOW))
    thuy = await coordinator(town)
    await town.time_is("2026-11-27 09:00")

    await thuy.says("/chitieu")
    shown = thuy.sees(
        "Tiến độ thực hiện chỉ tiêu của Phường Phú Lợi",
        "• đã đăng ký học: 3",
        "• đã đến lớp: 2",
        "• tự làm được (tự báo): 0",
    )
    assert "Chỉ tiêu năm" not in shown

    await thuy.taps("Chỉ tiêu")
    await thuy.says("1.000")
    await thuy.says("Kế hoạch 05/KH-UBND")
    thuy.sees(
        "Chỉ tiêu năm 2026: 1000 người (Kế hoạch 05/KH-UBND)",
        "Còn thiếu 1000 người. Lớp mở chưa đủ bốn tuần nên chưa ước lượng được",
    )
    async with town.begin() as db:
        first = await scene.course(db, (await scene.named(db, "Trần Thị Lan"))[0], "2026-10-28 19:00")
        first.sessions[0].status = SessionStatus.HELD
    await thuy.says("/chitieu")
    thuy.sees("Còn thiếu 1000 người: khoảng 500 buổi học, hay 2000 tuần")
    await thuy.taps("Số chính thức")
    await thuy.says("900")
    await thuy.says("31/12/2026")
    thuy.sees("Ngày đó chưa tới")
    await thuy.says("31/10/2026")
    await thuy.says("Báo cáo 12/BC-UBND")
    thuy.sees(
        "• báo đã được xác nhận trên VNeID (tự báo): 0",
        "Số chính thức: 900 người, tính đến 31/10/2026",
        "Còn thiếu 100 người",
    )


async def test_a_leader_sees_the_own_group_and_sets_nothing(town: Town) -> None:
    await held(town)
    lan = town.phone("Chị Lan", "phone-2")
    await town.time_is("2026-11-27 09:00")

    await lan.says("/chitieu")
    lan.sees("Tiến độ thực hiện chỉ tiêu của Khu phố 3", "• đã đến lớp: 1")
    async with town.begin() as db:
        await scene.card(db, lan, "official_figure")
    await town.time_is("2026-11-27 09:05")
    await lan.taps("official_figure")
    assert not any("theo công bố" in words for words in lan.new)
    async with town.begin() as db:
        assert (await db.scalars(select(OfficialFigure))).all() == []


async def test_by_audience_with_everybody_counted_once(town: Town) -> None:
    await held(town, (Mark.PRESENT, Mark.PRESENT))
    async with town.begin() as db:
        everybody = await db.scalars(select(Person).order_by(Person.id))
        bay, tu = [person for person in everybody if (person.name or "").startswith("Nguyễn Văn ")]
        bay.age_band, tu.audience = AgeBand.FROM_75, Audience.WORKER
        db.add(Person(name="Nguyễn Văn Bảy", merged_into_id=bay.id, group_id=bay.group_id, created_at=bay.created_at))
        await db.flush()
        found = await ladder.of(db, [await scene.home(db, bay)], scene.PHU_LOI, whole=True)

    assert found.steps[Step.CAME] == 2
    assert found.by_audience[Audience.ELDERLY][Step.CAME] == 1
    assert found.by_audience[Audience.WORKER][Step.CAME] == 1
    assert found.steps[Step.REACHED] == 2, "who leads is no learner for that alone"


async def test_where_nobodys_age_or_work_is_known_how_many_there_are_is_missing(town: Town) -> None:
    await held(town, (Mark.PRESENT, Mark.PRESENT))
    async with town.begin() as db:
        everybody = await db.scalars(select(Person).order_by(Person.id))
        bay, tu = [person for person in everybody if (person.name or "").startswith("Nguyễn Văn ")]
        home = await scene.home(db, bay)
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
        assert found.by_audience[Audience.ELDERLY][Step.CAME] is None
        assert found.by_audience[Audience.TRADER][Step.CAME] is None
        tu.age_band, tu.audience = AgeBand.FROM_36, Audience.WORKER
        await db.flush()
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
        assert found.by_audience[Audience.ELDERLY][Step.CAME] == 0
        assert found.by_audience[Audience.TRADER][Step.CAME] == 0
