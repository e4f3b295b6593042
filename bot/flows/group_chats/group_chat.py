"""Linking a group's chat, so that classes are posted in it, and unlinking it."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Link, option
from bot.domain.access.codes import chat_code
from bot.domain.access.rights import Right
from bot.flows.questions.group import which_group
from bot.i18n import _, lines, verbatim
from bot.services.group_chats import links
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")


async def group_chat(chat: Chat) -> None:
    group = await which_group(chat)
    if group is None:
        return chat.go("not_yours")
    linked = await links.of_group(chat.db, group.id)
    if linked is None:
        return _explain(chat, group)
    chat.say(
        _(
            "New classes of {group} are posted in the chat «{title}».",
            group=labels.group(group),
            title=verbatim(linked.chat.title),
        ),
        option(_("✂️ Stop"), "unlink_chat", group=group.id),
        _HOME,
    )


async def link_chat(chat: Chat) -> None:
    group = await _mine(chat)
    if group is None:
        return chat.go("not_yours")
    act = await links.link(chat.db, chat.person, int(chat.given("chat") or 0), group)
    if act is None:
        return chat.say(_("I am no longer in that chat. Please add me there again."), _HOME)
    chat.say(
        _(
            "Done. I will post each new class of {group} there, ten minutes later, so that you can undo it first.",
            group=labels.group(group),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


async def unlink_chat(chat: Chat) -> None:
    group = await _mine(chat)
    if group is None:
        return chat.go("not_yours")
    act = await links.unlink(chat.db, chat.person, group)
    if act is None:
        return chat.say(_("No chat is linked."), _HOME)
    chat.say(_("Done. Nothing is posted there any more."), option(_("↩️ Undo"), "undo", act=act.id), _HOME)


async def _mine(chat: Chat) -> ResidentialGroup | None:
    groups = {group.id: group for group in await links.may_link(chat.db, chat.person)}
    return groups.get(chat.given("group"))


def _explain(chat: Chat, group: ResidentialGroup) -> None:
    code = chat_code(group.id)
    what = _("I can post each new class of {group} in the chat of your neighbourhood.", group=labels.group(group))
    how = _(
        "On Telegram: press the button and choose the chat; or add me there and write there: /noi {code}", code=code
    )
    chat.say(lines(what, how), _HOME, links=(Link(_("👥 Choose the chat"), code, in_group=True),))


FLOWS = (
    Flow(
        "group_chat",
        group_chat,
        commands=("nhom", "noi", "link"),
        right=Right.LINK_CHAT,
        label=_("📣 Post in our chat"),
        phrases="""
            nối nhóm chat · nhóm zalo của khu phố · thêm trợ lý vào nhóm · đăng vào nhóm khu phố · link our group
            nối trợ lý với nhóm telegram
            thêm bot vào nhóm zalo · cho trợ lý vô nhóm khu phố · đưa con bot vô nhóm · kết nối nhóm chat
            thêm em vô nhóm zalo khu phố · nối nhóm khu phố · cho bot vào nhóm lớp · noi nhom zalo
            kết nối với nhóm zalo · đưa trợ lý vào nhóm
        """,
    ),
    Flow("link_chat", link_chat),
    Flow("unlink_chat", unlink_chat),
)
