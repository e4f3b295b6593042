"""Consent, erasing, ending and calling off are taken from clear words of one's own, and from nothing less."""

import pytest
from sqlalchemy import select

from bot.domain.enrolment import SeatStatus
from bot.storage.tables.courses import Seat
from bot.storage.tables.people import Consent
from tests import scene
from tests.town import EVERY_KIND, Talker, Town

NUMBERED = pytest.mark.parametrize("town", ["none"], indirect=True)


async def _said(town: Town) -> list[tuple[bool, str | None]]:
    async with town.begin() as db:
        return [(one.given, one.said) for one in await db.scalars(select(Consent).order_by(Consent.id))]


async def _asked_to_agree(town: Town) -> Talker:
    tu = town.phone("Bà Tư")
    await tu.says("chào")
    await tu.taps("Bà")
    tu.sees("có đồng ý không")
    return tu


@NUMBERED
@pytest.mark.parametrize(
    "typed", ["đồng ý", "dạ đồng ý", "có", "dạ có", "Tôi đồng ý nha con", "bà đồng ý", "da dong y"]
)
async def test_a_clear_yes_is_taken_and_kept_with_its_words(town: Town, typed: str) -> None:
    tu = await _asked_to_agree(town)
    await tu.says(typed)
    tu.sees("họ và tên")
    assert await _said(town) == [(True, typed)]


@NUMBERED
@pytest.mark.parametrize("typed", ["ok", "ừ", "👍", "dạ", "được", "ok con", "dạ được", "ừm"])
async def test_less_than_that_is_asked_once_more(town: Town, typed: str) -> None:
    tu = await _asked_to_agree(town)
    await tu.says(typed)
    tu.sees("Tôi đồng ý”", "có đồng ý không")
    assert await _said(town) == []
    await tu.says("đồng ý")
    tu.sees("họ và tên")


@NUMBERED
@pytest.mark.parametrize("typed", ["không", "không đồng ý", "thôi khỏi", "hông", "chưa đồng ý đâu"])
async def test_a_refusal_is_one(town: Town, typed: str) -> None:
    tu = await _asked_to_agree(town)
    await tu.says(typed)
    tu.sees("không lưu gì")
    assert [given for given, _words in await _said(town)] == [False]


@NUMBERED
@pytest.mark.parametrize("typed", ["má em đồng ý", "mẹ tôi đồng ý rồi", "em đồng ý thay cho má em"])
async def test_another_persons_yes_is_not_ones_own(town: Town, typed: str) -> None:
    tu = await _asked_to_agree(town)
    await tu.says(typed)
    tu.sees("Người nhà thì lát nữa con ghi tên riêng", "có đồng ý không")
    assert await _said(town) == []


@NUMBERED
@pytest.mark.parametrize("typed", ["để làm gì", "ai coi mấy cái đó", "Nguyễn Thị Tư", "để bà coi lại", "đồng ý không"])
async def test_a_question_or_a_doubt_is_no_consent(town: Town, typed: str) -> None:
    tu = await _asked_to_agree(town)
    await tu.says(typed)
    tu.sees("có đồng ý không")
    assert await _said(town) == []


@EVERY_KIND
async def test_erasing_needs_its_own_words(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("XÓA")
    tu.sees("xóa hết thông tin")
    for typed in ("XÓA", "dạ", "có", "👍", "ok con", "đồng ý"):
        await tu.says(typed)
        tu.sees("Xóa hết”", "phải không")
        assert (await town.knows(tu)).name == "Nguyễn Thị Tư"
    await tu.says("xóa hết nha con")
    tu.sees("đã được xóa xong")


@NUMBERED
async def test_a_plain_no_keeps_everything(town: Town) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        await scene.resident(db, tu, await scene.group(db), "Nguyễn Thị Tư", "ba")
    await tu.says("XÓA")
    await tu.says("thôi con, để đó")
    tu.sees("giữ nguyên")


@EVERY_KIND
async def test_calling_off_needs_its_own_words(town: Town) -> None:
    lan, tu = town.phone("Chị Lan"), town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        leader = await scene.leader(db, lan, home)
        made = await scene.course(db, leader, seats=8)
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
        shown = await scene.card(db, lan, "call_off", session=1)
    await town.app.sender.drain()
    await lan.taps_again(shown)
    await lan.says("mưa lớn")
    await lan.says("chưa")
    for typed in ("ok", "ừ em", "dạ", "👍"):
        await lan.says(typed)
        lan.sees("nhắn giúp em chữ")
    tu.sees_nothing()
    await lan.says("thôi em")
    async with town.begin() as db:
        assert list(await db.scalars(select(Seat.status))) == [SeatStatus.HELD]


@NUMBERED
@pytest.mark.parametrize("typed", ["bà bận rồi", "bà nghỉ luôn", "nghỉ", "hủy"])
async def test_who_is_asked_whether_they_leave_is_not_taken_to_stay(town: Town, typed: str) -> None:
    tu = town.phone("Bà Tư")
    async with town.begin() as db:
        home = await scene.group(db)
        made = await scene.course(db, await scene.leader(db, town.phone("Chị Lan"), home), seats=8)
        await scene.seat(db, await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba"), made)
    await tu.says("/leave")
    tu.sees("Thôi học")
    await tu.says(typed)
    assert not any("giữ chỗ" in said for said in tu.new), tu.new
    async with town.begin() as db:
        assert list(await db.scalars(select(Seat.status))) == [SeatStatus.HELD]
