"""What falls due on one phone within an hour is one message: each thing once, the names below it, an answer a line."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.chat import labels
from bot.chat.say import Option, Say, no, option, say, yes
from bot.domain.messaging.reminders import ReminderKind
from bot.domain.people.person import ToldVia
from bot.i18n import Text, _, lines, on_any_day
from bot.services.messaging.proxy import SharedPhone, ask_to_pass_on
from bot.services.reminders.due import Due

_ASKED_LATER = (ReminderKind.TWO_HOURS,)


def words(phone: SharedPhone, dues: Sequence[Due]) -> Say:
    in_order = sorted(dues, key=lambda due: (due.starts_at, due.ahead, due.of_id, due.person.id))
    asks = any(due.asks for due in in_order) and not phone.relayed
    ask = _("Will you be able to come?") if asks else None
    head = ask_to_pass_on(phone) or _("{ten}, this is what is ahead of you:")
    return say(lines(head, *_lines(phone, in_order), ask), *_options(phone, in_order))


def both(ahead: Say, behind: Say) -> Say:
    """Return what is ahead and what follows a class as one message; with a class ahead no other is offered."""
    return say(
        lines(ahead.text, "", behind.text), *ahead.options, *(one for one in behind.options if one.flow != _JOIN)
    )


_JOIN = "sign_up"


def _lines(phone: SharedPhone, dues: Sequence[Due]) -> Iterator[Text]:
    for _thing, theirs in groupby(dues, key=lambda due: (due.starts_at, due.ahead, due.of_id)):
        group = list(theirs)
        # What is passed on may be read tomorrow.
        yield on_any_day(group[0].heading) if phone.relayed else group[0].heading
        for due in group:
            if len(phone.people) > 1:
                yield _("• {name}", name=labels.person(due.person))
            if due.note is not None:
                yield due.note


def _options(phone: SharedPhone, dues: Sequence[Due]) -> tuple[Option, ...]:
    items = [due.item for due in dues]
    asking = [due for due in dues if due.asks]
    busy = _busy(phone, items)
    if any(person.told_via is ToldVia.LEADER for person in phone.relayed):
        own = any(due.person.id == phone.address.person_id for due in asking)
        told = _("✅ I will come, and all have been told") if own else _("✅ All have been told")
        return (
            option(told, "passed_on", items=items),
            busy,
            option(_("📞 Some not reached yet"), "not_passed_on", items=items),
        )
    if asking:
        all_ = _("✅ All will come") if phone.relayed else _("✅ I will come to all")
        return yes(all_, "come_to_all", items=[due.item for due in asking]), busy
    return () if all(due.wave in _ASKED_LATER for due in dues) else (busy,)


def _busy(phone: SharedPhone, items: list[list[object]]) -> Option:
    label = _("❌ Somebody cannot come") if phone.relayed else _("❌ Not to all of them")
    return no(label, "not_to_all", items=items)
