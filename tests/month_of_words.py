"""What a sign-up by code and a learner's month cost on a channel of words, as messages there and back."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.webchat import WebChat
from tests import scene
from tests.town import Talker, Town

_CODE = re.compile(r"[A-Z]{2}-\d{4}")
BEGINS = scene.local("2026-11-23 09:00")
_FIRST = scene.local("2026-11-27 19:00")
_WEEKS = 4


@dataclass(frozen=True)
class Cost:
    """How many messages a learner has typed, and been sent."""

    typed: int
    sent: int


async def played(town: Town) -> tuple[Cost, Cost]:
    """Return what the sign-up has cost, and the month: the sign-up, four sessions and what is asked afterwards."""
    lan, bay = town.phone("Chị Lan"), town.phone("Ông Bảy")
    async with town.begin() as db:
        await scene.leader(db, lan, await scene.group(db))
    code = await _opened(lan)
    bay.profile = "Nguyễn Văn Bảy"
    await bay.says(code)
    for answer in ("Ông", "Tôi đồng ý", "Nguyễn Văn Bảy", "Khu phố 3", "Đúng rồi"):
        await bay.taps(answer)
    bay.sees("đã giữ chỗ cho ông Bảy")
    signed_up = _cost(town.web, bay)
    for week in range(_WEEKS):
        starts = _FIRST + timedelta(weeks=week)
        await town.time_is(f"{starts - timedelta(days=1):%Y-%m-%d} 17:45")
        await bay.says("đi được")
        await town.time_is(f"{starts:%Y-%m-%d} 20:40")
        await lan.says("đủ")
    await town.time_is(f"{starts + timedelta(days=5):%Y-%m-%d} 12:00")
    return signed_up, _cost(town.web, bay)


async def _opened(lan: Talker) -> str:
    await lan.says("về đầu")
    await lan.says("mở lớp VNeID 19h tối thứ sáu tại nhà văn hóa, 20 chỗ, 4 tuần")
    code = _CODE.search(lan.sees("Đã mở lớp VNeID"))
    assert code is not None
    return code[0]


def _cost(web: WebChat, talker: Talker) -> Cost:
    lines = web.lines[talker.account]
    typed = sum(line.mine for line in lines)
    return Cost(typed, len(lines) - typed)
