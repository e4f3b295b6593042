"""A video is answered plainly, whoever sends it, and whoever was asked something is asked again."""

from bot.chat.message import Received
from tests import scene
from tests.town import Talker, Town

VIDEO = Received("buoi-hoc.mp4", size=40_000_000)


async def _sends(town: Town, who: Talker) -> None:
    who.new.clear()
    await town.hear_file(who, VIDEO)


async def test_a_video_file_is_answered_calmly_and_loses_nothing(town: Town) -> None:
    lan, tu, nobody = town.phone("Chị Lan"), town.phone("Bà Tư"), town.phone("Người lạ")
    async with town.begin() as db:
        home = await scene.group(db)
        await scene.leader(db, lan, home)
        await scene.resident(db, tu, home, "Nguyễn Thị Tư", "ba")
    await tu.says("đăng ký cho mẹ tôi")
    await lan.says("/lop")
    asked, asked_lan = tu.new[-1].splitlines()[0], lan.new[-1].splitlines()[0]
    for who, said in ((lan, "Loại tệp này em không đọc được"), (tu, "chỉ đọc được chữ"), (nobody, "chỉ đọc được chữ")):
        await _sends(town, who)
        who.sees(said)
    tu.sees(asked)
    lan.sees(asked_lan)
