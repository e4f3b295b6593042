"""What works at any time: stop, a person, home, secrets, stickers, words nobody knows, erasing."""

from bot.chat.message import IncomingKind
from tests import scene
from tests.town import EVERY_KIND, Town

pytestmark = EVERY_KIND


async def test_stop_is_obeyed_at_once_and_can_be_taken_back(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("dừng")
    tu.sees("không nhắn nhắc bà nữa", "NHẮC TÔI")
    assert (await town.knows(tu)).reminders_stopped_at is not None
    await tu.says("nhắc tôi")
    tu.sees("nhắc lại trước mỗi buổi học")
    assert (await town.knows(tu)).reminders_stopped_at is None
    await tu.says("dung")
    tu.sees("đúng rồi", "dừng nhắc")
    await tu.taps("Dừng nhắc")
    tu.sees("không nhắn nhắc bà nữa")


async def test_zero_reaches_a_person(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("0")
    tu.sees("đã nhắn chị Lan rồi")
    lan.sees("Bà Tư muốn được gặp")
    await tu.says("gặp người")
    lan.sees_nothing()


async def test_a_secret_is_refused_and_removed(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("mật khẩu của tôi là hoasen123")
    tu.sees("đừng gửi mật khẩu", "không lưu lại")
    assert all("hoasen123" not in line.message.text for line in town.web.lines[tu.account])


async def test_what_is_not_understood_is_the_assistants_fault(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("ba lần bốn ra tím rịm")
    tu.sees("con chưa hiểu ý bà")
    await tu.sends(IncomingKind.STICKER)
    tu.sees("cảm ơn bà")
    await tu.sends(IncomingKind.VOICE)
    tu.sees("chưa nghe được tin nhắn thoại")
    await tu.says("/khongco")
    tu.sees("con chưa hiểu ý bà")


async def test_a_question_helps_three_times(town: Town) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("chào")
    tu.sees("gọi thế nào")
    await tu.says("xyz")
    tu.sees("chưa hiểu")
    await tu.says("xyz")
    await tu.says("xyz")
    tu.sees("nhắn số 0", "gọi lại")
    await tu.taps("Bà")
    tu.sees("có đồng ý không")


async def test_a_sticker_in_mid_question_does_not_lose_the_talk(town: Town) -> None:
    tu = town.phone("Bà Tư")
    await tu.says("chào")
    await tu.taps("Bà")
    await tu.sends(IncomingKind.STICKER)
    tu.sees("cảm ơn bà")
    tu.sees("có đồng ý không")
    await tu.taps("Tôi đồng ý")
    tu.sees("họ và tên")


async def test_erase_forgets_at_once(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home))
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says(made.course.code)
    await tu.taps("Đúng rồi")
    await tu.says("xóa")
    tu.sees("xóa hết thông tin")
    await tu.taps("Xóa hết")
    tu.sees("đã được xóa xong")
    assert (await town.knows(tu)).name is None
    await tu.says("chào")
    tu.sees("gọi thế nào")


async def test_english_for_who_wants_it(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/language")
    await tu.taps("English")
    tu.sees("What can I do for you?")


async def test_an_old_button_answers_with_todays_card(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("xóa")
    old = await tu.data_of("Xóa hết")
    await tu.taps("Giữ lại")
    tu.sees("giữ nguyên")
    await tu.taps_again(old)
    tu.sees("tin cũ rồi")
    tu.sees("giúp được gì")
    assert (await town.knows(tu)).name == "Nguyễn Thị Tư"


async def test_settings_are_three_buttons(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/settings")
    tu.sees("Nhắc lịch: con nhắn trước", "Xưng hô: bà và con", "tiếng Việt")
    await tu.taps("Dừng nhắc")
    tu.sees("không nhắn nhắc bà nữa")
    await tu.says("/settings")
    tu.sees("đang tắt")
    await tu.taps("Nhắc lại cho tôi")
    tu.sees("nhắc lại")
    await tu.says("/settings")
    await tu.taps("Đổi cách xưng hô")
    await tu.taps("Cô")
    tu.sees("từ nay con xin gọi là cô")


async def test_privacy_is_short_and_cancel_drops_what_was_asked(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("/privacy")
    shown = tu.sees("Ai xem", "Bao lâu", "Ủy ban nhân dân")
    assert shown.count("•") <= 10
    await tu.taps("Xóa hết")
    tu.sees("xóa hết thông tin của mình phải không")
    await tu.says("/cancel")
    tu.sees("bỏ qua rồi")
    await tu.says("/help")
    tu.sees("cứ nhắn như nói chuyện")


async def test_who_wants_to_be_called_leaves_a_number(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("0")
    lan.sees("Bà Tư", "Chưa có số điện thoại")
    await tu.taps("Để lại số điện thoại")
    tu.sees("số điện thoại nào")
    await tu.says("không nhớ nữa")
    tu.sees("số điện thoại nào")
    await tu.says("0912 345 678")
    tu.sees("ghi số 0912 345 678 rồi")
    lan.sees("Bà Tư", "để xem số")
    await tu.says("0")
    assert "Để lại số" not in tu.sees("gọi lại")


async def test_the_same_number_is_told_once_and_another_one_again(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("0")
    await tu.taps("Để lại số điện thoại")
    await tu.says("0912 345 678")
    lan.new.clear()

    for number, heard in (("0912 345 678", False), ("0912 345 679", True)):
        await tu.says("/sua")
        await tu.taps("Số điện thoại")
        await tu.taps("Đổi số khác")
        await tu.says(number)
        assert any("Bà Tư" in words for words in lan.new) == heard
