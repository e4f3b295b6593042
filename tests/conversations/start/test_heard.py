"""What is said beside a wish is not asked again; what others feel is read back; what fits nothing is asked."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import func, select

import bot
from bot.chat.message import IncomingKind
from bot.chat.say import SENTENCE
from bot.domain.courses import SessionStatus
from bot.domain.people.person import ContactWish, RoleKind, ToldVia
from bot.domain.topics import Topic
from bot.services.calls import call_list
from bot.storage import session_queries
from bot.storage.tables.courses import ClassSession, Course
from bot.storage.tables.people import Person, Role
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)


async def _neighbourhood(town: Town) -> tuple[Talker, Talker, Talker]:
    """Chị Lan leads; bà Tư learns on Wednesdays, ông Bảy on Wednesdays and Saturday; Hương helps on Wednesday."""
    lan, huong, tu = town.phone("Chị Lan"), town.phone("Bạn Hương"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        helper = await scene.volunteer(db, huong, home)
        learner = await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
        evenings = await scene.course(db, leader, seats=8, weeks=2)
        await scene.course(db, leader, "2026-11-28 08:00", seats=8, topic=Topic.T03)
        await scene.seat(db, learner, evenings)
        await scene.accepted(db, helper, evenings.sessions[0].id)
    await town.app.sender.drain()
    for talker in (lan, huong, tu):
        talker.new.clear()
    return lan, huong, tu


async def _sessions(town: Town, status: SessionStatus) -> int:
    async with town.begin() as db:
        found = await db.scalar(select(func.count()).select_from(ClassSession).where(ClassSession.status == status))
    return found or 0


async def test_a_class_is_called_off_by_its_words_and_read_back(town: Town) -> None:
    lan, _huong, tu = await _neighbourhood(town)
    await lan.says("tối thứ tư nghỉ nha nhà văn hóa cúp điện")
    lan.sees("học bù")
    await lan.taps("Chưa có")
    lan.sees("thứ Tư 25/11", "2 người")
    assert await _sessions(town, SessionStatus.CALLED_OFF) == 0
    await lan.taps("⛔ Báo nghỉ")
    await town.app.sender.drain()
    tu.sees("cúp điện")
    assert await _sessions(town, SessionStatus.CALLED_OFF) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "hủy lớp VNeID 8h sáng thứ bảy",
        "hủy lớp VNeID 9h sáng chủ nhật nhà văn hóa 10 chỗ 1 tuần",
        "lớp VNeID 8h sáng thứ bảy nghỉ nha",
        "dời lớp VNeID qua 9h sáng chủ nhật",
        "huỷ lớp tối nay trời mưa",
    ],
)
async def test_no_sentence_that_calls_off_or_moves_opens_a_class_or_is_done_unread(town: Town, typed: str) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says(typed)
    async with town.begin() as db:
        assert await db.scalar(select(func.count()).select_from(Course)) == 2
    assert await _sessions(town, SessionStatus.PLANNED) == 3
    assert not any("chưa hiểu" in said for said in lan.new), lan.new


async def test_a_class_that_fits_nothing_is_asked_about(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("hủy lớp zalo sáng chủ nhật")
    lan.sees("Buổi nào", "VNeID", "Chống lừa đảo")


async def test_a_class_is_moved_to_the_time_that_was_said(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("dời lớp VNeID qua 9h sáng chủ nhật")
    lan.sees("Dời buổi 8 giờ sáng thứ Bảy, ngày 28/11", "9 giờ sáng Chủ nhật, ngày 29/11")


async def test_somebody_else_is_excused_by_name_and_read_back(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("bà Tư báo thứ tư bận")
    lan.sees("Ghi bà Tư nghỉ buổi này", "thứ Tư 25/11")
    await lan.taps("Đúng, ghi giúp")
    lan.sees("Đã ghi bà Tư nghỉ")


async def test_an_announcement_is_not_the_command_that_asked_for_it(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says("nhắn bà con mai đem căn cước theo")
    await lan.taps("Tất cả bà con")
    lan.sees("nhắn gì", "Mai đem căn cước theo")


async def test_the_roll_is_opened_with_what_was_said_of_it(town: Town) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await town.time_is("2026-11-25 19:05")
    await lan.says("lớp tối nay đủ hết nha em")
    lan.sees("Đã ghi 1 có mặt")
    lan.sees("Điểm danh")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("báo cáo tháng 11", "từ 01/11 đến 30/11/2026"),
        ("cho chị báo cáo từ 1/10 đến 15/11", "01/10 đến 15/11/2026"),
        ("báo cáo tuần rồi của khu phố", "16/11 đến 22/11/2026"),
        ("danh sách lớp thứ bảy", "Chưa có ai"),
        ("nhờ bạn Hương trông giùm khu phố đến chủ nhật", "Trong thời gian đó"),
        ("xin 2 tình nguyện viên cho lớp sáng thứ bảy", "chưa có tổ chức nào"),
        ("thêm bà Sáu vào lớp thứ tư", "Trong sổ chưa có bà Sáu"),
        ("ghi tên bà Sáu 70 tuổi", "Số điện thoại của bà Sáu"),
        ("khó khăn: thiếu wifi", "khó khăn: thiếu wifi"),
    ],
)
async def test_a_leader_is_not_asked_what_was_said(town: Town, typed: str, seen: str) -> None:
    lan, _huong, _tu = await _neighbourhood(town)
    await lan.says(typed)
    lan.sees(seen)


async def test_a_volunteer_says_when_they_are_free_and_takes_it_back(town: Town) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("em chỉ rảnh tối 3 5 7 thôi")
    huong.sees("tối thứ Ba, tối thứ Năm, tối thứ Bảy")
    await huong.taps("Chỉ những lúc này")
    huong.sees("Đã ghi")
    await huong.taps("Nhầm, trả lại")
    huong.sees("trở lại như trước")


async def test_a_volunteer_pauses_and_is_not_asked(town: Town) -> None:
    _lan, huong, _tu = await _neighbourhood(town)
    await huong.says("cho em nghỉ 2 tuần nha")
    huong.sees("thứ Hai, ngày 7/12", "Buổi bạn đã nhận thì vẫn còn")
    await huong.taps("Đúng, tạm nghỉ")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is not None
    huong.sees("không xếp lớp")
    await huong.taps("Hết tạm nghỉ")
    async with town.begin() as db:
        assert (await db.scalars(select(Volunteer.away_until))).one() is None


async def test_a_volunteer_stops_and_what_they_promised_goes_to_others(town: Town) -> None:
    lan, huong, _tu = await _neighbourhood(town)
    await huong.says("em không làm tình nguyện nữa")
    huong.sees("thôi làm tình nguyện viên", "nhờ người khác")
    await huong.taps("Thôi hẳn")
    await town.app.sender.drain()
    huong.sees("không còn là tình nguyện viên")
    lan.sees("Hương xin thôi làm tình nguyện viên")
    async with town.begin() as db:
        held = await db.scalar(select(func.count()).select_from(Role).where(Role.kind == RoleKind.VOLUNTEER))
        ended = await db.scalar(select(func.count()).select_from(Role).where(Role.status == "ended"))
    assert held == ended == 1


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("đi học có phải trả tiền không con", "miễn phí"),
        ("đi học đem theo gì vậy con", "sạc pin"),
        ("con là ai vậy", "là máy chứ không phải người"),
        ("quên mật khẩu zalo rồi con", "đem máy tới lớp"),
        ("bà tới trễ chút nha", "đi thong thả"),
        ("tới nơi mà cửa khóa không thấy ai", "chị Lan sẽ gọi"),
        ("nhắn nhầm người rồi con", "xin lỗi"),
        ("bà không có điện thoại thông minh", "ngồi xem chung"),
        ("is it free", "miễn phí"),
    ],
)
async def test_what_residents_ask_beside_is_answered(town: Town, typed: str, seen: str) -> None:
    _lan, _huong, tu = await _neighbourhood(town)
    await tu.says(typed)
    tu.sees(seen)


async def test_who_wants_only_writing_is_not_called_and_who_wants_calls_is(town: Town) -> None:
    _lan, _huong, tu = await _neighbourhood(town)
    await tu.says("con nhắn thôi, đừng gọi cho bà")
    tu.sees("chỉ nhắn tin")
    assert await _called_for_silence(town) == []
    await tu.says("đọc chữ không được, gọi giùm bà")
    tu.sees("có người gọi cho bà")
    assert await _called_for_silence(town) == ["Nguyễn Thị Tư"]
    async with town.begin() as db:
        wishes = {person.contact_wish for person in await db.scalars(select(Person))}
    assert wishes == {None, ContactWish.CALL}


async def _called_for_silence(town: Town) -> list[str | None]:
    """Whom the list would name, had the reminder of Wednesday's class been answered by nobody."""
    async with town.begin() as db:
        details = await session_queries.details(db, 1)
        assert details is not None
        return [
            one.name
            for one in await session_queries.seated(db, details.session.id)
            if await call_list.wants_a_call(db, one, was_asked=True)
        ]


async def test_who_has_the_only_class_hears_which_is_theirs(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), seats=8)
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
    await tu.says("tôi muốn học")
    tu.sees("đã có chỗ", "Chống lừa đảo")


def test_no_question_has_the_name_of_the_sentence(town: Town) -> None:  # noqa: ARG001 the module's parameter
    """It would be answered by the whole sentence in which the flow was asked for."""
    asked = {
        call.args[0].value
        for path in (Path(bot.__file__).parent / "flows").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"ask", "choose", "confirm", "choose_many"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert "words" in asked
    assert SENTENCE not in asked


@pytest.mark.parametrize(
    ("typed", "name", "group"),
    [
        ("Nguyễn Thị Tư nha con", "Nguyễn Thị Tư", False),
        ("tôi tên Lan, 68 tuổi, ở khu phố 3", "Lan", True),
        ("dạ thưa cô tên tôi là Trần Văn Hai ạ", "Trần Văn Hai", False),
    ],
)
async def test_a_name_is_read_back_with_what_was_said_beside_it(town: Town, typed: str, name: str, group: bool) -> None:  # noqa: FBT001 a table
    tu = town.phone("Bà mới")
    async with town.begin() as db:
        await scene.leader(db, town.phone("Chị Lan"), await scene.group(db))
    await tu.says("chào con")
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    for said in ("dạ", "để làm gì", "không muốn nói"):
        await tu.says(said)
        assert not any("ghi tên" in each for each in tu.new), tu.new
        tu.new.clear()
    await tu.says(typed)
    tu.sees(f"ghi tên bà là {name}", "sai tên", "phường hay xã")
    await tu.says("Phú Lợi")
    if not group:
        await tu.taps("Khu phố 3")
    async with town.begin() as db:
        person = await scene.person(db, tu)
        assert person.name == name
        assert person.group_id is not None
        assert (person.age_band == "60_74") is group


async def test_a_wrong_name_is_mended_while_the_group_is_asked_for_and_after(town: Town) -> None:
    tu = town.phone("Bà mới")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home))
    await tu.says(made.course.code)
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    await tu.says("Nguyễn Thị Tự")
    tu.sees("ghi tên bà là Nguyễn Thị Tự", "khu phố")
    await tu.says("sai tên rồi con")
    tu.sees("họ và tên")
    await tu.says("Nguyễn Thị Tư")
    tu.sees("ghi tên bà là Nguyễn Thị Tư")
    await tu.taps("Khu phố 3")
    await tu.says("/cancel")
    await tu.says("sai tên rồi con")
    tu.sees("họ và tên")


async def test_of_voice_and_pictures_a_human_hears_once_a_day(town: Town) -> None:
    lan, _huong, tu = await _neighbourhood(town)
    for kind in (IncomingKind.VOICE, IncomingKind.PHOTO, IncomingKind.VOICE):
        await tu.sends(kind)
        tu.sees("gõ chữ", "báo chị Lan")
    await town.app.sender.drain()
    lan.sees("Bà Tư muốn được gặp")
    assert not any("Bà Tư" in said for said in lan.new)


async def test_a_daughter_is_asked_when_her_mother_is_free(town: Town) -> None:
    daughter = town.phone("Chị Thu")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, town.phone("Chị Lan"), home)
        person = await scene.resident(db, daughter, home, "Lê Thị Thu", "chi")
        mother = await scene.without_phone(db, home, "Nguyễn Thị Bảy", "ba")
        mother.told_via, mother.told_via_person_id = ToldVia.RELATIVE, person.id
    await daughter.says("em muốn tìm người kèm riêng cho má em")
    daughter.sees("Bà Bảy muốn được chỉ về điều gì")
    await daughter.taps("Internet, Zalo")
    daughter.sees("Bà Bảy học ở đâu")
    await daughter.taps("văn hóa")
    daughter.sees("Bà Bảy rảnh buổi nào")
