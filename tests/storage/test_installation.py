"""What an installation is told: read from its settings, and carried by every transaction on its database."""

from datetime import time
from pathlib import Path

from pydantic import SecretStr

from bot.config import Settings
from bot.domain.reports.weekly import SUNDAY_EVENING, Sending
from bot.storage import installation
from bot.storage.database import Database
from bot.storage.installation import Installation

LINKS = {"telegram": "https://t.me/hocvuso_bot?start={code}"}
CODE, PAGE = SecretStr("mo-cua-2026"), "https://bot.example.org"


def test_it_is_read_from_the_settings() -> None:
    settings = Settings(admin_code=CODE, public_url=PAGE, weekly_summary="fri 15:00", zalo_users=200)
    friday = Sending(4, time(15))
    assert Installation.read(settings, LINKS) == Installation(CODE, PAGE, LINKS, friday, 200)
    assert Installation.read(Settings(), {}) == Installation(None, None, {}, SUNDAY_EVENING)


async def test_every_transaction_carries_the_one_of_its_database(tmp_path: Path) -> None:
    ours, theirs = (Database(f"sqlite+aiosqlite:///{tmp_path / name}.db") for name in ("ours", "theirs"))
    ours.belongs_to(Installation(page=PAGE))
    async with ours.begin() as writing, ours.read() as reading, theirs.begin() as elsewhere:
        assert installation.of(writing).page == installation.of(reading).page == PAGE
        assert installation.of(elsewhere) == Installation()
    await ours.close()
    await theirs.close()
