"""The answer to an offered place is taken back as any other act: by one button, while nobody else has gained."""

from bot.domain.enrolment import EnrolmentStatus
from tests import scene
from tests.conversations.coaching.test_seats import MORNING, standing, two_classes
from tests.town import Talker, Town

ENROLLED, OFFERED, WAITLISTED, CANCELLED = (
    EnrolmentStatus.ENROLLED,
    EnrolmentStatus.OFFERED,
    EnrolmentStatus.WAITLISTED,
    EnrolmentStatus.CANCELLED,
)


async def offered(town: Town, gives_up: str, *others: Talker) -> tuple[Talker, int]:
    """Ông Bảy has the only place, Bà Tư and the others wait; he gives up the class, or one session. Bà Tư is asked."""
    bay, tu = town.phone("Ông Bảy"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), "2026-11-25 08:00", seats=1)
        await scene.resident(db, bay, home, "Nguyễn Văn Bảy", "ong")
        for person in (tu, *others):
            await scene.resident(db, person, home, f"Nguyễn Thị {person.name.split()[-1]}", "ba")
    for person in (bay, tu, *others):
        await person.says(made.course.code)
        await person.taps("Đúng rồi" if person is bay else "Ghi giúp tôi")
    await bay.says(gives_up)
    if gives_up == "/leave":
        await bay.taps("Thôi học")
    tu.sees("Tin vui")
    return tu, made.course.id


async def test_a_place_that_was_accepted_is_given_back_and_the_next_is_asked(town: Town) -> None:
    sau = town.phone("Bà Sáu")
    tu, course = await offered(town, "/leave", sau)

    await tu.taps("Tôi học được")
    await tu.taps("Nhầm, trả lại")

    tu.sees("đã trả chỗ lại", "vẫn giữ chỗ trong danh sách chờ")
    sau.sees("Tin vui")
    assert await standing(town, tu) == {course: WAITLISTED}
    await sau.taps("Tôi học được")
    sau.sees("chỗ này là của bà")


async def test_a_place_that_was_passed_on_is_taken_after_all(town: Town) -> None:
    tu, course = await offered(town, "/leave")

    await tu.taps("Tôi bận")
    await tu.taps("Nhầm, trả lại")

    tu.sees("lại có chỗ trong lớp")
    assert await standing(town, tu) == {course: ENROLLED}
    await tu.says("lịch học")
    tu.sees("Chống lừa đảo")


async def test_what_was_offered_to_the_next_stays_theirs(town: Town) -> None:
    sau = town.phone("Bà Sáu")
    tu, course = await offered(town, "/leave", sau)

    await tu.taps("Tôi bận")
    sau.sees("Tin vui")
    await tu.taps("Nhầm, trả lại")

    tu.sees("vừa mời người kế tiếp")
    assert await standing(town, tu) == {course: WAITLISTED}


async def test_one_session_is_given_back_or_taken_after_all(town: Town) -> None:
    sau = town.phone("Bà Sáu")
    tu, _course = await offered(town, "bận", sau)

    await tu.taps("Tôi học được")
    await tu.taps("Nhầm, trả lại")
    tu.sees("đã trả chỗ buổi này")
    sau.sees("Tin vui")

    await sau.taps("Tôi bận")
    await sau.taps("Nhầm, trả lại")
    sau.sees("lại có chỗ")


async def test_a_place_in_another_class_and_the_old_waiting_go_together(town: Town) -> None:
    tu, nam = town.phone("Bà Tư"), town.phone("Bà Năm")
    full, other = await two_classes(town, tu, nam)
    await town.time_is(MORNING)

    await tu.taps("Tôi học được")
    await tu.taps("Nhầm, trả lại")
    assert await standing(town, tu) == {full: WAITLISTED, other: CANCELLED}

    await nam.taps("Tôi bận")
    await nam.taps("Nhầm, trả lại")
    assert await standing(town, nam) == {full: CANCELLED, other: ENROLLED}


async def test_a_session_that_was_offered_to_the_next_stays_theirs(town: Town) -> None:
    sau = town.phone("Bà Sáu")
    tu, _course = await offered(town, "bận", sau)

    await tu.taps("Tôi bận")
    sau.sees("Tin vui")
    await tu.taps("Nhầm, trả lại")

    tu.sees("vừa mời người kế tiếp")
    await sau.taps("Tôi học được")
    sau.sees("chỗ này là của bà")
