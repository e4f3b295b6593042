"""The platforms of this process: those whose settings are there."""

from bot.config import Settings, WrongSetting
from bot.platforms.added_bots import AddedBots
from bot.platforms.platform import Host, Platform, side_by_side
from bot.platforms.telegram import telegram
from bot.platforms.zalo import zalo

__all__ = ["Host", "chosen", "side_by_side"]

_MISSING = "BOT_TELEGRAM_TOKEN or BOT_ZALO_TOKEN: missing; put the token of a bot on Telegram or Zalo into .env"


def chosen(settings: Settings) -> list[Platform]:
    """Return the platforms whose settings are there, and the bots that were added. Raises WrongSetting."""
    found = [*telegram(settings), *zalo(settings)]
    if not found:
        raise WrongSetting(_MISSING)
    return [*found, AddedBots(settings).platform]
