"""«/hopthu»: the state of sending, and what to do with messages that may or may not have arrived."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.i18n import _, lines, n_
from bot.services.delivery import outages

_HOME = option(_("🏠 Home"), "home")
_CARD = option(_("📮 Outgoing messages"), "outgoing")
_ONE = option(_("🔎 One by one"), "outgoing_one")


async def outgoing(chat: Chat) -> None:
    found = await outages.standing(chat.db, chat.person)
    judged = (
        option(_("🔁 Send them again ({n})", n=found.unclear), "outgoing_again"),
        option(_("✖️ Leave them ({n})", n=found.unclear), "outgoing_leave"),
        _ONE,
    )
    too_late = sum(found.too_late.values())
    chat.say(
        lines(
            _("📮 Outgoing messages, the last 7 days"),
            _("Waiting now: {n}", n=found.waiting),
            _("Dropped because it was too late: {n}", n=too_late),
            *outages.said(found.too_late),
            _("Refused by the platform: {n}", n=found.refused),
            _("Sent, but nobody knows whether it arrived: {n}", n=found.unclear),
            _("Sent again, they may arrive twice.") if found.unclear else None,
            _("What came in and could not be read, since yesterday: {n}", n=found.unread),
        ),
        *(judged if found.unclear else ()),
        _HOME,
    )


async def outgoing_one(chat: Chat) -> None:
    found = await outages.first_unclear(chat.db, chat.person)
    if found is None:
        return chat.say(_("None is left to be judged."), _CARD, _HOME)
    chat.say(
        lines(
            _("One message for {when}, and nobody knows whether it arrived.", when=found.due_at),
            *outages.said({found.priority: 1}),
            _("Sent again, it may arrive twice."),
        ),
        option(_("🔁 Send it again"), "outgoing_again", message=found.id),
        option(_("✖️ Leave it"), "outgoing_leave", message=found.id),
        _CARD,
    )


async def outgoing_again(chat: Chat) -> None:
    count = await outages.send_again(chat.db, chat.person, chat.given("message"))
    chat.say(n_("Done: {n} message leaves again.", "Done: {n} messages leave again.", count), *_on(chat))


async def outgoing_leave(chat: Chat) -> None:
    count = await outages.let_be(chat.db, chat.person, chat.given("message"))
    chat.say(n_("Done: {n} message is left as it is.", "Done: {n} messages are left as they are.", count), *_on(chat))


def _on(chat: Chat) -> tuple[Option, ...]:
    return (_HOME,) if chat.given("message") is None else (_ONE, _HOME)


FLOWS = (
    Flow(
        "outgoing",
        outgoing,
        commands=("hopthu", "outgoing"),
        right=Right.SEE_TO_SENDING,
        label=_("📮 Outgoing messages"),
        phrases="""
            tin gửi đi · tin chưa gửi được · tin nào bị lỗi · outgoing messages · gửi lại tin bị lỗi
            hàng đợi tin nhắn · tin nào chưa tới · bao nhiêu tin chưa gửi · failed messages
            tin nào chưa đi · tin gửi không được · tin bị kẹt · xem tin đang chờ gửi · gửi lại tin hỏng
            tin nhắn lỗi · có tin nào gửi không tới · kiểm tra tin gửi đi · tin loi · bao nhiêu tin bị lỗi
            tin nào chưa tới được người nhận · xem hàng chờ gửi
        """,
    ),
    Flow("outgoing_one", outgoing_one, right=Right.SEE_TO_SENDING),
    Flow("outgoing_again", outgoing_again, right=Right.SEE_TO_SENDING, aside=True),
    Flow("outgoing_leave", outgoing_leave, right=Right.SEE_TO_SENDING, aside=True),
)
