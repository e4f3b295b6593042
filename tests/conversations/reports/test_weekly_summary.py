"""The week on Sunday evening, and whenever a leader asks: people and attendances apart, missing is not 0."""

from datetime import datetime, time, timedelta

from sqlalchemy import delete, event, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.attendance import Mark
from bot.domain.courses import SessionStatus
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import week_of
from bot.domain.reports.weekly import Sending
from bot.domain.tallies import Helped
from bot.services.courses import courses
from bot.services.courses.courses import Registered
from bot.services.enrolment import enrolment
from bot.services.reports import week_figures
from bot.storage.installation import Installation
from bot.storage.tables.courses import Attendance, ClassSession, Tally
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup
from tests import scene
from tests.town import Talker, Town

HELD, CALLED_OFF, PLANNED = SessionStatus.HELD, SessionStatus.CALLED_OFF, SessionStatus.PLANNED


async def stage(town: Town) -> tuple[Talker, Registered]:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        return lan, await scene.course(db, leader, "2026-11-24 19:00", seats=9)


async def people(db: AsyncSession, *names: str) -> list[Person]:
    """People written down by the leader: they have no phones here."""
    made = [Person(name=name, address_form="bac", created_at=clock.now()) for name in names]
    db.add_all(made)
    await db.flush()
    return made


async def session_on(db: AsyncSession, made: Registered, starts: str, status: SessionStatus) -> ClassSession:
    start = datetime.fromisoformat(starts).replace(tzinfo=clock.LOCAL)
    session = await courses.add_session(db, made.course, start, made.venue.id)
    session.status, session.next_reminder_at = status, None
    return session


async def mark(db: AsyncSession, session: ClassSession, marks: dict[Person, Mark]) -> None:
    for person, said in marks.items():
        db.add(
            Attendance(
                session_id=session.id, person_id=person.id, mark=said, marked_by_id=person.id, marked_at=clock.now()
            )
        )
    await db.flush()


async def two_weeks(town: Town, made: Registered) -> None:
    """One session last week; this week one on Tuesday, one on Thursday, and one that was called off."""
    async with town.begin() as db:
        an, binh, cuc = await people(db, "Nguyễn An", "Lê Bình", "Trần Cúc")
        for person in (an, binh, cuc):
            await enrolment.enrol(db, person, made.course, person)
        last_week = await session_on(db, made, "2026-11-18 19:00", HELD)
        await mark(db, last_week, {an: Mark.PRESENT, binh: Mark.NO_SHOW})
        await mark(db, made.sessions[0], {an: Mark.PRESENT, binh: Mark.LATE, cuc: Mark.NO_SHOW})
        thursday = await session_on(db, made, "2026-11-26 19:00", HELD)
        await mark(db, thursday, {an: Mark.PRESENT, binh: Mark.PRESENT, cuc: Mark.EXCUSED})
        await session_on(db, made, "2026-11-27 19:00", CALLED_OFF)
    await town.time_is("2026-11-24 20:15")
    async with town.begin() as db:
        (await db.get_one(ClassSession, made.sessions[0].id)).status = HELD


async def test_the_week_arrives_by_itself_on_sunday_evening(town: Town) -> None:
    lan, made = await stage(town)
    await two_weeks(town, made)

    await town.time_is("2026-11-29 19:29")
    assert not any("Kết quả" in words for words in lan.new)
    await town.time_is("2026-11-29 19:30")

    summary = lan.sees("Kết quả “Bình dân học vụ số” tại Khu phố 3, từ 23/11 đến 29/11/2026")
    assert "2 buổi đã tổ chức, 1 buổi nghỉ\n" in summary
    assert "Người học: 2 người, 4 lượt (tuần trước 1 người, 1 lượt)" in summary
    assert "80% = 4 có mặt / (4 có mặt + 1 vắng không báo) (tuần trước 50%)" in summary
    assert "Ghi danh mới: 3 người" in summary
    assert "Hiện đang chờ lớp: 0 người" in summary
    assert not any(name in summary for name in ("Nguyễn", "Lê", "Cúc")), "numbers only: it is forwarded"
    lan.sees("1 việc nên làm", "Bảy ngày tới chưa có buổi học nào")
    await town.time_is("2026-11-30 11:00")
    lan.sees_nothing()


async def test_it_says_what_was_helped_with_and_who_helped(town: Town) -> None:
    lan, made = await stage(town)
    await two_weeks(town, made)
    huong = town.phone("Bạn Hương")
    async with town.begin() as db:
        helper = await scene.volunteer(db, huong, await db.get_one(ResidentialGroup, made.course.group_id))
        session_id = made.sessions[0].id
        await scene.accepted(db, helper, session_id)
        await scene.came(db, helper, session_id)
        for kind, n in ((Helped.VNEID, 4), (Helped.SERVICES, 2)):
            db.add(Tally(session_id=session_id, helped=kind, n=n, by_id=helper.id, at=clock.now()))
    await lan.says("báo cáo từ 1/11 đến 30/11")
    month = lan.sees("từ 01/11 đến 30/11/2026", "VNeID 4", "Tình nguyện viên: 1 người, 1 giờ")
    assert "tuần trước" not in month, "of a month it is the period before"
    await town.time_is("2026-11-29 19:30")
    lan.sees("Đã hướng dẫn (lượt)", "VNeID 4", "Tình nguyện viên: 1 người, 1 giờ")


async def test_the_area_is_told_of_any_days(town: Town) -> None:
    _lan, made = await stage(town)
    await two_weeks(town, made)
    tin = town.phone("Anh Tín")
    async with town.begin() as db:
        home = await db.get_one(ResidentialGroup, made.course.group_id)
        role = await scene.role(db, await scene.somebody(db, tin, "Lê Tín", "anh", home), RoleKind.COORDINATOR, home)
        role.group_id = role.ward_code = None
    await tin.says("báo cáo tháng 11")
    tin.sees("toàn khu vực", "từ 01/11 đến 30/11/2026", "2 người, 5 lượt")


async def test_an_installation_may_send_it_on_another_day(town: Town) -> None:
    town.belongs_to(Installation(sending=Sending(4, time(15))))
    lan, _made = await stage(town)
    await town.time_is("2026-11-27 14:59")
    assert not any("Kết quả" in words for words in lan.new)
    await town.time_is("2026-11-27 15:00")
    lan.sees("Kết quả “Bình dân học vụ số” tại Khu phố 3, từ 23/11 đến 29/11/2026")


async def test_a_session_without_a_roll_call_is_missing_and_not_zero(town: Town) -> None:
    lan, _made = await stage(town)

    await town.time_is("2026-11-29 19:30")

    summary = lan.sees("Kết quả", "1 buổi chưa điểm danh")
    assert "Người học: chưa có số liệu" in summary
    assert "0 lượt" not in summary
    assert "0 buổi" not in summary
    assert "chuyên cần" not in summary
    lan.sees("1 buổi chưa chốt điểm danh")
    await lan.taps("Điểm danh ngay")
    assert lan.new != []


async def test_a_week_without_classes_says_so(town: Town) -> None:
    lan, _made = await stage(town)

    await town.time_is("2026-12-06 19:30")

    lan.sees("Từ 30/11 đến 06/12/2026, Khu phố 3 chưa có buổi học nào")
    lan.sees("Bảy ngày tới chưa có buổi học nào")


async def test_it_is_shown_whenever_it_is_asked_for(town: Town) -> None:
    lan, made = await stage(town)
    async with town.begin() as db:
        (an,) = await people(db, "Nguyễn An")
        last_week = await session_on(db, made, "2026-11-18 19:00", HELD)
        await mark(db, last_week, {an: Mark.PRESENT})

    await lan.says("báo cáo")
    lan.sees("từ 23/11 đến 29/11/2026", "0 buổi đã tổ chức, 1 buổi sắp tới", "chưa có buổi nào diễn ra")
    lan.sees("Bảy ngày tới còn thiếu 3 tình nguyện viên")

    await lan.taps("Tuần trước")
    lan.sees("từ 16/11 đến 22/11/2026", "1 người, 1 lượt", "100%")


async def test_what_is_to_be_done_leads_to_where_it_is_done(town: Town) -> None:
    lan, _made = await stage(town)

    await lan.says("/report")
    await lan.taps("Xem buổi thiếu người")

    lan.sees("Chống lừa đảo", "chỗ")


async def test_down_at_half_past_seven_it_comes_in_the_morning_but_not_in_the_afternoon(town: Town) -> None:
    lan, _made = await stage(town)

    # The process was down from before 19:30 until 22:00.
    clock.stop_at(datetime(2026, 11, 29, 22, 0, tzinfo=clock.LOCAL))
    await town.time_is("2026-11-29 22:00")
    assert not any("Kết quả" in words for words in lan.new)
    await town.time_is("2026-11-30 07:00")
    lan.sees("Kết quả", "từ 23/11 đến 29/11/2026")

    clock.stop_at(datetime(2026, 12, 7, 12, 1, tzinfo=clock.LOCAL))
    await town.time_is("2026-12-07 12:01")
    assert not any("30/11" in words for words in lan.new)


async def test_every_leader_gets_it_once_and_nobody_else(town: Town) -> None:
    lan, _made = await stage(town)
    minh, an = town.phone("Anh Minh"), town.phone("Bác An")
    async with town.begin() as db:
        home = (await db.scalars(select(ResidentialGroup))).one()
        await scene.leader(db, minh, home, "Lê Minh", "anh")
        await scene.resident(db, an, home)

    await town.time_is("2026-11-29 19:30")

    for leader in (lan, minh):
        assert sum("Kết quả" in words for words in leader.new) == 1
    an.sees_nothing()


async def test_only_leaders_ask_for_it(town: Town) -> None:
    an = town.phone("Bác An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))

    await an.says("/report")

    an.sees("người phụ trách")


async def test_counting_costs_what_the_week_has_and_not_what_there_is(town: Town) -> None:
    _lan, made = await stage(town)
    seen: list[str] = []
    async with town.begin() as db:
        everybody = await people(db, *(f"Người {n}" for n in range(30)))
        for week in range(1, 20):
            start = datetime(2026, 11, 25, 19, tzinfo=clock.LOCAL) - timedelta(weeks=week)
            session = await courses.add_session(db, made.course, start, made.venue.id)
            session.status = HELD
            await mark(db, session, dict.fromkeys(everybody, Mark.PRESENT))
    async with town.begin() as db:
        connection = await db.connection()
        event.listen(
            connection.sync_connection, "before_cursor_execute", lambda *args: seen.append(args[2]), named=False
        )
        counted = await week_figures.of(db, [made.course.group_id], week_of(clock.today()))
        plans = []
        for statement in [words for words in seen if "attendance" in words]:
            holes = statement.count("?")
            rows = await connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, tuple([1] * holes))
            plans += [row[-1] for row in rows]
        await db.execute(delete(Attendance))

    assert (counted.people, counted.ahead) == (0, 1)
    assert plans
    assert not any(plan.startswith("SCAN attendance") for plan in plans), plans
