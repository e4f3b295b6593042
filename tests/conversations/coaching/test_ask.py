"""«Xin người kèm riêng»: asked for in chat, for oneself, a parent, somebody of the leader's group."""

from bot.domain.coaching import Language, LessonPlace, RequestStatus
from bot.domain.people.person import RoleKind
from bot.domain.topics import Topic
from bot.storage.tables.coaching import CoachingRequest
from bot.storage.tables.volunteers import Coach
from tests import scene
from tests.town import Talker, Town

EVERY_MORNING_OF_THE_WEEK = sum(1 << 3 * day for day in range(5))


async def fill_in(an: Talker) -> None:
    an.sees("muốn được chỉ về điều gì")
    await an.taps("VNeID")
    an.sees("học ở đâu")
    await an.taps("Ở nhà văn hóa")
    an.sees("rảnh buổi nào")
    await an.taps("Buổi sáng")
    await an.taps("Xong")
    await an.taps("Thứ Hai đến thứ Sáu")
    an.sees("ghi như vầy", "VNeID", "nhà văn hóa")


async def wish_of(town: Town, talker: Talker) -> CoachingRequest:
    person = await town.knows(talker)
    async with town.begin() as db:
        return await db.get_one(CoachingRequest, person.id)


async def test_a_resident_asks_for_somebody_to_teach_them_alone(town: Town) -> None:
    an = town.phone("Bác An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))

    await an.says("cho tôi xin người kèm riêng")
    await fill_in(an)
    await an.taps("Đúng rồi")

    an.sees("đang tìm người", "Việc này chưa chốt")
    wish = await wish_of(town, an)
    assert (wish.topic, wish.place, wish.slots) == (Topic.T03, LessonPlace.HALL, EVERY_MORNING_OF_THE_WEEK)
    assert (wish.helper_gender, wish.language, wish.status) == (None, Language.VIETNAMESE, RequestStatus.WAITING)

    await an.says("/kem")
    an.sees("vẫn đang tìm")
    await an.taps("Không cần nữa")
    an.sees("không tìm người kèm nữa")
    assert (await wish_of(town, an)).status is RequestStatus.WITHDRAWN
    # That they need nobody any more is taken back as well.
    await an.says("bấm nhầm")
    an.sees("tìm tiếp người kèm")
    assert (await wish_of(town, an)).status is RequestStatus.WAITING


async def test_a_wish_for_a_woman_who_speaks_khmer_is_heard_only_if_it_is_said(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Thạch Thị Tư", "ba")

    await tu.says("/kem")
    await tu.says("thanh toan qr")
    await tu.taps("Tại nhà")
    tu.sees("người nhà")
    await tu.taps("Thường có")
    await tu.says("1 2")
    await tu.taps("Ngày nào cũng được")
    await tu.taps("Có dặn thêm")
    await tu.says("1 3")
    await tu.taps("Tiếng Khmer")

    tu.sees("đang tìm người")
    wish = await wish_of(town, tu)
    assert (wish.topic, wish.place, wish.helper_gender, wish.language) == (
        Topic.T05,
        LessonPlace.HOME,
        "f",
        Language.KHMER,
    )
    assert wish.slots.bit_count() == 14
    assert wish.somebody_home


async def test_asking_is_undone(town: Town) -> None:
    an = town.phone("Bác An")
    async with town.begin() as db:
        await scene.resident(db, an, await scene.group(db))
    await an.says("học kèm")
    await fill_in(an)
    await an.taps("Đúng rồi")

    await an.taps("Nhầm, trả lại")

    an.sees("không tìm người kèm nữa")
    assert (await wish_of(town, an)).status is RequestStatus.WITHDRAWN
    # That they need nobody any more is taken back as well.
    await an.says("bấm nhầm")
    an.sees("tìm tiếp người kèm")
    assert (await wish_of(town, an)).status is RequestStatus.WAITING


async def test_a_leader_asks_for_somebody_of_the_group_who_may_say_no(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)

    await lan.says("/kem")
    lan.sees("Xin người kèm cho ai")
    await lan.says("nguyen van an")
    lan.sees("Có đúng người này không")
    await lan.taps("Đúng, bác An")
    await fill_in(lan)
    await lan.taps("Đúng rồi")
    lan.sees("đang tìm người")

    an.sees("chị Lan", "xin cho bác một người kèm riêng")
    await an.taps("Thôi")
    an.sees("không tìm người kèm nữa")
    assert (await wish_of(town, an)).status is RequestStatus.WITHDRAWN
    # That they need nobody any more is taken back as well.
    await an.says("bấm nhầm")
    an.sees("tìm tiếp người kèm")
    assert (await wish_of(town, an)).status is RequestStatus.WAITING


async def test_a_child_asks_for_a_parent_without_a_telephone(town: Town) -> None:
    hoa = town.phone("Cô Hoa")
    async with town.begin() as db:
        home = await scene.group(db)
        child = await scene.resident(db, hoa, home, "Nguyễn Thị Hoa", "co")
        mother = await scene.without_phone(db, home, "Nguyễn Thị Bảy", "ba")
        mother.told_via_person_id = child.id
        mother_id = mother.id

    await hoa.says("/kem")
    hoa.sees("Xin người kèm cho ai")
    await hoa.taps("bà Bảy")
    await fill_in(hoa)
    await hoa.taps("Đúng rồi")

    hoa.sees("đang tìm người")
    async with town.begin() as db:
        assert (await db.get_one(CoachingRequest, mother_id)).entered_by_id == child.id


async def test_nobody_asks_for_strangers(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
        await scene.resident(db, an, await scene.group(db, "5"))

    await lan.says("/kem")
    await lan.says("nguyen van an")

    lan.sees("chưa thấy tên đó")


async def test_a_volunteer_offers_to_teach_alone_and_a_coordinator_vouches(town: Town) -> None:
    huong, mai = town.phone("Hương"), town.phone("Chị Mai")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.volunteer(db, huong, home)
        coordinator = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        role = await scene.role(db, coordinator, RoleKind.COORDINATOR, home)
        role.group_id = None

    await huong.says("/coach")
    for answer in ("cả phường", "2 buổi"):
        await huong.taps(answer)
    huong.sees("đến tận nhà", "đi hai người")
    for answer in ("Đến được", "Khmer", "Nữ"):
        await huong.taps(answer)
    huong.sees("chờ điều phối viên xác nhận")

    mai.sees("Phạm Thu Hương", "Khu phố 3", "kèm riêng")
    await mai.taps("Để sau")
    await mai.says("/yeucau")
    await mai.taps("Tôi xác nhận")
    mai.sees("Từ nay bạn Hương")
    huong.sees("đã được xác nhận")
    async with town.begin() as db:
        person = await scene.person(db, huong)
        coach = await db.get_one(Coach, person.id)
        assert (coach.weekly_limit, coach.home_visits, coach.languages) == (2, True, ["vi", "km"])
        assert (coach.vetted_at is not None, person.gender) == (True, "f")


async def test_only_those_in_charge_vouch(town: Town) -> None:
    huong, nam = town.phone("Hương"), town.phone("Nam")
    async with town.begin() as db:
        home = await scene.group(db)
        person = await scene.volunteer(db, huong, home)
        await scene.volunteer(db, nam, home, "Phạm Nam")
        db.add(Coach(person_id=person.id, languages=["vi"]))
        await scene.card(db, nam, "vouch", person=person.id)

    await town.time_is("2026-11-23 09:01")
    await nam.taps("vouch")

    nam.sees("người phụ trách")
    async with town.begin() as db:
        assert (await db.get_one(Coach, person.id)).vetted_at is None
