"""The ward's own Excel form: its columns are named once, and it is filled by our numbers from then on."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot import clock
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.documents.cells import NoTableReason
from bot.documents.filling import CannotFill
from bot.domain.access.rights import Right
from bot.domain.lists.ward_forms import is_of_groups
from bot.domain.reports.date_range import Span, week_of
from bot.domain.reports.report_range import read_range
from bot.domain.vietnamese import fold
from bot.flows.questions.group import which_coordinated
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.messaging import attachments
from bot.services.people import places
from bot.services.reports.papers import report_files, ward_form
from bot.services.reports.papers.report_files import ReportFacts
from bot.storage.tables.files import StoredFile
from bot.storage.tables.places import Ward

_EMPTY = "empty"
_NUMBERS, _NOTES = frozenset({"stt", "tt", "so tt", "so thu tu"}), frozenset({"ghi chu", "ky nhan", "ky ten"})
_HOME = option(_("🏠 Home"), "home")
_FILES = option(_("📄 Files"), "ward_files")


async def name_form(chat: Chat) -> None:
    ward, sent = await ward_of(chat), await chat.db.get(StoredFile, chat.given("file") or 0)
    if ward is None or sent is None:
        return chat.go("no_table", why=NoTableReason.NO_NAMES.value)
    form, content = chat.given("form"), sent.content
    columns = await _columns(chat, form["heads"])
    span = await _days(chat)
    groups = await places.groups_of(chat.db, ward.code)
    facts = await report_files.facts(chat.db, report_files.of_ward(ward, groups, span))
    try:
        if columns:
            content = await ward_form.named(content, form["page"], form["row"], columns)
        filled = await ward_form.filled(content, facts)
    except CannotFill as why:
        return chat.say(_why_not(why, len(groups)), _HOME)
    await ward_form.keep(chat.db, ward, content)
    paper = await attachments.keep(chat.db, _FILLED, filled, names=False)
    chat.say(
        lines(_("This is your form, filled."), _("I keep it: from now on it comes filled with the files of the ward.")),
        _FILES,
        _HOME,
        file=paper.id,
        instead=_NOT_HERE,
    )


async def send_filled(chat: Chat, ward: Ward, facts: ReportFacts) -> None:
    form = await ward_form.of_ward(chat.db, ward)
    if form is None:
        return
    try:
        paper = await attachments.keep(chat.db, _FILLED, await ward_form.filled(form, facts), names=False)
    except CannotFill as why:
        return chat.say(_why_not(why, len(facts.table.groups)))
    chat.say(_("The form of your ward, filled."), file=paper.id, instead=_NOT_HERE)


_NOT_HERE = _("The form of your ward can be filled on Telegram only: this app takes no files.")


async def ward_of(chat: Chat) -> Ward | None:
    role = await which_coordinated(chat)
    return await chat.db.get(Ward, role.ward_code) if role is not None and role.ward_code is not None else None


async def _columns(chat: Chat, heads: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return our name of each column; those whose heading is not one of ours are asked for."""
    found = {place: await _column(chat, place, head) for place, head in heads}
    return {place: name for place, name in found.items() if name != _EMPTY}


async def _column(chat: Chat, place: int, head: str) -> str:
    if fold(head) in _NUMBERS:
        return ward_form.NUMBER
    if is_of_groups(head):
        return ward_form.GROUP
    if fold(head) in _NOTES:
        return _EMPTY
    ours = ward_form.meant(head)
    if ours is not None:
        return ours
    options: dict[str, Text | str] = {name: verbatim(name) for name in ward_form.figures()}
    question = _("Which of our figures stands in the column «{head}»?", head=verbatim(head))
    return await chat.choose(f"column{place}", question, {**options, _EMPTY: _("Leave it empty")})


async def _days(chat: Chat) -> Span:
    today = clock.today()
    month = Span(today.replace(day=1), today)
    before = month.first - timedelta(days=1)
    offered = {
        _said(month): _("This month"),
        _said(Span(before.replace(day=1), before)): _("Last month"),
        _said(week_of(today)): _("This week"),
    }
    example = _("for example: from 1/11 to 30/11")
    said: str = await chat.ask("days", _("For which days?"), _read_days, offered, example)
    first, last = said.split("/")
    return Span(date.fromisoformat(first), date.fromisoformat(last))


def _read_days(words: str) -> str | None:
    span = read_range(words, clock.today())
    return None if span is None else _said(span)


def _said(span: Span) -> str:
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


def _why_not(why: CannotFill, groups: int) -> Text:
    if why.unknown:
        return _("I do not know what these are: {names}.", names=", ".join(why.unknown))
    if why.room is not None:
        room = n_("It has room for one group.", "It has room for {n} groups.", why.room)
        return lines(room, _("Please leave {n} empty rows below the headings, and send it again.", n=groups))
    return _("I cannot work on this file. Please save it once more as .xlsx.")


_FILLED = "mau-da-dien.xlsx"
FLOWS = (Flow("ward_form", name_form, right=Right.SEE_NUMBERS),)
