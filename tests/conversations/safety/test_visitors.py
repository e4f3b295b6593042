"""«Có phải người của mình không?»: yes, no, or «không biết: coi như người lạ», and nobody harvests names."""

import pytest

from bot.domain.coaching import LessonPlace
from bot.domain.people.person import RoleStatus
from bot.services.people import identity
from tests import scene
from tests.conversations.coaching import stage
from tests.town import Talker, Town


@pytest.fixture
async def at_home(town: Town) -> tuple[Talker, Talker]:
    """Bà Tư is to be visited on Thursday morning by Hương, who is vouched for."""
    tu, huong = town.phone("Bà Tư"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        person = await stage.coach(db, huong, home)
        (await identity.roles_of(db, person))[0].decided_by_id = lan.id
        resident = await stage.waiting(db, tu, home, LessonPlace.HOME)
        resident.address_form = "ba"
        await stage.settled(db, resident, person)
    return tu, huong


async def test_yes_by_the_code_of_the_meeting(town: Town, at_home: tuple[Talker, Talker]) -> None:
    tu, _huong = at_home
    await town.time_is("2026-11-26 08:25")
    await tu.says("Có phải người của mình không?")
    tu.sees("nói tên gì, hoặc đọc mã gì")
    await tu.says("sen 27")
    tu.sees("Đúng rồi: bạn Hương là tình nguyện viên Khu phố 3", "Người duyệt: chị Lan", "có hẹn", "không bao giờ hỏi")


async def test_a_name_that_is_expected_is_a_yes_with_the_code_to_ask_for(
    town: Town, at_home: tuple[Talker, Talker]
) -> None:
    tu, _huong = at_home
    await town.time_is("2026-11-26 08:25")
    await tu.says("/xacminh")
    await tu.says("bạn Hương")
    tu.sees("Đúng rồi: bạn Hương", "hỏi thêm mã", "SEN-27")


async def test_no_when_another_comes_than_was_expected(town: Town, at_home: tuple[Talker, Talker]) -> None:
    tu, _huong = at_home
    await town.time_is("2026-11-26 08:25")
    await tu.says("/xacminh")
    await tu.says("anh Dũng")
    tu.sees("Không phải: bà chỉ có hẹn với bạn Hương", "đừng đưa tiền", "113")
    await tu.taps("Báo sự cố")
    tu.sees("113", "gặp chuyện gì")


async def test_no_when_the_visitor_has_left_the_team(town: Town, at_home: tuple[Talker, Talker]) -> None:
    tu, huong = at_home
    async with town.begin() as db:
        (await identity.roles_of(db, await scene.person(db, huong)))[0].status = RoleStatus.ENDED
    await town.time_is("2026-11-26 08:25")
    await tu.says("SEN-27")
    tu.sees("không phải người của mình", "113")


async def test_unknown_is_a_stranger(at_home: tuple[Talker, Talker]) -> None:
    tu, _huong = at_home
    await tu.says("/xacminh")
    # It is Monday: nobody is expected, and a name alone is nothing anybody could not have heard.
    await tu.says("Hương")
    tu.sees("không biết người này: bà coi như người lạ", "đừng đưa tiền")


async def test_the_code_of_the_day(town: Town, at_home: tuple[Talker, Talker]) -> None:
    tu, huong = at_home
    await huong.says("mã hôm nay")
    code = huong.sees("Mã hôm nay của bạn").split(": ")[1].split(".")[0]
    await huong.says("/macuatoi")
    huong.sees(code)
    await tu.says(code)
    tu.sees("Đúng rồi: bạn Hương", "hết hôm nay")
    await town.time_is("2026-11-24 07:30")
    await tu.says(code)
    tu.sees("không phải người của mình")


async def test_only_visitors_have_a_code(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/macuatoi")
    tu.sees("người phụ trách")


async def test_a_child_may_ask_for_a_parent(town: Town, at_home: tuple[Talker, Talker]) -> None:
    tu, _huong = at_home
    con = town.phone("Anh Nam")
    async with town.begin() as db:
        parent = await scene.person(db, tu)
        child = await scene.resident(db, con, await scene.home(db, parent), "Nguyễn Văn Nam", "anh")
        parent.told_via_person_id = child.id
    await town.time_is("2026-11-26 08:25")
    await con.says("SEN-27")
    con.sees("Đúng rồi: bạn Hương")


async def test_nobody_else_learns_of_the_visit(town: Town, at_home: tuple[Talker, Talker]) -> None:
    _tu, huong = at_home
    nosy = town.phone("Anh Dũng")
    async with town.begin() as db:
        home = await scene.home(db, await scene.person(db, huong))
        await scene.resident(db, nosy, home, "Lê Văn Dũng", "anh")
    await town.time_is("2026-11-26 08:25")
    said = set()
    for typed in ("SEN-27", "Hương", "TRE-35", "Phạm Hương"):
        await nosy.says("/xacminh")
        await nosy.says(typed)
        said.add(nosy.sees("không biết người này"))
    assert len(said) == 1
    await nosy.says("/xacminh")
    await nosy.says("HOA-2345")
    await nosy.says("/xacminh")
    await nosy.says("SEN-27")
    nosy.sees("chờ một tiếng")


async def test_a_code_of_another_ward_is_no_answer_here(town: Town, at_home: tuple[Talker, Talker]) -> None:
    _tu, huong = at_home
    await huong.says("mã hôm nay")
    code = huong.sees("Mã hôm nay của bạn").split(": ")[1].split(".")[0]
    away = town.phone("Bà Sáu")
    async with town.begin() as db:
        await scene.resident(db, away, await scene.group(db, "1", ward="25966"), "Nguyễn Thị Sáu", "ba")
    await away.says(code)
    assert "Hương" not in away.sees("không phải người của mình")


async def test_a_true_name_alone_opens_no_door(town: Town) -> None:
    """A stranger who gives the name of the helper of the asker's own class, or of the leader, is not let in by it."""
    tu, huong = town.phone("Bà Tư"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        lan = await scene.leader(db, town.phone("Chị Lan"), home)
        made = await scene.course(db, lan)
        helper = await scene.volunteer(db, huong, home)
        await scene.accepted(db, helper, made.sessions[0].id)
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
    for said, name in (("bạn Hương", "bạn Hương là tình nguyện viên"), ("cô Lan", "chị Lan là Trưởng")):
        await tu.says("/xacminh")
        await tu.says(said)
        shown = tu.sees(name, "không có hẹn tới nhà", "đừng mở cửa", "đừng đưa điện thoại")
        assert "Đúng rồi" not in shown
        assert "người lạ" not in shown


async def test_the_name_in_the_sentence_is_not_asked_again(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("cho hỏi bạn Dũng có phải người của mình không")
    tu.sees("như người lạ")
