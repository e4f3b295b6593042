"""Whatever names a platform names the one that is used."""

import pytest

from bot.flows.start.welcome import _full_notice
from bot.i18n import Reader


@pytest.mark.parametrize(
    ("channel", "named"), [("telegram", {"Telegram"}), ("zalo:1459232241454765289", {"Zalo"}), ("web", set())]
)
def test_who_is_asked_to_agree_reads_of_the_platform_they_write_on(channel: str, named: set[str]) -> None:
    words = _full_notice(channel).for_(Reader())
    assert {name for name in ("Telegram", "Zalo") if name in words} == named
    assert "vẫn tới học được" in words
