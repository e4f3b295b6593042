"""What people ask for in their own words while nothing is open: it begins, or is offered, and nothing is changed."""

import pytest

from bot.domain.people.person import RoleKind
from bot.flows import FLOWS
from tests import scene, walk
from tests.town import Talker, Town

pytestmark = pytest.mark.parametrize("town", ["none"], indirect=True)


async def _everything(town: Town) -> Talker:
    """Somebody with every role."""
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.leader(db, lan, home)
        await scene.course(db, person, seats=8)
        for kind in (RoleKind.VOLUNTEER, RoleKind.COORDINATOR, RoleKind.ADMINISTRATOR, RoleKind.ORGANISER):
            (await scene.role(db, person, kind, home)).group_id = None
    await lan.says("chào")
    return lan


@pytest.mark.parametrize("every", walk.EVERY)
async def test_whatever_is_offered_begins_with_nothing_given(town: Town, every: int) -> None:
    lan = await _everything(town)
    for flow in [name for name in walk.flows(every) if FLOWS[name].label is not None]:
        # What the only administrator hears has a test of its own.
        if flow == "erase":
            continue
        async with town.begin() as db:
            shown = await scene.card(db, lan, flow)
        await town.app.sender.drain()
        await lan.taps_again(shown)
        assert lan.new, flow
        assert not any(words in said for said in lan.new for words in ("tin cũ", "trục trặc")), (flow, lan.new)
        await lan.says("/cancel")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("bà muốn xem lịch học của bà con ơi", "chưa đăng ký lớp nào"),
        ("con ơi cho bà đăng ký học xài zalo với", "lớp"),
        ("cho tôi nói chuyện với người phụ trách nha con", "gọi lại"),
        ("tôi muốn học cách dùng điện thoại", "lớp"),
    ],
)
async def test_a_resident_asks_in_whole_sentences(town: Town, typed: str, seen: str) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), seats=8)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says(typed)
    assert not any("chưa hiểu" in said for said in tu.new), tu.new
    tu.sees(seen)


async def test_erasing_is_asked_about_and_not_done(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("cho bà xóa hết thông tin của bà đi con")
    tu.sees("xóa hết thông tin của mình phải không")
    await tu.taps("Giữ lại")
    await tu.says("lịch học")
    tu.sees("chưa đăng ký lớp nào")


async def test_a_leader_asks_for_the_report_in_a_whole_sentence(town: Town) -> None:
    lan = await _everything(town)
    await lan.says("cho chị xem báo cáo tuần này của khu phố với em")
    assert not any("chưa hiểu" in said for said in lan.new), lan.new


async def test_what_a_resident_may_not_is_not_offered(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("cho tôi xem nhật ký ai đã sửa danh sách")
    assert not any("nhật ký" in said.lower() for said in tu.new), tu.new


async def test_silence_asked_for_in_a_sentence_begins_and_is_taken_back_by_one(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("phiền quá con đừng nhắn tin cho bà nữa nghe")
    tu.sees("không nhắn nhắc bà nữa", "NHẮC TÔI")
    await tu.says("tới ngày học con nhớ nhắc bà nghe")
    tu.sees("nhắc lại trước mỗi buổi")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("bị lừa mất 5 triệu rồi con ơi", "113"),
        ("có người kêu là công an bắt chuyển tiền", "113"),
        ("có người tới nhà nói là tình nguyện viên", "khoan mở cửa"),
        ("bà bị té đau quá con ơi", "115"),
    ],
)
async def test_a_cry_for_help_is_answered_at_once_whatever_is_open(town: Town, typed: str, seen: str) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("chào")
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    tu.sees("họ và tên")
    await tu.says(typed)
    tu.sees(seen)
    tu.sees("họ và tên")


async def test_a_reason_that_names_a_fall_is_a_reason(town: Town) -> None:
    lan = await _everything(town)
    await lan.says("/buoihoc")
    async with town.begin() as db:
        shown = await scene.card(db, lan, "call_off", session=1)
    await town.app.sender.drain()
    await lan.taps_again(shown)
    lan.sees("vì sao")
    await lan.says("bác Tư bị té nên nhà văn hóa đóng cửa")
    assert not any("115" in said for said in lan.new)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("còn khu phố nào chưa báo cáo", "dành cho điều phối viên của phường"),
        ("/unplaced", "dành cho điều phối viên của phường"),
    ],
)
async def test_whoever_is_refused_hears_who_may_do_it(town: Town, typed: str, seen: str) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says(typed)
    lan.sees(seen)


async def test_the_form_of_the_ward_comes_with_its_files(town: Town) -> None:
    minh = town.phone("Anh Minh")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.somebody(db, minh, "Lê Minh", "anh", home)
        (await scene.role(db, person, RoleKind.COORDINATOR, home)).group_id = None
    await minh.says("mẫu báo cáo của phường")
    minh.sees("chưa có buổi học nào" if town.kind == "none" else "Bảng số liệu")
