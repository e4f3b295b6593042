"""A list pasted from a chat: preview, doubts one at a time, all at once, a report of every line, undone in one tap."""

from sqlalchemy import func, select

from bot.domain.enrolment import EnrolmentStatus
from bot.domain.people.person import AgeBand, ToldVia
from bot.services.register import register
from bot.services.register.register import NewPerson
from bot.storage.tables.courses import Enrolment
from bot.storage.tables.messaging import Conversation, Outbox, Question
from bot.storage.tables.people import Consent, Person
from tests import scene
from tests.town import Talker, Town

PASTED = """Danh sách lớp VNeID khu phố 3 nha chị
1. Bà Tư - 0912345678 - 72t
2. Nguyễn Văn Bảy, 1954, tổ 6
3️⃣ cô Ba: 0168.123.4567 🌸
4. Bà Năm, ông Sáu 0987654321
5. Lê Thị Hoa 079185012345
6. Trần Thị Lan
7. Út 091234
8. bác An 60 tuổi"""

BECAME = (
    "➖ (1) dòng 1: không phải tên người",
    "✅ (2) bà Tư",
    "✅ (5) bà Năm",
    "➖ (6) dòng 6: có số căn cước",
    "đã có trong sổ là chị Trần Thị Lan",
    "➖ (8) Út: bỏ theo lời dặn",
    "✅ (9) bác An",
)


async def test_a_list_from_a_chat_is_written_down_at_once(town: Town) -> None:
    lan, an = town.phone("Chị Lan"), town.phone("Bác An")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, an, home)

    await lan.says("/them")
    await lan.says(PASTED)
    preview = lan.sees("Em đọc được 7 người", "Rõ: 3", "Chưa rõ: 2", "trùng nhau: 2")
    assert "số căn cước, em không giữ: 1 dòng" in preview
    await lan.taps("Hỏi từng dòng")

    await _answers(lan)
    lan.sees("đã hỏi ý 5 người này")
    await lan.taps("Đã hỏi từng người")
    report = lan.sees("đã ghi 5 người vào sổ", "Ai không có số thì báo qua chị")
    assert [line for line in BECAME if line not in report] == []

    async with town.begin() as db:
        (tu,) = await scene.named(db, "Tư")
        (bay,) = await scene.named(db, "Nguyễn Văn Bảy")
        assert (tu.phone, tu.told_via, bay.told_via) == ("+84912345678", ToldVia.SELF, ToldVia.LEADER)
        assert bay.told_via_person_id == tu.entered_by_id
        assert await db.scalar(select(func.count(Consent.id)).where(Consent.channel == "spoken")) == 5

    await lan.taps("Rút lại cả danh sách")
    lan.sees("rút 5 người ra khỏi sổ")
    async with town.begin() as db:
        assert await db.scalar(select(func.count(Person.id)).where(Person.entered_by_id.is_not(None))) == 0


async def _answers(lan: Talker) -> None:
    lan.sees("Dòng 5", "Bà Năm, ông Sáu", "hai người trên một dòng")
    await lan.says("Bà Năm 0987654321")
    lan.sees("Dòng 7", "Trần Thị Lan", "cùng họ tên", "Một người hay hai")
    await lan.taps("Một người")
    lan.sees("Dòng 8", "Út 091234", "đọc chưa ra")
    await lan.taps("Bỏ dòng này")
    lan.sees("Dòng 9", "Nguyễn Văn An", "cùng tên gọi")
    await lan.taps("Hai người")


async def test_what_was_dropped_in_the_middle_leaves_nothing(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.says(PASTED)
    await lan.taps("Hỏi từng dòng")
    await lan.says("thôi")
    async with town.begin() as db:
        assert await db.scalar(select(func.count(Person.id))) == 1
        talk = (await db.scalars(select(Conversation))).one()
        assert talk.answers == {}


async def test_an_identity_number_is_kept_nowhere(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.says("Lê Thị Hoa 079185012345")
    lan.sees("không")
    await lan.says("/them")
    await lan.says("Bà Tư\nLê Thị Hoa 079185012345")
    lan.sees("số căn cước, em không giữ: 1 dòng")
    async with town.begin() as db:
        kept = [
            *await db.scalars(select(Conversation.answers)),
            *await db.scalars(select(Outbox.message)),
            *await db.scalars(select(Question.options)),
        ]
        assert "079185012345" not in repr(kept)
        assert "Hoa" not in repr(kept)
        assert any(row.get("deletes") for row in await db.scalars(select(Outbox.message)))


async def test_those_with_whom_something_has_happened_stay(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.course(db, await scene.leader(db, lan, await scene.group(db)))
    await lan.says("/them")
    await lan.says("Bà Tư 72t\nNguyễn Văn Bảy 1954")
    await lan.taps("Tiếp tục")
    await lan.taps("Đã hỏi từng người")
    undo = await lan.data_of("Rút lại")
    await lan.says("sổ tổ")
    await lan.says("bà tư")
    await lan.taps("Ghi vào lớp")
    await lan.taps("Chống lừa đảo")
    await town.time_is("2026-11-23 20:00")
    await lan.taps_again(undo)
    lan.sees("rút 1 người ra khỏi sổ", "Còn 1 người em giữ lại")


async def test_the_same_list_again_asks_nothing(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    pasted = "1. Bà Tư\n2. Nguyễn Văn Bảy, 1954\n3. Hai 091234\n4. cô Ba 0981234567, 72\n5. Nguyễn Văn Bảy, 1954"
    await lan.says("/them")
    await lan.says(pasted)
    lan.sees("Em đọc được 5 người", "Ghi hai lần trong danh sách, tính một: 1", "Chưa rõ: 1")
    await lan.taps("Hỏi từng dòng")
    lan.sees("số đứng một mình: 72")
    await lan.taps("Là tuổi")
    lan.sees("Dòng 3", "đọc chưa ra")
    await lan.taps("Ghi như vậy")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 4 người", "trùng với dòng 2")

    await lan.says("/them")
    await lan.says(pasted)
    lan.sees("Đã có trong sổ, y như vậy: 4", "tính một: 1")
    await lan.taps("Tiếp tục")
    lan.sees("không có ai để ghi")
    async with town.begin() as db:
        assert await db.scalar(select(func.count(Person.id)).where(Person.entered_by_id.is_not(None))) == 4


async def test_a_long_list_comes_in_several_messages(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.says("1. Bà Tư 0912345671\n2. ông Bảy 0912345672\n3. Nguyễn Thị")
    lan.sees("Em đọc được 3 người")
    await lan.says("Hoa 0912345673\n4. cô Năm 0912345674")
    lan.sees("Em đọc được 4 người", "(3) Nguyễn Thị Hoa · 0912 *** 673", "(4) cô Năm")
    await lan.says("5. chú Chín 0912345675\n6. Lê Thị Sáu 0912345676")
    lan.sees("Em đọc được 6 người")
    await lan.taps("Tiếp tục")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 6 người")


async def test_two_people_on_one_line_are_asked_for(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/them")
    await lan.says("vợ chồng ông Sáu\nchị Hoa và mẹ")
    await lan.taps("Hỏi từng dòng")
    lan.sees("vợ chồng ông Sáu", "mỗi người một dòng")
    await lan.says("ông Sáu 0912345671, bà Sáu")
    lan.sees("chị Hoa và mẹ", "mỗi người một dòng")
    await lan.says("chị Hoa\nbà Tám 80 tuổi")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 4 người", "ông Sáu", "bà Sáu", "chị Hoa", "bà Tám")


async def test_many_doubts_are_answered_at_once(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    for names, answer, written in ((("Cúc", "Huệ", "bà Út"), "Ghi hết", 3), (("Mai", "Đào", "bà Tám"), "Bỏ hết", 1)):
        await lan.says("/them")
        await lan.says("\n".join((f"{names[0]} 91234", f"{names[1]} 91235", "vợ chồng ông Sáu", names[2])))
        await lan.taps("Hỏi từng dòng")
        await lan.taps(answer)
        await lan.taps("Đã hỏi từng người")
        lan.sees(f"đã ghi {written} người")


SEVENS = ((AgeBand.FROM_60, "+84912345671"), (AgeBand.FROM_75, None))


async def test_of_several_of_one_name_it_is_asked_who_is_meant(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        one, two = (NewPerson("Nguyễn Văn Bảy", age=age, phone=number) for age, number in SEVENS)
        await register.enter(db, leader, home, [one, two, two], "đã đồng ý")
    await lan.says("/them")
    await lan.says("Nguyễn Văn Bảy\nbà Tư")
    await lan.taps("Hỏi từng dòng")
    lan.sees("Là ai ạ")
    await lan.data_of("60 đến 74 tuổi · 0912 *** 671")
    await lan.taps("mục 2/2")
    await lan.taps("Đã hỏi từng người")
    lan.sees("đã ghi 1 người", "đã có trong sổ là Nguyễn Văn Bảy")


async def test_a_whole_list_is_put_into_a_class_in_one_act(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.course(db, await scene.leader(db, lan, await scene.group(db)), seats=2)
    await lan.says("/them")
    await lan.says("Bà Tư 72t\nNguyễn Văn Bảy 1954\nông Sáu 1950")
    await lan.taps("Tiếp tục")
    await lan.taps("Đã hỏi từng người")
    await lan.taps("Ghi cả danh sách vào lớp")
    lan.sees("Ghi 3 người này vào lớp nào")
    await lan.taps("Chống lừa đảo")
    lan.sees("Vừa có chỗ: 2", "đang chờ: 1")
    await lan.taps("Rút cả danh sách ra khỏi lớp")
    lan.sees("rút 3 người ra khỏi lớp")
    async with town.begin() as db:
        assert set(await db.scalars(select(Enrolment.status))) == {EnrolmentStatus.CANCELLED}


async def test_a_list_that_nobody_has_asked_for_is_read_all_the_same(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("1. Bà Tư 0912345671\n2. ông Bảy 0912345672")
    lan.sees("Em đọc được 2 người")
    await lan.taps("Bỏ, không ghi")
    lan.sees("chưa ghi gì")
