"""«Sổ khu phố»: people without a telephone, entered one by one."""

from bot.domain.people.person import AgeBand, ToldVia
from bot.services.people import consent
from bot.storage.tables.people import Person
from tests import scene
from tests.town import Talker, Town


async def test_a_leader_enters_somebody_without_a_telephone(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        await scene.course(db, leader)

    await lan.says("sổ tổ")
    lan.sees("Sổ Khu phố 3", "1 người")
    await lan.taps("Ghi thêm người")
    lan.sees("dán cả danh sách", "không nhận số căn cước")
    await lan.says("bà nguyễn thị tư")
    lan.sees("Bà Nguyễn Thị Tư khoảng bao nhiêu tuổi")
    await lan.taps("60 đến 74")
    lan.sees("Số điện thoại của bà Nguyễn Thị Tư")
    await lan.taps("Không có số")
    lan.sees("báo qua ai")
    await lan.taps("Con cháu")
    await lan.says("chị Hoa, 0912 345 678")
    await _agrees(lan)
    async with town.begin() as db:
        (tu,) = await scene.named(db, "Nguyễn Thị Tư")
        hoa = await db.get_one(Person, tu.told_via_person_id)
        assert (tu.gender, tu.age_band, tu.phone, tu.told_via) == ("f", AgeBand.FROM_60, None, ToldVia.RELATIVE)
        assert (hoa.name, hoa.phone, hoa.group_id) == ("Hoa", "+84912345678", None)
        assert await consent.given(db, tu)
        assert await consent.spoken_only(db, [tu.id, hoa.id, leader.id]) == {tu.id, hoa.id}


async def _agrees(lan: Talker) -> None:
    lan.sees("đồng ý cho em giữ tên", "hỏi lại")
    await lan.taps("Đã đồng ý")
    lan.sees("ghi vào sổ rồi", "👤 bà Nguyễn Thị Tư", "60 đến 74", "Không có số", "Báo qua người nhà: chị Hoa")

    await lan.taps("Ghi vào lớp")
    await lan.taps("Chống lừa đảo")
    lan.sees("Đã giữ chỗ cho bà Nguyễn Thị Tư")
    await lan.taps("Xem người này")
    lan.sees("Đồng ý bằng lời", "📘 Chống lừa đảo")


async def test_nothing_is_written_before_the_person_was_asked_and_undo_takes_everything_back(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))

    await lan.says("thêm người")
    await lan.taps("Ghi thêm người")
    await lan.says("Bác Ba 0912.345.678 78 tuổi")
    await lan.taps("Chính bác Ba")
    await lan.taps("Chưa hỏi")
    lan.sees("chưa ghi gì cả", "hỏi ý bác Ba trước")
    async with town.begin() as db:
        assert await scene.named(db, "Ba") == []

    await lan.taps("Ghi thêm người")
    await lan.says("Bác Ba 0912.345.678 78 tuổi")
    await lan.taps("Chính bác Ba")
    await lan.taps("Đã đồng ý")
    lan.sees("0912 *** 678", "75 tuổi trở lên", "Báo thẳng")
    await lan.taps("Nhầm, trả lại")
    lan.sees("rút 1 người ra khỏi sổ")
    async with town.begin() as db:
        assert await scene.named(db, "Ba") == []


async def test_who_has_a_seat_stays_when_the_entry_is_taken_back(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.course(db, await scene.leader(db, lan, await scene.group(db)))
    await lan.says("/them")
    await lan.says("Bà Tư, 72 tuổi, không có số")
    await lan.taps("Không có số")
    await lan.taps("Qua tôi")
    await lan.taps("Đã đồng ý")
    undo = await lan.data_of("Nhầm, trả lại")
    await lan.taps("Ghi vào lớp")
    await lan.taps("Chống lừa đảo")
    await lan.taps_again(undo)
    lan.sees("không tự trả lại như cũ được")


async def test_corrections_say_what_they_made_of_it_and_can_be_taken_back(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)
    await lan.says("sổ tổ")
    await lan.says("an")
    lan.sees("👤 bác Nguyễn Văn An", "Chưa rõ tuổi")
    await lan.taps("Sửa")
    await lan.taps("Số điện thoại")
    await lan.says("0912345678 nhé")
    lan.sees("sửa rồi", "0912 *** 678")
    await lan.taps("Nhầm, trả lại")
    lan.sees("Không có số")

    await lan.says("sổ tổ")
    await lan.says("an")
    await lan.taps("Sửa")
    await lan.taps("Thuộc nhóm nào")
    await lan.taps("tiểu thương")
    lan.sees("sửa rồi", "tiểu thương")


async def test_the_book_of_next_door_stays_closed(town: Town) -> None:
    lan, sau, an = town.phone("Chị Lan"), town.phone("Anh Sáu"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        person = await scene.resident(db, an, home)
        await scene.leader(db, sau, await scene.group(db, "5"), "Võ Văn Sáu", "anh")
    for flow in ("book_person", "put_in_class", "correct_person", "told_through"):
        async with town.begin() as db:
            await scene.card(db, sau, flow, person=person.id)
        await town.app.sender.drain()
        await sau.taps(flow)
        sau.sees("không thuộc phần anh phụ trách")
    await an.says("/book")
    an.sees("dành cho người phụ trách")


async def test_a_number_typed_twice_does_not_take_the_correction_back(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)
    await lan.says("sổ tổ")
    await lan.says("an")
    await lan.taps("Sửa")
    await lan.taps("Số điện thoại")
    await lan.says("0912345678")
    lan.sees("sửa rồi", "0912 *** 678")

    await lan.says("1")

    lan.sees("Chị muốn trả lại như trước phải không")
    await lan.says("1")
    lan.sees("Không có số")
