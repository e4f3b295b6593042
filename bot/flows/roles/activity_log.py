"""«Nhật ký»: what people in charge of a place did lately, newest first, all of it or what is looked for."""

from datetime import date
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.i18n import Text, _, lines, verbatim
from bot.services.history import activity_log
from bot.services.history.activity_log import LoggedAct, LogQuery

_HOME = option(_("🏠 Home"), "home")
_BY = {"person": _("👤 By person"), "group": _("🏘 By place"), "kind": _("🏷 By kind"), "day": _("📅 By day")}


async def log(chat: Chat) -> None:
    asked = {name: chat.given(name) for name in _BY if chat.given(name) is not None}
    found = await activity_log.last(chat.db, chat.person, chat.given("before"), _asked(asked))
    search = option(_("🔎 Search"), "search_log")
    if not found:
        return chat.say(_("Nothing older is written down."), search, _HOME)
    of_people = [one for one in found if one.by is not None]
    is_full = len(of_people) == activity_log.A_PAGE
    older = (option(_("🕑 Older"), "log", before=of_people[-1].act.id, **asked),) if is_full else ()
    chat.say(lines(_("📒 What was done lately:"), *map(activity_log.line, found)), *older, search, _HOME)


def _asked(given: dict[str, Any]) -> LogQuery:
    day = given.get("day")
    return LogQuery(**{**given, "day": date.fromisoformat(day) if day else None})


async def search_log(chat: Chat) -> None:
    by = await chat.choose("by", _("What shall I look for in the log?"), _BY)
    found = await activity_log.last(chat.db, chat.person, at_most=activity_log.TO_SEARCH)
    which = _choices(str(by), found)
    if not which:
        return chat.say(_("Nothing older is written down."), _HOME)
    chat.go("log", **{str(by): await chat.choose("which", _("Which one?"), which)})


def _choices(by: str, found: list[LoggedAct]) -> dict[Any, Text]:
    match by:
        case "person":
            people = {one.by.id: one.by for one in found if one.by is not None}
            return told_apart(list(people.values()), labels.person, numbers=False)
        case "group":
            return {one.group.id: labels.group(one.group) for one in found if one.group is not None}
        case "kind":
            return {one.act.kind: activity_log.did(one.act.kind) for one in found}
        case _:
            days = dict.fromkeys(clock.local(one.act.at).date() for one in found)
            return {day.isoformat(): verbatim(f"{day:%d/%m/%Y}") for day in days}


FLOWS = (
    Flow(
        "log",
        log,
        commands=("nhatky", "log"),
        right=Right.READ_LOG,
        page=True,
        label=_("📒 What was done lately"),
        phrases="""
            nhật ký · xem nhật ký · lịch sử thao tác · ai đã làm gì · activity log · ai sửa danh sách
            ai xóa cái này · lịch sử thay đổi · xem ai sửa · audit log
            ai chỉnh số liệu này · tra lịch sử chỉnh sửa · cho xem ai đã thao tác · ai đổi chỉ tiêu · ai xóa lớp này
            lịch sử ai làm gì · ai thay đổi chỗ này · tra nhật ký hệ thống · hôm qua ai sửa danh sách
            xem lại các thao tác
            hôm qua ai sửa gì · ai đổi số liệu trong máy
        """,
    ),
    Flow("search_log", search_log, right=Right.READ_LOG),
)
