"""What a ward sets in the chat, and who answers for the data: each is an act that is taken back."""

from sqlalchemy import select, update

from bot import clock
from bot.domain.people.person import RoleKind, RoleStatus
from bot.services.people import consent
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Consent, Role
from bot.storage.tables.places import ClosedDay, Setting
from tests import scene
from tests.town import Talker, Town


async def _ward(town: Town) -> tuple[Talker, Talker, Talker]:
    """Mai coordinates the ward, Quân administers, Lan leads a group."""
    mai, quan, lan = town.phone("Chị Mai"), town.phone("Anh Quân"), town.phone("Chị Lan")
    async with town.begin() as db:
        home = await scene.group(db)
        coordinates = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinates, RoleKind.COORDINATOR, home)).group_id = None
        await scene.administrator(db, quan, home, "Lê Minh Quân")
        await scene.leader(db, lan, home)
    return mai, quan, lan


async def test_the_number_to_call_and_the_signature_are_set_and_taken_back(town: Town) -> None:
    mai, _quan, lan = await _ward(town)
    await mai.says("/caidatphuong")
    mai.sees("Cài đặt của Phường Phú Lợi", "Số điện thoại để gọi: chưa đặt")
    await mai.taps("Số điện thoại để gọi")
    await mai.says("không biết")
    await mai.says("0274.3822.825")
    mai.sees("Bây giờ là: 0274 3822 825")
    await lan.says("gặp người")
    lan.sees("Nếu gấp, chị gọi số 0274 3822 825")
    await mai.taps("Cài đặt của phường")
    await mai.taps("Tên cuối tờ thông báo")
    await mai.says("UBND phường Phú Lợi")
    mai.sees("Bây giờ là: UBND phường Phú Lợi")

    await lan.says("/todan")
    await mai.says("bấm nhầm")
    mai.sees("Đã trở lại như trước: chưa đặt gì")
    async with town.begin() as db:
        assert any(one.name.startswith("to-dan") for one in await db.scalars(select(StoredFile)))
    await mai.says("/caidatphuong")
    await mai.taps("Số điện thoại để gọi")
    await mai.taps("Để trống")
    mai.sees("Bây giờ là: chưa đặt")
    await lan.says("gặp người")
    assert "0274" not in " ".join(lan.new)


async def test_a_setting_that_was_set_anew_is_not_taken_back_by_an_old_button(town: Town) -> None:
    mai, _quan, _lan = await _ward(town)
    for number in ("1022", "1900 1234"):
        await mai.says("/caidatphuong")
        await mai.taps("Số điện thoại để gọi")
        await mai.says(number)
        if number == "1022":
            old = await mai.data_of("Nhầm, trả lại")
    await mai.taps_again(old)
    await mai.says("/caidatphuong")
    mai.sees("Số điện thoại để gọi: 1900 1234")


async def _named(town: Town, quan: Talker) -> tuple[Talker, Talker]:
    """An reads the earlier text and agrees after the change; Ba reads the new one."""
    an, ba = town.phone("Bác An"), town.phone("Bác Ba")
    await an.says("chào")
    await an.taps("Bác")
    an.sees("Đơn vị quản lý: Ủy ban nhân dân phường, xã nơi mở lớp")
    await quan.says("/donviquanly")
    await quan.taps("Đổi đơn vị quản lý")
    await quan.says("Trung tâm Chuyển đổi số")
    quan.sees("là: Trung tâm Chuyển đổi số", "vẫn giữ theo bản cũ")
    await an.taps("Tôi đồng ý")
    await ba.says("chào")
    await ba.taps("Bác")
    ba.sees("Đơn vị quản lý: Trung tâm Chuyển đổi số. Bác có quyền")
    await ba.taps("Tôi đồng ý")
    await ba.says("Trần Văn Ba")
    return an, ba


async def test_who_agreed_to_which_text_is_kept(town: Town) -> None:
    _mai, quan, _lan = await _ward(town)
    for who, version, controller in zip(
        await _named(town, quan),
        (consent.VERSION, f"{consent.VERSION}.1"),
        (None, "Trung tâm Chuyển đổi số"),
        strict=True,
    ):
        async with town.begin() as db:
            mine = Consent.person_id == (await scene.person(db, who)).id
            said = (await db.scalars(select(Consent).where(mine))).one()
            assert said.text_version == version
            assert await consent.controller_agreed_to(db, said) == controller


async def test_earlier_texts_stay_readable_also_when_the_change_is_taken_back(town: Town) -> None:
    _mai, quan, _lan = await _ward(town)
    _an, ba = await _named(town, quan)
    await quan.says("/donviquanly")
    quan.sees("Ủy ban nhân dân phường, xã · ", "Trung tâm Chuyển đổi số · 1 người")
    await quan.taps("Đọc các bản đã dùng")
    await quan.taps("Ủy ban nhân dân")
    quan.sees("Đơn vị quản lý: Ủy ban nhân dân phường, xã nơi mở lớp")
    await quan.says("bấm nhầm")
    quan.sees("Đã trở lại như trước")
    await quan.says("/donviquanly")
    quan.sees("Đơn vị quản lý dữ liệu: Ủy ban nhân dân phường, xã", "Trung tâm Chuyển đổi số · 1 người")
    await ba.says("/privacy")
    ba.sees("Ai chịu trách nhiệm: Ủy ban nhân dân phường")
    await ba.taps("Điều")
    ba.sees("Đơn vị quản lý lúc đó: Trung tâm Chuyển đổi số")


async def test_whose_role_ends_while_a_question_is_open_sets_nothing(town: Town) -> None:
    mai, quan, _lan = await _ward(town)
    await mai.says("/caidatphuong")
    await mai.taps("Số điện thoại để gọi")
    await quan.says("/donviquanly")
    await quan.taps("Đổi đơn vị quản lý")
    async with town.begin() as db:
        await db.execute(update(Role).values(status=RoleStatus.ENDED, ends_at=clock.now()))
    for who, words in ((mai, "1022"), (quan, "Trung tâm Chuyển đổi số")):
        await who.says(words)
        who.sees("cần gì khác")
    async with town.begin() as db:
        assert (await db.scalars(select(Setting))).all() == []


async def test_a_coordinator_changes_nothing_in_another_ward(town: Town) -> None:
    """Whatever the button says."""
    mai, _quan, _lan = await _ward(town)
    async with town.begin() as db:
        pressed = [
            await scene.button(db, mai, "change_setting", kind="phone", ward="25966"),
            await scene.button(db, mai, "close_days", ward="25966", days="2026-12-01 2026-12-01", why="Bầu cử"),
        ]
    await mai.taps_again(pressed[0])
    await mai.says("1022")
    mai.sees("cần gì khác")
    await mai.taps_again(pressed[1])
    async with town.begin() as db:
        assert (await db.scalars(select(Setting))).all() == []
        assert (await db.scalars(select(ClosedDay).where(ClosedDay.ward_code.is_not(None)))).all() == []
