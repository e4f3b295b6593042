"""Leaders are invited by printed slips: each for one use, bound to a place, and confirmed before a name is read."""

from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select, update

from bot import clock
from bot.domain.people.person import OrganisationKind, RoleKind, RoleStatus
from bot.services.people import identity
from bot.storage.tables.files import StoredFile
from bot.storage.tables.people import Code, Role, Slip
from bot.storage.tables.places import Organisation
from bot.storage.tables.volunteers import Volunteer
from tests import scene
from tests.conversations.volunteers.test_organisations import within
from tests.conversations.volunteers.test_sign_up import fill_in
from tests.list_files import workbook
from tests.town import Talker, Town

LIST = "Khu phố 1, Trần Thị Lan\nkp 2 - Lê Văn Ba\nấp Suối Sâu: Hồ Thị Hoa"


async def _town(town: Town) -> tuple[Talker, Talker, Talker]:
    """Mai coordinates the ward; Lan and Ba live there."""
    mai, lan, ba = town.phone("Chị Mai"), town.phone("Chị Lan"), town.phone("Anh Ba")
    async with town.begin() as db:
        home = await scene.group(db)
        coordinates = await scene.somebody(db, mai, "Lê Thị Mai", "chi", home)
        (await scene.role(db, coordinates, RoleKind.COORDINATOR, home)).group_id = None
        await scene.resident(db, lan, home, "Trần Thị Lan", "chi")
        await scene.resident(db, ba, home, "Võ Văn Ba", "anh")
    return mai, lan, ba


async def _printed(town: Town, mai: Talker, words: str = LIST) -> dict[str, str]:
    """The codes by the names on their slips."""
    await mai.says("/phieumoi")
    await mai.says(words)
    await mai.taps("In phiếu")
    async with town.begin() as db:
        return {slip.for_name or "": slip.code for slip in await db.scalars(select(Slip))}


async def test_whoever_comes_by_a_slip_is_confirmed_before_any_name_is_read(town: Town) -> None:
    mai, lan, ba = await _town(town)
    await mai.says("/phieumoi")
    mai.sees("khu phố, ấp hay tổ chức trước")
    await mai.says(f"{LIST}\nlinh tinh")
    mai.sees("3 phiếu", "Khu phố 1: Trần Thị Lan", "Ấp Suối Sâu: Hồ Thị Hoa", "linh tinh")
    await mai.taps("In phiếu")
    printed = mai.sees(
        "3 phiếu để in" if town.carries_files else "Đã tạo xong 3 lời mời",
        "một người, dùng đến 9 giờ sáng thứ Hai, ngày 7/12",
    )
    async with town.begin() as db:
        codes = {slip.for_name: slip.code for slip in await db.scalars(select(Slip))}
    assert town.carries_files or f"Trần Thị Lan: nhắn {codes['Trần Thị Lan']}" in printed

    await lan.says(codes["Trần Thị Lan"])
    lan.sees("Chị Mai sẽ duyệt", "Trưởng Khu phố 1")
    await lan.says("/soto")
    lan.sees("cần gì khác")
    mai.sees("Trần Thị Lan xin làm Trưởng Khu phố 1", "Theo phiếu mời ghi tên “Trần Thị Lan”", "chị Mai")
    await ba.says(codes["Trần Thị Lan"])
    ba.sees("hết hạn")

    await mai.taps("Duyệt")
    lan.sees("đã được duyệt làm Trưởng Khu phố 1")
    await lan.says("/soto")
    assert "cần gì khác" not in " ".join(lan.new)


async def test_whoever_found_a_slip_is_turned_away_and_has_seen_nothing(town: Town) -> None:
    mai, _lan, ba = await _town(town)
    codes = await _printed(town, mai)
    await ba.says(codes["Hồ Thị Hoa"])
    mai.sees("Võ Văn Ba xin làm", "ghi tên “Hồ Thị Hoa”")
    await mai.taps("Từ chối")
    ba.sees("Cảm ơn")
    async with town.begin() as db:
        assert await identity.role_of(db, await scene.person(db, ba), RoleKind.LEADER) is None


async def test_unused_slips_are_listed_and_taken_back(town: Town) -> None:
    mai, lan, _ba = await _town(town)
    codes = await _printed(town, mai)
    await lan.says(codes["Trần Thị Lan"])
    await mai.says("/loimoi")
    mai.sees("Còn 2 lời mời chưa ai dùng")
    await mai.taps("Lê Văn Ba")
    await mai.taps("Thu lại")
    mai.sees("Đã thu lại 1 lời mời")
    await lan.says(codes["Lê Văn Ba"])
    lan.sees("hết hạn")
    await mai.taps("Nhầm, trả lại")
    mai.sees("dùng lại được")
    await mai.says("/loimoi")
    await mai.taps("Thu lại hết")
    mai.sees("Thu lại 2 lời mời")
    await mai.taps("Thu lại hết")
    await mai.says("/loimoi")
    mai.sees("không còn lời mời nào")


async def test_a_slip_ends_after_fourteen_days_and_its_name_goes_with_it(town: Town) -> None:
    mai, lan, _ba = await _town(town)
    codes = await _printed(town, mai)
    await town.time_is("2026-12-06 09:00")
    await mai.says("/loimoi")
    mai.sees("Còn 3 lời mời")
    await town.time_is("2026-12-08 09:00")
    await lan.says(codes["Trần Thị Lan"])
    lan.sees("hết hạn")
    async with town.begin() as db:
        assert [slip.for_name for slip in await db.scalars(select(Slip))] == [None] * 3


async def test_a_batch_is_taken_back_but_for_those_used(town: Town) -> None:
    mai, lan, ba = await _town(town)
    codes = await _printed(town, mai)
    await lan.says(codes["Trần Thị Lan"])
    await mai.says("bấm nhầm")
    mai.sees("Đã thu lại 2 phiếu", "1 phiếu đã có người dùng")
    await ba.says(codes["Lê Văn Ba"])
    ba.sees("hết hạn")


async def test_a_sheet_of_forty_becomes_five_pages_of_slips(town: Town) -> None:
    mai, _lan, _ba = await _town(town)
    names = [f"Nguyễn Thị {name}" for name in ("Mai", "Lan", "Cúc", "Trúc", "Đào")]
    rows: list[list[object]] = [["TT", "Khu phố", "Họ và tên"], *([n, n, names[n % 5]] for n in range(1, 41))]
    await mai.says("/phieumoi")
    await mai.sends_file("truong-khu-pho.xlsx", workbook(rows))
    mai.sees("40 phiếu", "Khu phố 1: Nguyễn Thị Lan")
    await mai.taps("In phiếu")
    async with town.begin() as db:
        files = {one.name: one.content for one in await db.scalars(select(StoredFile))}
        codes = set(await db.scalars(select(Code.text).join(Slip, Slip.code == Code.text)))
    pages = [page.extract_text() for page in PdfReader(BytesIO(files["phieu-moi.pdf"])).pages]
    assert len(pages) == 5
    assert len(codes) == 40
    assert all(any(code in page for page in pages) for code in codes)


async def test_invitations_of_another_ward_are_neither_seen_nor_taken_back(town: Town) -> None:
    mai, _lan, ba = await _town(town)
    codes = await _printed(town, mai)
    async with town.begin() as db:
        far = await scene.group(db, "9", ward="25966")
        (await scene.role(db, await scene.person(db, ba), RoleKind.COORDINATOR, far)).group_id = None
    await ba.says("/loimoi")
    ba.sees("không còn lời mời nào")
    async with town.begin() as db:
        pressed = await scene.button(db, ba, "withdraw_invitations", code=codes["Lê Văn Ba"])
    await ba.taps_again(pressed)
    async with town.begin() as db:
        assert (await db.get_one(Code, codes["Lê Văn Ba"])).uses_left == 1


async def test_whose_role_ends_while_the_list_is_open_makes_no_slips(town: Town) -> None:
    mai, _lan, _ba = await _town(town)
    await mai.says("/phieumoi")
    await mai.says(LIST)
    async with town.begin() as db:
        await db.execute(update(Role).values(status=RoleStatus.ENDED, ends_at=clock.now()))
    await mai.taps("In phiếu")
    mai.sees("cần gì khác")
    async with town.begin() as db:
        assert (await db.scalars(select(Slip))).all() == []


async def test_what_names_no_group_is_asked_again_and_ten_thousand_letters_too(town: Town) -> None:
    mai, _lan, _ba = await _town(town)
    await mai.says("/phieumoi")
    for nonsense in ("🙂🙂", "Trần Thị Lan", "x" * 10_000):
        await mai.says(nonsense)
        async with town.begin() as db:
            assert (await db.scalars(select(Slip))).all() == []
    await mai.says("khu phố 3, Trần Thị Lan")
    mai.sees("1 phiếu", "Khu phố 3: Trần Thị Lan")


async def test_who_erases_everything_leaves_no_name_on_the_slip(town: Town) -> None:
    mai, lan, _ba = await _town(town)
    codes = await _printed(town, mai)
    await lan.says(codes["Trần Thị Lan"])
    await lan.says("xóa")
    await lan.taps("Xóa hết")
    async with town.begin() as db:
        assert {slip.for_name for slip in await db.scalars(select(Slip))} == {None, "Lê Văn Ba", "Hồ Thị Hoa"}


OF_ORGANISATIONS = "Đoàn phường Phú Lợi, Trần Thị Lan\nHợp tác xã Nấm Xanh: Võ Văn Ba\nkhu phố 2, Hồ Thị Hoa"


async def test_who_speaks_for_an_organisation_comes_by_a_slip_and_is_confirmed_first(town: Town) -> None:
    mai, lan, ba = await _town(town)
    async with town.begin() as db:
        db.add(Organisation(kind=OrganisationKind.COOPERATIVE, name="Hợp tác xã nấm xanh", ward_code=scene.PHU_LOI))
    codes = await _printed(town, mai, OF_ORGANISATIONS)
    await lan.says(codes["Trần Thị Lan"])
    lan.sees("Chị Mai sẽ duyệt", "người phụ trách Đoàn phường Phú Lợi")
    await lan.says("/thanhvien")
    assert "Đoàn phường" not in " ".join(lan.new)
    mai.sees("Trần Thị Lan xin làm người phụ trách Đoàn phường Phú Lợi", "ghi tên “Trần Thị Lan”")
    await mai.taps("Duyệt")
    lan.sees("đã được duyệt làm người phụ trách Đoàn phường Phú Lợi")
    await lan.says("/thanhvien")
    lan.sees("Đoàn phường Phú Lợi")
    await mai.taps("Nhầm, trả lại")
    await lan.says("/thanhvien")
    lan.sees("cần gì khác")

    await ba.says(codes["Võ Văn Ba"])
    await mai.says("/yeucau")
    mai.sees("Võ Văn Ba", "Hợp tác xã nấm xanh")
    async with town.begin() as db:
        named = [one.name for one in await db.scalars(select(Organisation).order_by(Organisation.id))]
    assert named == ["Hợp tác xã nấm xanh", "Đoàn phường Phú Lợi"]


async def test_the_slip_of_an_organisation_that_has_closed_opens_nothing(town: Town) -> None:
    mai, lan, _ba = await _town(town)
    codes = await _printed(town, mai, OF_ORGANISATIONS)
    async with town.begin() as db:
        await db.execute(update(Organisation).values(active=False))
    await lan.says(codes["Trần Thị Lan"])
    async with town.begin() as db:
        lan_is = await scene.person(db, lan)
        held = await db.scalars(select(Role).where(Role.person_id == lan_is.id, Role.kind == RoleKind.ORGANISER))
        assert held.all() == []


async def _organiser(town: Town, kind: OrganisationKind, name: str) -> Talker:
    hanh = town.phone("Chị Hạnh")
    async with town.begin() as db:
        organisation = Organisation(kind=kind, name=name, ward_code=scene.PHU_LOI)
        db.add(organisation)
        await db.flush()
        speaks = await scene.somebody(db, hanh, "Lê Thị Hạnh", "chi", await scene.group(db, "8"))
        db.add(within(organisation, speaks, RoleKind.ORGANISER))
    return hanh


async def _slips_of_members(town: Town, hanh: Talker, words: str) -> dict[str, str]:
    await hanh.says("/phieuthanhvien")
    await hanh.says(words)
    await hanh.taps("In phiếu")
    async with town.begin() as db:
        return {slip.for_name or "": slip.code for slip in await db.scalars(select(Slip))}


async def test_members_are_invited_by_slips_and_theirs_only_once_confirmed(town: Town) -> None:
    _mai, lan, ba = await _town(town)
    hanh = await _organiser(town, OrganisationKind.EMPLOYER, "Công ty May")
    codes = await _slips_of_members(town, hanh, "Trần Thị Lan\nVõ Văn Ba, 0912345678")
    hanh.sees("2 phiếu để in" if town.carries_files else "Đã tạo xong 2 lời mời")
    await lan.says(codes["Trần Thị Lan"])
    lan.sees("duyệt", "học viên của Công ty May")
    await ba.says(codes["Trần Thị Lan"])
    ba.sees("hết hạn")
    hanh.sees("Trần Thị Lan xin làm", "Theo phiếu mời ghi tên “Trần Thị Lan”")
    await hanh.says("/thanhvien")
    assert "Trần Thị Lan" not in " ".join(hanh.new), "nobody is a member before"
    await hanh.says("/yeucau")
    await hanh.taps("Duyệt")
    lan.sees("học viên của Công ty May")
    await hanh.says("/thanhvien")
    hanh.sees("Công ty May: 1 thành viên")
    await hanh.says("/loimoi")
    hanh.sees("Còn 1 lời mời chưa ai dùng")
    await hanh.taps("Thu lại hết")
    await hanh.taps("Thu lại hết")
    await ba.says(codes["Võ Văn Ba"])
    ba.sees("hết hạn")


async def test_a_volunteer_who_comes_by_a_slip_promises_first_and_waits_for_a_yes(town: Town) -> None:
    mai, _lan, ba = await _town(town)
    hanh = await _organiser(town, OrganisationKind.YOUTH_UNION, "Đoàn phường")
    codes = await _slips_of_members(town, hanh, "Võ Văn Ba")
    await ba.says(codes["Võ Văn Ba"])
    await fill_in(ba)
    ba.sees("Đang chờ", "Đoàn phường")
    async with town.begin() as db:
        asked = (await db.scalars(select(Role).where(Role.kind == RoleKind.VOLUNTEER))).one()
        assert asked.status is RoleStatus.REQUESTED
    mai.sees_nothing()
    hanh.sees("Võ Văn Ba xin làm", "Võ Văn Ba")
    await hanh.taps("Duyệt")
    ba.sees("đã được duyệt làm tình nguyện viên Đoàn phường")
    async with town.begin() as db:
        volunteer = (await db.scalars(select(Volunteer))).one()
        assert volunteer.organisation_id is not None


async def test_whose_organiser_has_gone_is_confirmed_by_the_coordinator(town: Town) -> None:
    mai, lan, _ba = await _town(town)
    hanh = await _organiser(town, OrganisationKind.EMPLOYER, "Công ty May")
    codes = await _slips_of_members(town, hanh, "Trần Thị Lan")
    await lan.says(codes["Trần Thị Lan"])
    mai.sees_nothing()
    async with town.begin() as db:
        await db.execute(update(Role).where(Role.kind == RoleKind.ORGANISER).values(status=RoleStatus.ENDED))
    await mai.says("/yeucau")
    mai.sees("Trần Thị Lan xin làm")
    await mai.taps("Duyệt")
    lan.sees("học viên của Công ty May")


async def test_a_sheet_of_members_becomes_slips(town: Town) -> None:
    hanh = await _organiser(town, OrganisationKind.COOPERATIVE, "Hợp tác xã Rau")
    rows: list[list[object]] = [["TT", "Họ và tên", "SĐT"], [1, "Trần Thị Lan", "0912345678"], [2, "Lê Văn Ba", ""]]
    await hanh.says("/phieuthanhvien")
    await hanh.sends_file("xa-vien.xlsx", workbook(rows))
    hanh.sees("2 phiếu", "Trần Thị Lan", "Lê Văn Ba")
    await hanh.taps("In phiếu")
    async with town.begin() as db:
        assert {slip.for_name for slip in await db.scalars(select(Slip))} == {"Trần Thị Lan", "Lê Văn Ba"}
