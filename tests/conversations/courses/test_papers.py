"""Paper: posters, the roll on a sheet, invitations and hours, read back by a camera and by a reader of PDF."""

from io import BytesIO
from unicodedata import normalize

import zxingcpp
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from bot import clock
from bot.domain.access.codes import group_code
from bot.domain.courses import SessionStatus
from bot.domain.settings import SettingKind
from bot.i18n import Reader
from bot.services.access import codes
from bot.services.attendance import roll as attendance_roll
from bot.services.reports.papers import printed_documents
from bot.storage import session_queries
from bot.storage.installation import Installation
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Code
from bot.storage.tables.places import ResidentialGroup, Setting, Venue
from tests import scene
from tests.conversations.attendance.test_roll_call import Class
from tests.town import EVERY_KIND, Town

pytestmark = EVERY_KIND

TELEGRAM = "https://t.me/hocvuso_bot?start={code}"
ON_TELEGRAM = Installation(links={"telegram": TELEGRAM})


def seen_by_a_camera(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(picture)))]


def printed(page: bytes) -> list[str]:
    return [" ".join(normalize("NFC", sheet.extract_text()).split()) for sheet in PdfReader(BytesIO(page)).pages]


async def sent(town: Town) -> dict[str, bytes]:
    async with town.begin() as db:
        return {file.name: file.content for file in await db.scalars(select(StoredFile))}


async def test_a_class_gets_a_poster(town: Town) -> None:
    town.belongs_to(ON_TELEGRAM)
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        made = await scene.course(db, leader, "2026-11-28 08:00", seats=9, weeks=6)

    await lan.says("/sessions")
    await lan.taps("thứ Bảy, ngày 28/11")
    await lan.taps("Tờ thông báo")
    if town.kind == "none":
        lan.sees("8 giờ sáng thứ Bảy, ngày 28/11/2026", "@hocvuso_bot", "Nhà văn hóa")
        lan.sees("chép lên bảng tin", "mã khu phố")
    else:
        lan.sees("Hình để gửi đi")
        lan.sees("A4 để in và dán")

    code = made.course.code
    files = await sent(town)
    assert seen_by_a_camera(files[f"to-dan-{code}.png"]) == [f"https://t.me/hocvuso_bot?start={code}"]
    (page,) = printed(files[f"to-dan-{code}.pdf"])
    for words in (
        "Chống lừa đảo",
        "8 giờ sáng thứ Bảy",
        "và 2 buổi nữa",
        "cạnh chợ",
        code,
        f"Đọc là: {code[:2]}, ",
        "Miễn phí",
        "nhờ chị Lan, Khu phố 3",
    ):
        assert words in page


async def test_a_group_gets_a_poster_that_leads_to_all_its_classes(town: Town) -> None:
    town.belongs_to(ON_TELEGRAM)
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        for day in ("2026-11-26 19:00", "2026-11-28 08:00"):
            await scene.course(db, leader, day)
        code = group_code(home.id)
    await lan.says("/todan")
    lan.sees("lớp của Khu phố 3", code)

    files = await sent(town)
    assert seen_by_a_camera(files[f"to-dan-{code}.png"]) == [f"https://t.me/hocvuso_bot?start={code}"]
    (page,) = printed(files[f"to-dan-{code}.pdf"])
    for words in ("Học dùng điện thoại", "Khu phố 3, Phường Phú Lợi", code, "Đọc là: XOM, chín", "nhờ chị Lan"):
        assert words in page

    await tu.says(f"/start {code}")
    tu.sees("trợ lý tự động", "ở Khu phố 3")
    await tu.taps("Bà")
    await tu.taps("Tôi đồng ý")
    await tu.says("Nguyễn Thị Tư")
    await tu.taps("Khu phố 3")
    tu.sees("muốn học lớp nào")
    await tu.taps("thứ Bảy")
    tu.sees("thứ Bảy, ngày 28/11")


async def test_each_platform_has_its_picture_on_every_paper(town: Town) -> None:
    zalo = "https://zalo.me/1234567890"
    town.belongs_to(Installation(links={"telegram": TELEGRAM, "zalo": zalo}))
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db))
        made = await scene.course(db, leader, weeks=6)
        details = await session_queries.details(db, made.sessions[0].id)
        assert details is not None
        poster = await printed_documents.poster(db, details, Reader())
        door = await printed_documents.door(db, await db.get_one(Code, made.course.code), details, Reader())
        roll = await attendance_roll.roll_of(db, leader, made.sessions[0].id)
        assert roll is not None
        sheet = await printed_documents.roll_sheet(db, roll, Reader())
    ways = {TELEGRAM.format(code=made.course.code), zalo}
    for picture in (poster.picture, door):
        assert set(seen_by_a_camera(picture.content)) == ways
    for page in (poster.page, sheet):
        (words,) = printed(page.content)
        assert "Telegram" in words
        assert "Zalo" in words


async def test_the_card_to_send_on_says_which_assistant_and_how_to_get_there(town: Town) -> None:
    town.belongs_to(ON_TELEGRAM)
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("/lop Chống lừa đảo 19h tối thứ tư nhà văn hóa khu phố 3 8 chỗ")
    await lan.taps("2 tuần")
    lan.sees(
        "7 giờ tối thứ Tư, ngày 25/11/2026",
        "“Học Vụ Số”",
        "Trên Telegram: tìm @hocvuso_bot, nhắn mã HT-9709",
        "chị Lan",
    )


async def test_a_group_without_classes_says_so(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        await codes.of_group(db, await scene.leader(db, lan, home), home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says(group_code(home.id))
    tu.sees("Khu phố 3 hiện chưa có lớp")
    async with town.begin() as db:
        (await db.get_one(ResidentialGroup, home.id)).active = False
    for nobodys in ("XOM-99999", group_code(home.id)):
        await tu.says(nobodys)
        tu.sees("mã này con chưa thấy")


async def test_the_code_of_another_group_shows_its_classes(town: Town) -> None:
    ba = town.phone("Ông Ba")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, town.phone("Chị Lan"), home)
        await scene.course(db, leader, "2026-11-26 19:00")
        await codes.of_group(db, leader, home)
        await scene.resident(db, ba, await scene.group(db, "9"), "Lê Văn Ba", "ong")
    await ba.says(group_code(home.id).lower().replace("xom-", "xóm "))
    ba.sees("muốn học lớp nào")
    await ba.taps("thứ Năm")
    ba.sees("thứ Năm, ngày 26/11")


async def test_the_longest_names_stay_on_one_page(town: Town) -> None:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        leader = await scene.leader(db, lan, await scene.group(db, "Bình Thung Nguyễn Thị Minh Khai"))
        made = await scene.course(db, leader, "2026-11-28 08:00", weeks=9)
        venue = await db.get_one(Venue, made.venue.id)
        venue.name = "Nhà sinh hoạt cộng đồng Bình Thung, hẻm 127/15/4 Nguyễn Thị Minh Khai, cạnh trường tiểu học"
        set_at = {"ward_code": scene.PHU_LOI, "by_id": leader.id, "at": clock.now()}
        signed = "Ủy ban nhân dân phường Phú Lợi phối hợp Đoàn Thanh niên Cộng sản Hồ Chí Minh phường Phú Lợi tổ chức"
        db.add(Setting(kind=SettingKind.PHONE, words="0274 3822 825", **set_at))
        db.add(Setting(kind=SettingKind.SIGNED, words=signed, **set_at))
        await db.flush()
        details = await session_queries.details(db, made.sessions[0].id)
        assert details is not None
        poster = await printed_documents.poster(db, details, Reader())

    (page,) = printed(poster.page.content)
    assert "Điện thoại: 0274 3822 825" in page
    assert "Đoàn Thanh niên Cộng sản" in page
    assert seen_by_a_camera(poster.picture.content) == [made.course.code]


async def test_the_roll_on_paper_has_the_numbers_of_the_chat(town: Town) -> None:
    here = await Class(town).begin(people=9)

    await here.lan.says("/sessions")
    await here.lan.taps("Chống lừa đảo")
    await here.lan.taps("Danh sách")
    here.lan.sees("(1) Lê Văn An", "(9) Mai Thị Xuân")
    await here.lan.taps("In danh sách")
    here.lan.sees("có sẵn trong mục «Điểm danh»" if town.kind == "none" else "nhớ hủy tờ này")

    (page,) = printed((await sent(town))[f"diem-danh-{here.made.course.code}.pdf"])
    assert "1 Lê Văn An" in page
    assert "9 Mai Thị Xuân" in page


async def test_who_may_not_call_the_roll_gets_no_sheet(town: Town) -> None:
    here = await Class(town).begin()
    stranger = town.phone("Anh Tám")
    async with town.begin() as db:
        await scene.leader(db, stranger, await scene.group(db, "5"), "Trần Văn Tám", "anh")
        await scene.card(db, stranger, "paper_roll", session=here.id)
    await town.time_is("2026-11-25 19:06")
    await stranger.taps("paper_roll")
    assert await sent(town) == {}


async def test_a_volunteers_hours_are_a_page(town: Town) -> None:
    lan, huong = town.phone("Chị Lan"), town.phone("Hương")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, lan, home), "2026-11-25 19:00", weeks=2)
        await scene.volunteer(db, huong, home)
    await huong.says("/hours")
    huong.sees("tính từ buổi đầu tiên")

    await town.time_is("2026-11-23 09:10")
    await huong.taps("Nhận lớp")
    await huong.taps("Chỉ buổi này")
    async with town.begin() as db:
        (await db.get_one(ClassSession, made.sessions[0].id)).status = SessionStatus.HELD
        await scene.came(db, await scene.person(db, huong), made.sessions[0].id)
    await huong.says("/hours")
    huong.sees("đã giúp 1 giờ" if town.kind == "none" else "số giờ của bạn")
    (page,) = printed((await sent(town))["gio-tinh-nguyen.pdf"])
    assert "Phạm Thu Hương" in page
    assert "1 giờ" in page
