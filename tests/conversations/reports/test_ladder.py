"""The ladder to the target: what people say of themselves, what is published, and how far there is to go."""

from sqlalchemy import select, update

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import AgeBand, Audience, RoleKind, ToldVia
from bot.domain.reports.ladder import Step
from bot.services.access import oversight
from bot.services.people.places import groups_of
from bot.services.reports import ladder
from bot.storage.tables.courses import Attendance, ClassSession
from bot.storage.tables.ladder import OfficialFigure, StepSaid, Target
from bot.storage.tables.people import Address, Person, Role
from bot.storage.tables.places import Ward
from tests import scene
from tests.conversations.reports.test_pupils import school
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
    assert (person.age_band, person.audiences) == (AgeBand.FROM_60, frozenset({Audience.TRADER}))


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
        "Chỉ tiêu năm 2026: 1.000 người (Kế hoạch 05/KH-UBND)",
        "Còn thiếu 1.000 người. Lớp mở chưa đủ bốn tuần nên chưa ước lượng được",
    )
    async with town.begin() as db:
        first = await scene.course(db, (await scene.named(db, "Trần Thị Lan"))[0], "2026-10-28 19:00")
        first.sessions[0].status = SessionStatus.HELD
    await thuy.says("/chitieu")
    thuy.sees("Còn thiếu 1.000 người: khoảng 500 buổi học, hay 2000 tuần")
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
        bay.age_band, tu.audiences = AgeBand.FROM_75, frozenset({Audience.WORKER})
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
        tu.age_band, tu.audiences = AgeBand.FROM_36, frozenset({Audience.WORKER})
        await db.flush()
        found = await ladder.of(db, [home], scene.PHU_LOI, whole=True)
        assert found.by_audience[Audience.ELDERLY][Step.CAME] == 0
        assert found.by_audience[Audience.TRADER][Step.CAME] == 0


async def of_area(town: Town) -> Talker:
    """Tín coordinates the whole area."""
    tin = await coordinator(town, "Anh Tín")
    async with town.begin() as db:
        for role in await db.scalars(select(Role).where(Role.kind == RoleKind.COORDINATOR)):
            role.ward_code = None
    return tin


async def test_the_targets_of_the_area_stand_before_who_coordinates_it(town: Town) -> None:
    await held(town)
    tin = await of_area(town)
    async with town.begin() as db:
        far = await scene.group(db, "1", ward="25966")
        boss = await scene.person(db, tin)
        for _n in range(6):
            said_so = Person(name="Lê Văn An", group_id=far.id, ward_code=far.ward_code, created_at=clock.now())
            db.add(said_so)
            await db.flush()
            db.add(StepSaid(person_id=said_so.id, step=Step.CONFIRMED, by_id=boss.id, at=clock.now()))
        published = {"people": 900, "as_of": clock.today(), "source": "Công bố", "by_id": boss.id, "at": clock.now()}
        db.add(OfficialFigure(ward_code=scene.PHU_LOI, **published))
    await town.time_is("2026-11-27 09:00")
    await tin.says("/chitieu")
    await tin.taps("khu vực Bình Dương (cũ)")
    tin.sees(
        "chỉ tiêu của khu vực Bình Dương (cũ)",
        "Chỉ tiêu năm 2026: 1.600.000 người (kế hoạch phong trào",
        "tỉnh Bình Dương cũ, theo bài “Chuyển đổi từ cơ sở” trên Vietnam.vn",
        "(tự báo): 6",
        "Phường Phú Lợi: 0 · 900 · —",
        "Phường Lái Thiêu: 6 · — · —",
    )
    clock.stop_at(scene.local("2025-12-30 09:00"))
    async with town.begin() as db:
        assert (await ladder.of_area(db, [])).goal == ladder.Goal(1_100_000, 2025, ladder.OF_THE_PRESS)


async def test_few_who_say_so_are_not_told_of_by_ward(town: Town) -> None:
    (bay,) = await held(town)
    tin = await of_area(town)
    async with town.begin() as db:
        await ladder.say(db, await scene.person(db, bay), Step.CONFIRMED, await scene.person(db, bay))
        found = await ladder.of_area(db, [(await db.get_one(Ward, scene.PHU_LOI), await groups_of(db, scene.PHU_LOI))])
    assert [one.confirmed for one in found.wards] == [None]
    tin.sees_nothing()


async def test_a_ward_with_one_group_has_its_target_and_its_leader_does_not_set_it(town: Town) -> None:
    lan, thuy = town.phone("Chị Lan"), town.phone("Chị Thủy")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        boss = await scene.somebody(db, thuy, "Lê Thị Thủy", "chi", home)
        (await scene.role(db, boss, RoleKind.COORDINATOR, home)).group_id = None
        await ladder.aim(
            db,
            boss,
            Target(ward_code=home.ward_code, year=2026, people=500, source="KH 05", by_id=boss.id, at=clock.now()),
        )
        assert [each.whole for each in await oversight.of(db, leader)] == [False]
    await thuy.says("/chitieu")
    thuy.sees("của Phường Phú Lợi", "Chỉ tiêu năm 2026: 500 người (KH 05)")
    await lan.says("/chitieu")
    assert "Chỉ tiêu năm" not in lan.sees("của Khu phố 3")


async def test_a_figure_and_a_target_are_taken_back_like_any_act(town: Town) -> None:
    thuy = await coordinator(town)
    await thuy.says("/chitieu")
    for people in ("1.000", "10.000"):
        await thuy.taps("Chỉ tiêu")
        await thuy.says(people)
        await thuy.says("Kế hoạch 05/KH-UBND")
    thuy.sees("10.000 người")
    await thuy.taps("Nhầm, trả lại")
    thuy.sees("chỉ tiêu đặt trước đó")
    await thuy.says("/chitieu")
    thuy.sees("Chỉ tiêu năm 2026: 1.000 người")
    await thuy.taps("Số chính thức")
    await thuy.says("9000")
    await thuy.taps("Hôm nay")
    await thuy.says("Báo cáo 12")
    thuy.sees("Số chính thức: 9.000 người")
    await thuy.taps("Nhầm, trả lại")
    await thuy.says("/chitieu")
    assert "• Số chính thức" not in thuy.sees("Tiến độ")


async def test_of_cadres_and_students_the_share_stands_beside_its_target(town: Town) -> None:
    talkers = await held(town, (Mark.PRESENT, Mark.PRESENT))
    thuy = await coordinator(town)
    async with town.begin() as db:
        boss = await scene.person(db, thuy)
        for talker in talkers:
            (await scene.person(db, talker)).audiences = frozenset({Audience.PUBLIC_EMPLOYEE})
        await ladder.say(db, await scene.person(db, talkers[0]), Step.CONFIRMED, boss)
        target = Target(ward_code=scene.PHU_LOI, year=2026, people=500, source="KH 05", by_id=boss.id, at=clock.now())
        await ladder.aim(db, boss, target)
    await thuy.says("/chitieu")
    thuy.sees("cán bộ, công chức, viên chức: 1 trong 2 người", "chỉ tiêu năm 2026 là 100%")


async def test_pupils_whom_their_school_tells_of_stand_in_the_ladder_of_the_ward(town: Town) -> None:
    hanh, thuy = await school(town), await coordinator(town)
    await hanh.says("báo 3 em học sinh tháng 11")
    await thuy.says("/chitieu")
    assert "dưới 16" not in thuy.sees("Tiến độ")
    await hanh.says("báo 120 em học sinh tháng 11")
    await thuy.says("/chitieu")
    thuy.sees("Học sinh dưới 16 tuổi (số của trường): 120")
