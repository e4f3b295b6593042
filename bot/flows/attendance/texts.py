"""Texts of a roll call: marks on buttons, and counts."""

from collections.abc import Sequence

from bot.chat import labels
from bot.chat.labels import enumeration
from bot.domain.attendance import CAME, Mark
from bot.i18n import Text, Value, _, n_
from bot.services.attendance.roll import Roll, RollLine

_TICKS = {Mark.PRESENT: "✅", Mark.LATE: "🕐", Mark.EXCUSED: "➖", Mark.NO_SHOW: "❌"}


def label(line: RollLine, name: Text) -> Text:
    tick = "⬜" if line.mark is None else _TICKS[line.mark]
    facts: dict[str, Value] = {"tick": tick, "n": line.n, "name": name}
    if line.mark is None and line.said_busy:
        return _("{tick} {n} · {name} (busy)", **facts)
    return _("{tick} {n} · {name}", **facts)


def names(found: Sequence[RollLine]) -> Text:
    return enumeration([labels.person(line.person) for line in found])


def counted(roll: Roll) -> Text:
    """Return for example «11 có mặt, 2 vắng (bác Tư, bác Bảy), 1 mới (bà Sáu)», leaving out zeros."""
    came = [line for line in roll.of(*CAME) if not line.walk_in]
    late, excused, absent, blank = (roll.of(mark) for mark in (Mark.LATE, Mark.EXCUSED, Mark.NO_SHOW, None))
    new = [line for line in roll.lines if line.walk_in]
    parts = [n_("{n} present", "{n} present", len(came))] if came or not new else []
    if late:
        parts.append(_("of them {n} late ({names})", n=len(late), names=names(late)))
    if excused:
        parts.append(_("{n} excused ({names})", n=len(excused), names=names(excused)))
    if absent:
        parts.append(_("{n} absent ({names})", n=len(absent), names=names(absent)))
    if new:
        parts.append(_("{n} new ({names})", n=len(new), names=names(new)))
    if blank:
        parts.append(_("{n} not marked", n=len(blank)))
    return enumeration(parts)
