"""«Gửi phường»: the leader sends the week to the ward, with a remark if wanted."""

import re
from datetime import date

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.reports.date_range import week_of
from bot.flows.questions.group import which_group
from bot.flows.questions.heard import words_of
from bot.i18n import _, verbatim
from bot.services.reports import sent_weeks
from bot.storage.tables.places import ResidentialGroup

_NOTHING = ""


async def send_week(chat: Chat) -> None:
    group = await _group(chat)
    if group is None:
        return chat.go("this_week")
    given = chat.given("monday")
    monday = week_of(date.fromisoformat(given) if given else clock.today()).first
    remark = _remark(words_of(chat))
    if remark is not None and await _is_meant(chat, remark):
        chat.answers["note"] = remark
    note = await chat.ask(
        "note",
        _("Is there any difficulty, or anything to propose to the ward? Please write no names and no numbers."),
        _read,
        {_NOTHING: _("Nothing, send it")},
        example=_("for example: we need two more helpers on Wednesday evenings"),
    )
    act = await sent_weeks.send_up(chat.db, chat.person, group, monday, note or None)
    week = week_of(monday)
    chat.say(
        _(
            "Sent to the ward: the week from {first} to {last} of {group}.",
            first=f"{week.first:%d/%m}",
            last=f"{week.last:%d/%m}",
            group=labels.group(group),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


async def _group(chat: Chat) -> ResidentialGroup | None:
    if chat.given("group") is None:
        return await which_group(chat)
    return await chat.db.get(ResidentialGroup, chat.given("group"))


_REMARK = re.compile(r"\b(?:khó khăn|kiến nghị|đề xuất|ghi chú|vướng mắc)\b\W*\S", re.IGNORECASE)


def _remark(words: str) -> str | None:
    found = _REMARK.search(words)
    return _read(words[found.start() :]) if found is not None else None


async def _is_meant(chat: Chat, remark: str) -> bool:
    question = _("Shall I send the week to the ward with this: «{note}»?", note=verbatim(remark))
    return await chat.confirm("with_note", question, _("📤 Yes, send it"), _("✏️ Write it anew"))


def _read(words: str) -> str | None:
    return " ".join(words.split())[: sent_weeks.LONGEST_NOTE] or None


FLOWS = (
    Flow(
        "send_week",
        send_week,
        label=_("📤 Send the week to the ward"),
        asked_with=Right.SEND_REPORT,
        phrases="""
            gửi báo cáo lên phường · nộp báo cáo tuần · gửi phường · send the report to the ward
            chốt báo cáo gửi lên · kiến nghị thêm máy chiếu · khó khăn là thiếu máy
            khó khăn: bà con lớn tuổi khó nhớ mật khẩu · kiến nghị: xin thêm máy chiếu · ghi chú báo cáo tuần này
            khó khăn trong tuần · khó khăn: không có mạng · khó khăn: thiếu ghế · kiến nghị: cần thêm wifi
            nộp báo cáo · chốt gửi phường · gửi báo cáo đi · báo lên phường tuần này · ghi kiến nghị
            gửi số liệu tuần lên phường · chốt số gửi phường · nộp báo cáo giùm chị · gửi báo cáo cho phường đi
            gui bao cao · báo cáo tuần này gửi luôn · đề xuất thêm loa · kiến nghị phường cấp thêm máy
            khó khăn không có wifi · nộp số liệu tuần này · khó khăn: thiếu người dạy · đưa báo cáo lên phường
        """,
    ),
)
