"""«/botzalo»: the bots that were added on the page, and where others are added."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.i18n import Text, _, lines
from bot.services.delivery import added_bots
from bot.services.delivery.added_bots import BotState, SeenBot

_MOST = 10


async def zalo_bots(chat: Chat) -> None:
    found = await added_bots.seen_by(chat.db, chat.person)
    chat.say(
        lines(
            _("🤖 Bots of their own on Zalo:") if found else _("🤖 No place here has a bot of its own on Zalo yet."),
            *map(_line, found[:_MOST]),
            _("They are added on the page, under «Zalo bots». Please never send a token here."),
        ),
        option(_("🖥 The page"), "the_page"),
        option(_("🏠 Home"), "home"),
    )


def _line(bot: SeenBot) -> Text:
    if bot.state is BotState.RUNS:
        return _("• {bot}: {place}", bot=bot.name, place=bot.place)
    if bot.state is BotState.REFUSED:
        return _("• {bot}: {place}, waits for a new token", bot=bot.name, place=bot.place)
    if bot.state is BotState.NOT_ASKED:
        return _("• {bot}: {place}, kept; in this trial no Zalo is asked", bot=bot.name, place=bot.place)
    return _("• {bot}: {place}, Zalo is being asked", bot=bot.name, place=bot.place)


FLOWS = (
    Flow(
        "zalo_bots",
        zalo_bots,
        commands=("botzalo", "zalo_bots"),
        right=Right.ADD_BOTS,
        label=_("🤖 Zalo bots"),
        phrases="""
            bot zalo của phường · bot zalo của khu phố · tạo bot zalo cho khu phố · đổi mã bot zalo
            gỡ bot zalo · bot zalo nào đang chạy · add a zalo bot · thêm bot zalo riêng
        """,
    ),
)
