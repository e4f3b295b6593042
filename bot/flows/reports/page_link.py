"""«Bảng»: a link to the page, and leaving the page everywhere."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import LEADING
from bot.flows.questions.group import looking_at
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import oversight, page_sessions
from bot.services.people import identity
from bot.storage import installation


async def the_page(chat: Chat) -> None:
    if not await identity.has_any_role(chat.db, chat.person, LEADING):
        return chat.go("ward_files")  # of an organisation the table is a file
    address = installation.of(chat.db).page
    if address is None:
        return chat.say(_("There is no page here yet: whoever runs the assistant has to set its address."), _HOME)
    token = await page_sessions.invite(chat.db, chat.person)
    if token is None:
        return chat.say(_("I have just given you several links. Please use the last one, or ask again later."), _HOME)
    chat.say(
        lines(
            _("Your page, with lists and figures. The link works once, for ten minutes; please do not pass it on."),
            verbatim(f"{address}/bang/vao/{token}"),
            await _places(chat),
        ),
        option(_("🚪 Log out everywhere"), "leave_page"),
        _HOME,
    )


async def _places(chat: Chat) -> Text | None:
    """Return the places the page shows, one at a time, to whoever sees to several."""
    seen = await oversight.of(chat.db, chat.person)
    wards = [verbatim(one.ward.name) for one in seen]
    names = wards if len(seen) > 1 else [labels.group(group) for one in seen for group in one.groups[:_NAMED]]
    if await looking_at(chat, verbatim("")) is None or len(names) < 2:  # noqa: PLR2004 nothing to choose
        return None
    return _("There you change between {places} at «Looking at».", places=labels.enumeration(names[:_NAMED]))


async def leave_page(chat: Chat) -> None:
    ended = await page_sessions.end_all(chat.db, chat.person)
    chat.say(n_("Done: {n} browser is logged out.", "Done: {n} browsers are logged out.", ended), _HOME)


_HOME = option(_("🏠 Home"), "home")
_NAMED = 5


FLOWS = (
    Flow(
        "the_page",
        the_page,
        commands=("bang", "page"),
        intent=Intent.PAGE,
        right=Right.SEE_NUMBERS,
        label=_("🖥 The page"),
        phrases="""
            bảng số liệu · mở bảng · trang web · mở trang quản lý · dashboard · xem trên máy tính
            cho đường vào bảng
            link dashboard · vào web xem · đường link trang quản lý · mở web · xem bảng trên máy tính
            gửi link bảng số liệu
            mở bảng theo dõi · cho xin đường dẫn trang số liệu · xin link trang quản lý · vào trang của phường
            đường vào trang số liệu · muốn xem trên máy vi tính · mo trang web · gửi đường link bảng
            bảng theo dõi trên mạng · trang theo dõi ở đâu · đăng nhập trang quản lý
        """,
    ),
    Flow("leave_page", leave_page),
)
