"""The main job, end to end: from the first administrator to the summary on Sunday evening."""

from pydantic import SecretStr

from bot.storage.installation import Installation
from tests.town import EVERY_KIND, Talker, Town

pytestmark = EVERY_KIND

CODE = "mo-cua-2026"


async def _meets(somebody: Talker, form: str, name: str) -> None:
    """Addressed, agreed, named: what everybody new goes through."""
    await somebody.taps(form)
    await somebody.taps("Tôi đồng ý")
    await somebody.says(name)


async def test_the_main_job(town: Town) -> None:  # noqa: PLR0915 a story in one go
    town.belongs_to(Installation(admin_code=SecretStr(CODE)))
    quan, lan, bay = town.phone("Anh Quân"), town.phone("Chị Lan"), town.phone("Ông Bảy")
    tu, huong = town.phone("Bà Tư"), town.phone("Hương")

    # 0. The administrator invites the leader.
    await quan.says(f"/admin {CODE}")
    quan.sees("quản trị")
    await quan.taps("Mời trưởng khu phố")
    await quan.says("Phú Lợi")
    await quan.says("khu phố 3")
    invitation = next(word for word in quan.sees("MOI-").split() if word.startswith("MOI-"))
    await lan.says(invitation.strip(".,"))
    await _meets(lan, "Chị", "Trần Thị Lan")

    # 1. The leader registers a weekly class in one line and what it left open.
    await lan.says("/lop Chống lừa đảo 19h tối thứ tư nhà văn hóa khu phố 3 8 chỗ")
    await lan.taps("2 tuần")
    if "Vẫn" in "".join(lan.new):
        await lan.taps("Vẫn")
    code = lan.sees("Để đăng ký").split("“Học Vụ Số”: ")[1].split()[0]

    # 2. A resident takes a seat by that code, and so does another.
    for resident, form, name in ((bay, "Ông", "Nguyễn Văn Bảy"), (tu, "Bà", "Nguyễn Thị Tư")):
        await resident.says(code)
        await _meets(resident, form, name)
        await resident.taps("Khu phố 3")
        await resident.taps("Đúng rồi")
        resident.sees("đã giữ chỗ", "Chống lừa đảo")

    # 3. A volunteer registers, is approved, is matched, accepts; both sides are told.
    await huong.says("/volunteer")
    await _meets(huong, "Bạn", "Phạm Thu Hương")
    await huong.taps("Phú Lợi")
    await huong.taps("Khu phố 3")
    await huong.says("1 2")
    await huong.taps("Cả hai")
    await huong.says("1 4")
    for _screen in range(2):
        await huong.taps("Đã hiểu")
    await huong.taps("Quay đi")
    await huong.taps("cam kết")
    huong.sees("Chờ duyệt")
    await lan.taps("Duyệt")
    await town.time_is("2026-11-23 10:00")
    huong.sees("Bạn nhận được không")
    await huong.taps("Nhận lớp")
    await huong.taps("Chỉ buổi này")
    bay.sees("Hương", "mã")

    # 4. The session is moved: everybody is told and says that they know; reminders follow the new time.
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Dời lịch")
    await lan.taps("Đổi giờ")
    await lan.says("19h30 tối thứ sáu")
    await lan.taps("Dời và báo")
    await bay.taps("Tôi biết rồi")
    await huong.taps("Tôi biết rồi")
    await lan.taps("Ai đã biết?")
    lan.sees("Đã biết 2/3")

    await town.time_is("2026-11-26 17:30")
    tu.sees("bà Tư", "7 giờ 30 tối mai", "Bà đi được không")
    await tu.taps("Bận mất rồi")
    tu.sees("đã ghi là bà nghỉ buổi này")
    await bay.taps("Đi được")
    bay.sees("hẹn gặp ông ở lớp")

    await town.time_is("2026-11-27 17:30")
    bay.sees("là tới giờ học Chống lừa đảo", "bạn Hương")
    tu.sees_nothing()

    # 5. The roll is called in one line, read back, taken back, called again and closed.
    await town.time_is("2026-11-27 20:00")
    await lan.says("/sessions")
    await lan.taps("Chống lừa đảo")
    await lan.taps("Điểm danh")
    await lan.says("đủ, thêm bà Sáu")
    lan.sees("1 mới")
    await lan.taps("Nhầm, trả lại")
    await lan.says("đủ")
    await lan.taps("Chốt điểm danh")
    await lan.taps("Có tới")

    # 6. On Sunday evening the week arrives by itself.
    await town.time_is("2026-11-29 19:30")
    lan.sees("Kết quả “Bình dân học vụ số” tại Khu phố 3", "1 buổi đã tổ chức", "1 người, 1 lượt")
