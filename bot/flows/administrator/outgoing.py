"""«/hopthu»: how sending stands, and what becomes of messages of which nobody knows whether they arrived."""

from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _, lines, n_
from bot.services import outages
from bot.services.roles import NotAllowed

_HOME = option(_("🏠 Home"), "home")


async def outgoing(chat: Chat) -> None:
    """Counts only: what the messages say is between us and whom they are for."""
    try:
        found = await outages.standing(chat.db, chat.person)
    except NotAllowed:
        return chat.go("not_yours")
    judged = (
        option(_("🔁 Send them again ({n})", n=found.unclear), "outgoing_again"),
        option(_("✖️ Leave them ({n})", n=found.unclear), "outgoing_leave"),
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
        ),
        *(judged if found.unclear else ()),
        _HOME,
    )


async def outgoing_again(chat: Chat) -> None:
    """All of them."""
    try:
        count, _act = await outages.send_again(chat.db, chat.person)
    except NotAllowed:
        return chat.go("not_yours")
    chat.say(n_("Done: {n} message leaves again.", "Done: {n} messages leave again.", count), _HOME)


async def outgoing_leave(chat: Chat) -> None:
    """None of them."""
    try:
        count, _act = await outages.let_be(chat.db, chat.person)
    except NotAllowed:
        return chat.go("not_yours")
    chat.say(n_("Done: {n} message is left as it is.", "Done: {n} messages are left as they are.", count), _HOME)
