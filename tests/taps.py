"""How much the most frequent errands ask of people: played, and counted in presses and in messages typed."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot import clock
from tests import scene
from tests.town import Talker, Town

_CODE = re.compile(r"[A-Z]{2}-\d{4}")


@dataclass
class Counted:
    """A phone that counts what is done on it."""

    talker: Talker
    taps: int = 0
    typed: int = 0

    async def presses(self, *labels: str) -> None:
        for label in labels:
            self.taps += 1
            await self.talker.taps(label)

    async def types(self, words: str) -> None:
        self.typed += 1
        await self.talker.says(words)


@dataclass(frozen=True)
class Errand:
    """`most`: how many presses and typed messages the product promises at most."""

    name: str
    most: tuple[int, int]
    play: Callable[[Town], Awaitable[Counted]]


@dataclass(frozen=True)
class Row:
    """What an errand asked for."""

    errand: Errand
    taps: int
    typed: int

    def __str__(self) -> str:
        """Return it as a line of a table."""
        return f"| {self.errand.name} | {self.taps} | {self.typed} |"


async def rows(town: Callable[[], Awaitable[Town]]) -> list[Row]:
    """Play each errand in a town of its own."""
    found = []
    for errand in ERRANDS:
        clock.stop_at(scene.local("2026-11-23 09:00"))
        place = await town()
        try:
            done = await errand.play(place)
        finally:
            await place.close()
        found.append(Row(errand, done.taps, done.typed))
    return found


async def _leader(town: Town) -> Counted:
    lan = town.phone("Chị Lan")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    await lan.says("về đầu")
    return Counted(lan)


async def _class_by_buttons(town: Town) -> Counted:
    lan = await _leader(town)
    await lan.presses("Mở lớp", "VNeID", "Nhà văn hóa", "7 giờ tối thứ Sáu", "20 chỗ, 4 tuần")
    lan.talker.sees("Đã mở lớp VNeID", "20 chỗ", "4 buổi")
    return lan


async def _class_in_a_line(town: Town) -> Counted:
    lan = await _leader(town)
    await lan.types("mở lớp VNeID 19h tối thứ sáu tại nhà văn hóa, 20 chỗ, 4 tuần")
    lan.talker.sees("Đã mở lớp VNeID", "20 chỗ", "4 buổi")
    return lan


async def _seat_by_code(town: Town) -> Counted:
    lan, bay = await _leader(town), Counted(town.phone("Ông Bảy"))
    await lan.types("mở lớp VNeID 19h tối thứ sáu tại nhà văn hóa, 20 chỗ, 4 tuần")
    code = _CODE.search(lan.talker.sees("Đã mở lớp VNeID"))
    assert code is not None
    bay.talker.profile = "Nguyễn Văn Bảy"
    await bay.talker.says(code[0])
    await bay.talker.taps("Ông")
    await bay.talker.taps("Tôi đồng ý")
    await bay.presses("Nguyễn Văn Bảy", "Khu phố 3", "Đúng rồi")
    bay.talker.sees("đã giữ chỗ cho ông Bảy")
    return bay


async def _roll_call(town: Town) -> Counted:
    lan = await _leader(town)
    async with town.begin() as db:
        leader = await scene.person(db, lan.talker)
        home = await scene.home(db, leader)
        made = await scene.course(db, leader, seats=5)
        for name in ("Lê Văn An", "Trần Thị Bé", "Đỗ Văn Châu"):
            await scene.seat(db, await scene.without_phone(db, home, name, "bac"), made)
    await town.time_is("2026-11-25 20:40")
    await lan.types("vắng 2")
    lan.talker.sees("Đã ghi 2 có mặt", "1 vắng")
    return lan


async def _volunteer(town: Town) -> Counted:
    async with town.begin() as db:
        await scene.leader(db, town.phone("Chị Lan"), await scene.group(db))
    huong = Counted(town.phone("Hương"))
    huong.talker.profile = "Phạm Thu Hương"
    await huong.talker.says("em muốn làm tình nguyện viên")
    await huong.talker.taps("Bạn")
    await huong.talker.taps("Tôi đồng ý")
    await huong.presses("Phạm Thu Hương", "Phường Phú Lợi", "Khu phố 3")
    await huong.presses("Chủ đề nào cũng được", "Xong", "Cả hai")
    huong.talker.sees("3/6")
    await huong.presses("Sáng thứ Bảy", "Xong", "Đã hiểu", "Đã hiểu", "Quay đi", "Mình cam kết")
    huong.talker.sees("Chờ duyệt")
    return huong


ERRANDS = (
    Errand("mở lớp bằng nút, từ trang đầu · a class by buttons, from the home card", (5, 0), _class_by_buttons),
    Errand("mở lớp bằng một dòng · a class in one line", (0, 1), _class_in_a_line),
    Errand("giữ chỗ bằng mã lớp, sau khi đồng ý · a seat by code, after consent", (4, 0), _seat_by_code),
    Errand("điểm danh · a roll call", (0, 1), _roll_call),
    Errand("đăng ký làm tình nguyện viên, sau khi đồng ý · to become a volunteer, after consent", (12, 0), _volunteer),
)
