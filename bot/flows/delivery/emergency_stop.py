"""«/dungkhan»: an administrator stops all that nobody asked for, looks at what waits, and lets it go on."""

from collections.abc import Mapping

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.messaging.announcements import LONGEST, readable
from bot.domain.messaging.kinds import MessageKind
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.delivery import emergency_stop as stopping
from bot.storage.tables.operation import SendingStop
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_CARD = option(_("🛑 Emergency stop"), "emergency_stop")
_KINDS: Mapping[str, Text] = {
    MessageKind.REMINDER: _("reminders of classes"),
    MessageKind.NOTICE: _("news of changed classes"),
    MessageKind.ANNOUNCEMENT: _("announcements"),
    MessageKind.OPEN_ROLL: _("roll calls that are asked for"),
    MessageKind.OPEN_ROLL_AT_NOON: _("roll calls that are asked for again"),
    MessageKind.CAN_DO_IT_ALONE: _("questions after a course"),
    MessageKind.NOBODY_SUITS: _("news that nobody suits"),
    stopping.OTHERS: _("everything else"),
}
_SHORTEST, _LONGEST_REASON = 3, 200
_SEND, _DROP, _REWRITE = "send", "drop", "rewrite"


async def emergency_stop(chat: Chat) -> None:
    found = await stopping.in_force(chat.db)
    if found is not None:
        return await _waits(chat, found)
    why = await chat.ask(
        "why",
        _("Why shall everything stop? The other administrators read your reason."),
        _reason,
        example=_("for example: wrong times were sent"),
    )
    ask = lines(
        _("Shall everything stop now that nobody asked for: reminders, news, announcements?"),
        _("Whoever writes hears one sentence, and still reaches a person."),
    )
    if not await chat.confirm("sure", ask, _("🛑 Stop now"), _("Leave it")):
        return chat.say(_("All right, nothing is changed."), _HOME)
    _stop, act = await stopping.stop(chat.db, chat.person, why)
    back = () if act is None else (option(_("↩️ Undo"), "undo", act=act.id),)
    chat.say(_("Everything has stopped. What is on its way this second may still arrive."), _CARD, *back)


async def _waits(chat: Chat, found: SendingStop) -> None:
    waiting = await stopping.waiting(chat.db)
    by = await chat.db.get(Person, found.by_id) if found.by_id is not None else None
    chat.say(
        lines(
            _(
                "🛑 Stopped {when} by {name}: «{why}».",
                when=found.at,
                name=labels.person(by) if by is not None else _("somebody at the machine"),
                why=verbatim(found.why or "…"),
            ),
            _("Waiting now:") if waiting else _("Nothing waits."),
            *(_("• {kind}: {n}", kind=_KINDS[one.kind], n=one.messages) for one in waiting),
        ),
        *(option(_("🔎 {kind}", kind=_KINDS[one.kind]), "waiting_kind", kind=one.kind) for one in waiting),
        option(_("▶️ Let everything go on"), "resume_sending"),
        _HOME,
    )


async def waiting_kind(chat: Chat) -> None:
    kind = str(chat.given("kind"))
    found = {one.kind: one.messages for one in await stopping.waiting(chat.db)}
    if kind not in found:
        return chat.say(_("None of these wait any more."), _CARD)
    ways = {
        _SEND: _("📤 Send them"),
        _DROP: _("🗑 Drop them"),
        _REWRITE: _("✏️ Write them anew"),
    }
    ask = n_(
        "{kind}: {n} waits. What shall become of it?",
        "{kind}: {n} wait. What shall become of them?",
        found[kind],
        kind=_KINDS[kind],
    )
    way = await chat.choose("way", ask, ways)
    if way == _REWRITE:
        return await _rewrite(chat, kind)
    sure = _("They leave at once.") if way == _SEND else _("They are gone for good, and nobody hears of it.")
    if not await chat.confirm_in_words("sure", sure, ways[way], _("Leave it")):
        return chat.say(_("All right, nothing is changed."), _CARD)
    done = await (stopping.release if way == _SEND else stopping.drop)(chat.db, chat.person, kind)
    sent = n_("{n} message leaves now.", "{n} messages leave now.", done)
    chat.say(sent if way == _SEND else n_("{n} message is dropped.", "{n} messages are dropped.", done), _CARD)


async def _rewrite(chat: Chat, kind: str) -> None:
    words = await chat.ask(
        "words",
        _("What shall they say instead? Up to {most} characters, no links.", most=LONGEST),
        readable,
        example=_("for example: the times that I sent this morning were wrong, please ask your leader"),
    )
    sure = lines(_("Each of these phones would read:"), _("«{words}»", words=verbatim(words)))
    if not await chat.confirm_in_words("sure", sure, _("✏️ Write them anew"), _("Leave it")):
        return chat.say(_("All right, nothing is changed."), _CARD)
    done = await stopping.rewrite(chat.db, chat.person, kind, words)
    chat.say(
        n_("{n} message has new words, and still waits.", "{n} messages have new words, and still wait.", done), _CARD
    )


async def resume_sending(chat: Chat) -> None:
    waits = sum(one.messages for one in await stopping.waiting(chat.db))
    ask = n_(
        "Shall everything go on? {n} message leaves then.", "Shall everything go on? {n} messages leave then.", waits
    )
    if not await chat.confirm_in_words("sure", ask, _("▶️ Go on"), _("Leave it")):
        return chat.say(_("All right, nothing is changed."), _CARD)
    await stopping.resume(chat.db, chat.person)
    chat.say(_("Everything goes on."), _HOME)


async def paused(chat: Chat) -> None:
    """Answer everybody else during an emergency stop."""
    chat.say(
        _("Whoever runs this assistant has stopped it for a while; send «0», and a person calls you."),
        option(_("🙋 Talk to a person"), "person"),
    )


def _reason(words: str) -> str | None:
    said = " ".join(words.split())
    return said if _SHORTEST <= len(said) <= _LONGEST_REASON else None


FLOWS = (
    Flow(
        "emergency_stop",
        emergency_stop,
        commands=("dungkhan", "emergency"),
        right=Right.SEE_TO_SENDING,
    ),
    Flow("waiting_kind", waiting_kind, right=Right.SEE_TO_SENDING),
    Flow("resume_sending", resume_sending, right=Right.SEE_TO_SENDING),
    Flow("paused", paused, aside=True, last=True),
)
