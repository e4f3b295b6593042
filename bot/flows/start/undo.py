"""↩️ Undo."""

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import no, option, yes
from bot.domain.parsing.intents import Intent
from bot.i18n import _
from bot.services.access import acts, permissions
from bot.services.history import registry
from bot.services.history.registry import Stays
from bot.services.messaging import file_addresses

_HOME = option(_("🏠 Home"), "home")
_CLASSES = option(_("📅 My classes"), "my_classes")
_PERSON = option(_("🙋 Talk to a person"), "person")


async def undo_sure(chat: Chat) -> None:
    back = yes(_("↩️ Undo"), str(chat.given("back") or "undo"), **chat.given("of") or {}, sure=True)
    chat.say(_("Shall I take back what was done last?"), back, no(_("✋ Leave it as it is"), "home"))


async def undo(chat: Chat) -> None:
    act = await acts.of(chat.db, chat.person, int(chat.given("act") or 0))
    row = registry.BY_KIND.get(act.kind) if act is not None else None
    if act is None or row is None:
        return chat.say(_("There is nothing to take back."), _HOME)
    if isinstance(row.undo, Stays):
        return chat.say(
            _("I cannot take that back by myself. To mend it, write «0» to talk to a person."), _PERSON, _HOME
        )
    if act.undone_at is not None:
        return chat.say(_("That is taken back already."), _HOME)
    if row.right is not None and not await permissions.may_undo(chat.db, chat.person, row.right, act):
        return chat.go("not_yours")
    if not acts.can_be_undone(act) or not await acts.mark_undone(chat.db, act):
        return chat.say(_("It is too late to take that back by itself."), _PERSON, _HOME)
    taken_back = await row.undo(chat.db, act)
    await file_addresses.recall(chat.db, chat.person, act.at)
    if taken_back is not None and row.then is not None:
        chat.say(taken_back)
        return chat.go(row.then, session=act.facts["session"])
    chat.say(taken_back or _("It is too late to take that back by itself."), _HOME)


async def undo_last(chat: Chat) -> None:
    act = await registry.newest(chat.db, chat.person)
    if act is None:
        return chat.say(_("There is nothing to take back."), _HOME)
    if not acts.can_be_undone(act):
        return chat.say(_("That cannot be taken back by itself any more. What is wrong?"), _CLASSES, _PERSON, _HOME)
    if clock.now() > act.at + acts.UNDO:  # a button says which act is meant, the word alone does not
        return chat.go("undo_sure", of={"act": act.id})
    chat.go("undo", act=act.id)


FLOWS = (
    Flow("undo", undo, aside=True),
    Flow("undo_sure", undo_sure, aside=True, last=True),
    Flow(
        "undo_last",
        undo_last,
        intent=Intent.UNDO,
        aside=True,
        label=_("↩️ Undo"),
        phrases="""
            hoàn tác · bấm nhầm · tôi bấm lộn rồi · lộn rồi · nhầm rồi · bấm sai rồi · hủy thao tác vừa rồi
            trả lại như cũ · làm lại như trước · tôi lỡ tay bấm · undo · em đăng ký lộn rồi · lỡ bấm
            quay lại như lúc nãy · bấm trật rồi · bấm lộn nút · lộn nút rồi · lỡ tay bấm trúng · bấm trúng cái khác
            nhầm
            lỡ bấm rồi · bấm bậy rồi · lỡ tay · đụng trúng nút · bấm lộn cho mẹ em rồi · undo that · hồi nãy bấm sai
            bấm nhầm nút · tui bấm lộn · lỡ đăng ký nhầm · lỡ tay rồi con ơi · hồi nãy bấm nhầm · bấm trúng nút khác
            trở lại như cũ · bam nham roi · gỡ lại giùm mới bấm nhầm · bấm nhầm thì làm sao · lỡ tay bấm hủy
            làm sao quay lại
        """,
    ),
)
