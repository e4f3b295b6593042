"""Three taps tell ward and area of an incident; whom it is about, and their team, do not hear of it."""

import pytest
from sqlalchemy import func, select

from bot.domain.people.person import RoleKind
from bot.domain.safety.incidents import IncidentStatus
from bot.storage.tables.messaging import Act, Outbox
from bot.storage.tables.safety import Incident
from tests import scene
from tests.town import Talker, Town


@pytest.fixture
async def people(town: Town) -> dict[str, Talker]:
    """A resident with a leader, a volunteer, the ward's coordinator and an administrator."""
    talkers = {name: town.phone(name) for name in ("Bà Tư", "Chị Lan", "Bạn Hương", "Chị Mai", "Anh Quân")}
    async with town.begin() as db:
        home = await scene.group(db)
        tu = await scene.resident(db, talkers["Bà Tư"], home, "Nguyễn Thị Tư", "ba")
        tu.phone = "+84912345678"
        await scene.leader(db, talkers["Chị Lan"], home)
        await scene.volunteer(db, talkers["Bạn Hương"], home)
        await scene.administrator(db, talkers["Anh Quân"], home, "Lê Minh Quân")
        mai = await scene.somebody(db, talkers["Chị Mai"], "Lê Thị Mai", "chi", home)
        (await scene.role(db, mai, RoleKind.COORDINATOR, home)).group_id = None
    return talkers


@pytest.mark.parametrize(
    "about", ["Trưởng khu phố, ấp", "Tình nguyện viên", "Lớp học"], ids=["leader", "volunteer", "class"]
)
async def test_three_taps_and_the_team_does_not_hear(people: dict[str, Talker], about: str) -> None:
    tu, mai = people["Bà Tư"], people["Chị Mai"]
    await tu.says("báo sự cố")
    tu.sees("113", "gặp chuyện gì")
    await tu.taps("Bị lừa")
    tu.sees("liên quan tới ai")
    await tu.taps(about)
    tu.sees("gọi lại không")
    await tu.taps("Gọi lại cho tôi")
    tu.sees("đã báo ngay cho chị Mai", "113")
    alert = mai.sees("Có sự cố ở Khu phố 3", "Bị lừa", "Muốn được gọi lại")
    assert "Tư" not in alert
    assert "0912" not in alert
    people["Anh Quân"].sees("Có sự cố ở Khu phố 3")
    people["Chị Lan"].sees_nothing()
    people["Bạn Hương"].sees_nothing()


async def test_one_takes_it_and_settles_it(town: Town, people: dict[str, Talker]) -> None:
    tu, mai, quan = people["Bà Tư"], people["Chị Mai"], people["Anh Quân"]
    await _tells(tu)
    await mai.taps("Tôi nhận xử lý")
    mai.sees("do chị xử lý", "Nguyễn Thị Tư", "0912 345 678")
    tu.sees("chị Mai đã nhận việc bà báo", "gọi lại")
    await quan.taps("Tôi nhận xử lý")
    assert "Nguyễn Thị Tư" not in quan.sees("chị Mai đã nhận việc này rồi")
    await mai.taps("Đã xử lý xong")
    mai.sees("xử lý xong")
    await mai.taps("Nhầm, trả lại")
    mai.sees("mở lại")
    await mai.says("/vuviec")
    mai.sees("Có sự cố")
    await mai.taps("Tôi nhận xử lý")
    mai.sees("do chị xử lý")
    await mai.taps("Đã xử lý xong")
    async with town.begin() as db:
        incident = (await db.scalars(select(Incident))).one()
        assert incident.status is IncidentStatus.CLOSED
        kinds = set(await db.scalars(select(Act.kind)))
    assert {"tell_incident", "take_incident", "close_incident"} <= kinds


async def test_it_can_be_taken_back_until_somebody_has_it(town: Town, people: dict[str, Talker]) -> None:
    tu, mai = people["Bà Tư"], people["Chị Mai"]
    await _tells(tu)
    await tu.taps("Nhầm, trả lại")
    tu.sees("bỏ")
    mai.sees("đã rút lại")
    await mai.taps("Tôi nhận xử lý")
    mai.sees("rút lại")
    await _tells(tu)
    await mai.taps("Tôi nhận xử lý")
    await tu.taps("Nhầm, trả lại")
    tu.sees("không")
    async with town.begin() as db:
        statuses = list(await db.scalars(select(Incident.status).order_by(Incident.id)))
    assert statuses == [IncidentStatus.WITHDRAWN, IncidentStatus.TAKEN]


async def test_it_comes_at_night_too(town: Town, people: dict[str, Talker]) -> None:
    await town.time_is("2026-11-23 22:30")
    await _tells(people["Bà Tư"])
    people["Chị Mai"].sees("Có sự cố")


@pytest.mark.outlook
async def test_what_nobody_takes_is_told_once_more(town: Town, people: dict[str, Talker]) -> None:
    mai = people["Chị Mai"]
    await _tells(people["Bà Tư"])
    await town.time_is("2026-11-23 09:29")
    mai.sees_nothing()
    await town.time_is("2026-11-23 12:00")
    mai.sees("chưa có ai nhận", "Có sự cố")
    mai.sees_nothing()
    people["Chị Lan"].sees_nothing()
    await mai.taps("Tôi nhận xử lý")
    await town.time_is("2026-11-23 15:00")
    mai.sees_nothing()


async def test_an_administrator_on_the_team_neither_hears_nor_opens_it(town: Town, people: dict[str, Talker]) -> None:
    tu, lan = people["Bà Tư"], people["Chị Lan"]
    async with town.begin() as db:
        leader = await scene.person(db, lan)
        role = await scene.role(db, leader, RoleKind.ADMINISTRATOR, await scene.home(db, leader))
        role.group_id = role.ward_code = None
    await _tells(tu)
    lan.sees_nothing()
    await lan.says("/vuviec")
    lan.sees("không có sự cố nào")
    async with town.begin() as db:
        incident = (await db.scalars(select(Incident))).one()
        await scene.card(db, lan, "take_incident", incident=incident.id)
    await lan.taps_again(await lan.data_of("take_incident"))
    assert "Nguyễn Thị Tư" not in lan.sees("không thuộc phần chị phụ trách")
    people["Anh Quân"].sees("Có sự cố")


async def test_about_a_stranger_the_leader_is_warned(people: dict[str, Talker]) -> None:
    tu, lan = people["Bà Tư"], people["Chị Lan"]
    await tu.says("có người lạ tới nhà")
    await tu.taps("Người lạ tới nhà")
    await tu.taps("Người khác")
    await tu.taps("Không cần gọi")
    people["Chị Mai"].sees("Người lạ tới nhà")
    lan.sees("Người lạ tới nhà", "Phường đã biết")


async def test_who_sees_to_another_ward_does_not_hear(town: Town, people: dict[str, Talker]) -> None:
    hoa = town.phone("Chị Hoa")
    async with town.begin() as db:
        away = await scene.group(db, "1", ward="25966")
        person = await scene.somebody(db, hoa, "Ngô Thị Hoa", "chi", away)
        (await scene.role(db, person, RoleKind.COORDINATOR, away)).group_id = None
    await _tells(people["Bà Tư"])
    people["Chị Mai"].sees("Có sự cố")
    hoa.sees_nothing()
    async with town.begin() as db:
        incident = (await db.scalars(select(Incident))).one()
        await scene.card(db, hoa, "take_incident", incident=incident.id)
    await hoa.taps_again(await hoa.data_of("take_incident"))
    assert "Tư" not in hoa.sees("không thuộc phần chị phụ trách")


async def test_without_anybody_in_charge_113_is_named(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await _tells(tu)
    tu.sees("đã ghi lại", "113")


async def test_a_stranger_may_tell_too_and_the_area_hears(town: Town, people: dict[str, Talker]) -> None:
    nobody = town.phone("Người lạ")
    await nobody.says("/suco")
    await nobody.taps("Bị quấy rầy")
    await nobody.taps("Tình nguyện viên")
    await nobody.taps("Không cần gọi")
    nobody.sees("đã báo ngay cho anh Quân")
    people["Anh Quân"].sees("nơi chưa rõ", "Bị quấy rầy")
    people["Chị Mai"].sees_nothing()


async def test_nothing_personal_stands_in_the_alerts(town: Town, people: dict[str, Talker]) -> None:
    await _tells(people["Bà Tư"])
    async with town.begin() as db:
        (tu,) = await scene.named(db, "Nguyễn Thị Tư")
        said = [row.message["text"] for row in await db.scalars(select(Outbox).where(Outbox.person_id != tu.id))]
        assert said
        assert not any("Tư" in text or "0912" in text for text in said)
        assert await db.scalar(select(func.count()).select_from(Incident)) == 1


async def _tells(somebody: Talker) -> None:
    await somebody.says("báo sự cố")
    await somebody.taps("Bị lừa")
    await somebody.taps("Tình nguyện viên")
    await somebody.taps("Gọi lại cho tôi")
