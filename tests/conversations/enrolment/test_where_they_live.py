"""Where somebody lives never costs them their place: the ward is kept, the group found, said, or left open."""

from sqlalchemy import select

from bot.domain.people.person import ToldVia
from bot.services.people import consent, profile
from bot.storage.tables.messaging import Outbox
from bot.storage.tables.people import Address
from tests import scene
from tests.town import Talker, Town


async def _ward(town: Town) -> None:
    """Groups 1 to 12, of which one is led and has a class."""
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        groups = [await scene.group(db, str(n)) for n in range(1, 13)]
        await scene.course(db, await scene.leader(db, lan, groups[2]))


async def _comes(talker: Talker, name: str) -> None:
    await _meets(talker, "tôi muốn học", "Bà", name)
    await talker.taps("Phú Lợi")


async def _meets(talker: Talker, wish: str, form: str, name: str) -> None:
    await talker.says(wish)
    for label in (form, "Tôi đồng ý"):
        await talker.taps(label)
    await talker.says(name)


async def test_who_knows_only_the_ward_sees_its_classes(town: Town) -> None:
    await _ward(town)
    tu = town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư")
    await tu.taps("Chỗ khác, hoặc chưa rõ")
    await tu.taps("Chống lừa đảo")
    await tu.taps("Đúng rồi")
    tu.sees("đã giữ chỗ")
    kept = await town.knows(tu)
    assert (kept.ward_code, kept.group_id) == (scene.PHU_LOI, None)
    await tu.says("/dulieu")
    tu.sees("Phường Phú Lợi, chưa rõ khu phố, ấp")


async def test_a_number_typed_is_found(town: Town) -> None:
    await _ward(town)
    tu = town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư")
    await tu.says("dạ tổ 12 khu phố bảy nha con")
    tu.sees("lớp nào")
    async with town.begin() as db:
        assert (await scene.home(db, await scene.person(db, tu))).name == "7"


async def test_a_group_that_nobody_has_entered_is_kept_in_their_words(town: Town) -> None:
    await _ward(town)
    tu = town.phone("Bà Tư")
    await _comes(tu, "Nguyễn Thị Tư")
    await tu.says("khu phố Bình Thung 1")
    tu.sees("Khu phố Bình Thung 1", "chưa có trong sổ")
    kept = await town.knows(tu)
    assert (kept.ward_code, kept.group_id) == (scene.PHU_LOI, None)
    assert profile.said_group(kept) == ("khu_pho", "Bình Thung 1")
    await tu.taps("Chống lừa đảo")
    await tu.taps("Đúng rồi")
    tu.sees("đã giữ chỗ")


async def test_a_child_anywhere_signs_a_parent_up_by_ward_without_a_code(town: Town) -> None:
    await _ward(town)
    hoa = town.phone("Chị Hoa")
    await _meets(hoa, "đăng ký học cho má tôi", "Chị", "Lê Thị Hoa")
    hoa.sees("Người nhà mình ở phường hay xã nào")
    await hoa.says("phú lợi")
    hoa.sees("Người nhà mình ở khu phố hay ấp nào")
    await hoa.says("không biết nữa em")
    await hoa.taps("Chống lừa đảo")
    await hoa.taps("Bà")
    await hoa.says("nguyễn thị tư")
    await hoa.taps("Có, muốn học")
    hoa.sees("giữ chỗ cho bà Tư")
    async with town.begin() as db:
        (tu,) = await scene.named(db, "Nguyễn Thị Tư")
        child = await scene.person(db, hoa)
        assert (tu.told_via, tu.told_via_person_id) == (ToldVia.RELATIVE, child.id)
        assert (tu.ward_code, tu.group_id) == (scene.PHU_LOI, None)
        # The child lives wherever they live; nobody has asked.
        assert child.ward_code is None
    # Until she agrees herself she is a name: what is for her is told to her child.
    await town.time_is("2026-11-24 17:30")
    hoa.sees("Nhờ chị nhắn lại bà Tư")
    async with town.begin() as db:
        assert await consent.spoken_only(db, [tu.id]) == {tu.id}
        hers = select(Address.person_id).join(Outbox, Outbox.address_id == Address.id).where(Outbox.person_id == tu.id)
        assert set(await db.scalars(hers)) == {child.id}


async def test_where_the_ward_has_no_class_those_of_wards_near_it_are_shown(town: Town) -> None:
    """Thủ Dầu Một lay in the same former town as Phú Lợi; Dĩ An did not."""
    lan, xa, tu = town.phone("Chị Lan"), town.phone("Chị Xa"), town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.group(db, "1")
        await scene.course(db, await scene.leader(db, lan, await scene.group(db, "5", ward="25747")))
        await scene.course(db, await scene.leader(db, xa, await scene.group(db, "6", ward="25942")))
    await _comes(tu, "Nguyễn Thị Tư")
    await tu.taps("Chỗ khác, hoặc chưa rõ")
    words = tu.sees("chưa có lớp nào đang mở", "lớp nào")
    assert "Dĩ An" not in words
    await tu.taps("Phường Thủ Dầu Một")
    await tu.taps("Đúng rồi")
    tu.sees("đã giữ chỗ")
    assert (await town.knows(tu)).ward_code == scene.PHU_LOI
