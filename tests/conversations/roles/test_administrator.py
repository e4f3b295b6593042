"""The code of the settings, sent by itself."""

from pydantic import SecretStr

from bot.storage.installation import Installation
from tests.town import Town


async def test_the_code_by_itself_is_enough_and_works_once(town: Town) -> None:
    town.belongs_to(Installation(admin_code=SecretStr("mo-cua-2026")))
    quan, other = town.phone("Anh Quân"), town.phone("Ai đó")
    await quan.says("mo-cua-2026")
    quan.sees("Mời trưởng khu phố") if town.kind != "buttons" else quan.sees("mã")
    await other.says("mo-cua-2026")
    other.sees("gọi thế nào")
