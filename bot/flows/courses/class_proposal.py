"""«Mở lớp không?»: the leader opens a proposed class, puts it off, or asks why."""

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.shifts import part_of
from bot.flows.courses.typed_course import Typed
from bot.flows.questions.when import SaidMoment
from bot.i18n import _
from bot.services.matching import class_proposal_texts, class_proposals
from bot.storage.tables.coaching import ClassProposal

_HOME = option(_("🏠 Home"), "home")


async def open_class(chat: Chat) -> None:
    found = await _proposed(chat)
    if found.opened_at is not None:
        return chat.say(_("This class has been opened already."), option(_("📋 Sessions"), "my_sessions"), _HOME)
    if found.starts_at <= clock.now():
        return chat.say(_("That half-day is over. If people still wait, I will propose it again."), _HOME)
    chat.go("register_course", group=found.group_id, known=_known(found))


async def put_off_class(chat: Chat) -> None:
    found = await _proposed(chat)
    if found.opened_at is not None:
        return chat.say(_("This class has been opened already."), option(_("📋 Sessions"), "my_sessions"), _HOME)
    await class_proposals.put_off(chat.db, chat.person, found.id)
    chat.say(
        _("All right, nothing is opened. I will not propose it again for two weeks."),
        option(_("✅ Open it after all"), "open_class", opening=found.id),
        _HOME,
    )


async def why_class(chat: Chat) -> None:
    found = await _proposed(chat)
    facts = await class_proposals.why(chat.db, chat.person, found.id)
    chat.say(
        class_proposal_texts.reasons(found, facts),
        option(_("✅ Open it"), "open_class", opening=found.id),
        option(_("🕑 Later"), "put_off_class", opening=found.id),
    )


async def _proposed(chat: Chat) -> ClassProposal:
    return await class_proposals.of_leader(chat.db, chat.person, int(chat.given("opening") or 0))


def _known(found: ClassProposal) -> Typed:
    at = clock.local(found.starts_at)
    moment = SaidMoment(day=at.date().isoformat(), time=None, part=part_of(at.hour).value)
    return {"topic": found.topic.value, "when": [moment]}


FLOWS = (
    Flow("open_class", open_class),
    Flow("put_off_class", put_off_class, aside=True),
    Flow("why_class", why_class, aside=True),
)
