"""«/ngaynghi»: the days on which a ward is closed."""

import re
from contextlib import suppress
from datetime import date, timedelta

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.settings import read_line
from bot.flows.questions.group import which_coordinated
from bot.flows.questions.heard import words_of
from bot.flows.questions.when import read_moments
from bot.flows.questions.where import ask_ward
from bot.i18n import _, lines, n_, verbatim
from bot.services.courses import closed_days as closing
from bot.storage.tables.places import ClosedDay, Ward

_HOME = option(_("🏠 Home"), "home")
_TO = re.compile(r"\s+(?:đến|tới|den|toi|to|until)\s+|\s+[-–]\s+|(?<=\d)[-–](?=\d)")
_SHOWN = 5
_REASONS = {reason: verbatim(reason) for reason in ("Bầu cử", "Hội nghị của phường", "Lễ của địa phương")}


async def closed_days(chat: Chat) -> None:
    ward = await _ward(chat)
    found = await closing.ahead(chat.db, ward.code)
    words = (
        n_("{ward} has closed one day:", "{ward} has closed {n} days:", len(found), ward=verbatim(ward.name))
        if found
        else _("{ward} has closed no day.", ward=verbatim(ward.name))
    )
    await chat.links(
        lines(words, _("Choose one to open it again.") if found else None),
        [option(_("📅 {day}: {why}", day=one.day, why=verbatim(one.name)), "open_day", day=one.id) for one in found],
        option(_("➕ Close a day"), "close_days", ward=ward.code),
        _HOME,
    )


# «Thêm ngày nghỉ 2/1», «phường nghỉ từ 15/12 đến 17/12».
_DAYS = re.compile(r"(?:từ |from )?\d{1,2}/\d{1,2}.*", re.IGNORECASE)


def _take_named(chat: Chat) -> None:
    named = _DAYS.search(words_of(chat))
    with suppress(NotUnderstood):
        days = _read_days(named[0]) if named is not None else None
        if days is not None:
            chat.answers.setdefault("days", days)


async def close_days(chat: Chat) -> None:
    ward = await _ward(chat)
    _take_named(chat)
    said = await chat.ask(
        "days",
        _(
            "On which day is {ward} closed? Several in a row, too: from the first to the last.",
            ward=verbatim(ward.name),
        ),
        _read_days,
        example=_("for example: 15/12, or 15/12 to 17/12"),
    )
    first, last = map(date.fromisoformat, said.split())
    why = await chat.ask("why", _("Why? Leaders read it."), read_line, _REASONS, _("for example: election day"))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    done = await closing.close(chat.db, chat.person, ward, days, why)
    if done is None:
        again = option(_("📅 Closed days"), "closed_days", ward=ward.code)
        return chat.say(_("That is closed already: I have changed nothing."), again, _HOME)
    n = len(done.classes)
    chat.say(
        lines(
            n_(
                "Done: {ward} is closed on one day.",
                "Done: {ward} is closed on {n} days.",
                len(days),
                ward=verbatim(ward.name),
            ),
            _("No class is offered or reminded then."),
            n_(
                "One class is planned there; who sees to it is asked to move it or call it off:",
                "{n} classes are planned there; who sees to them is asked to move them or call them off:",
                n,
            )
            if n
            else None,
            *(_("• {session}", session=labels.session_line(one)) for one in done.classes[:_SHOWN]),
        ),
        option(_("↩️ Undo"), "undo", act=done.act.id),
        option(_("📅 Closed days"), "closed_days", ward=ward.code),
        _HOME,
    )


def _read_days(words: str) -> str | None:
    read = [_day(part) for part in _TO.split(words.strip().removeprefix("từ "), maxsplit=1)]
    if not all(read):
        return None
    first, last = date.fromisoformat(read[0] or ""), date.fromisoformat(read[-1] or "")
    if not timedelta(0) <= last - first < timedelta(days=closing.MOST_DAYS):
        raise NotUnderstood(_("The last day has to follow the first, within a month."))
    return f"{first} {last}"


def _day(words: str) -> str | None:
    heard = read_moments(words)
    return heard[0]["day"] if heard is not None and len(heard) == 1 else None


async def open_day(chat: Chat) -> None:
    act = await closing.reopen(chat.db, chat.person, int(chat.given("day") or 0))
    if act is None:
        return chat.go("past")
    day = await chat.db.get_one(ClosedDay, act.facts["day"])
    return chat.say(
        _("Done: {day} is an ordinary day again.", day=day.day),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("📅 Closed days"), "closed_days", ward=day.ward_code),
        _HOME,
    )


async def _ward(chat: Chat) -> Ward:
    code = chat.given("ward")
    if not code:
        coordinated = await which_coordinated(chat)
        code = coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)
    return await chat.db.get_one(Ward, code)


FLOWS = (
    Flow(
        "closed_days",
        closed_days,
        commands=("ngaynghi", "closed_days"),
        right=Right.CHANGE_SETTINGS,
        label=_("📅 Closed days"),
        phrases="""
            ngày nghỉ của phường · phường nghỉ ngày nào · các ngày phường không mở lớp · closed days of the ward
            khai báo ngày nghỉ của phường · phường nghỉ bầu cử ngày 15/12 không mở lớp
        """,
    ),
    Flow(
        "close_days",
        close_days,
        right=Right.CHANGE_SETTINGS,
        label=_("➕ Close a day"),
        phrases="""
            thêm ngày nghỉ của phường · đóng một ngày không mở lớp · cả phường nghỉ ngày mai · close a day
            báo ngày nghỉ cho cả phường
            phường mình nghỉ ngày 2/9 · cả phường nghỉ 30/4 · tuần tết phường cho nghỉ hết các lớp
            nghỉ lễ toàn phường ngày 1/1
        """,
    ),
    Flow("open_day", open_day, right=Right.CHANGE_SETTINGS),
)
