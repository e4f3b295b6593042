"""The ward's own Excel form, filled by our numbers: its cells name our columns once, in double braces."""

from collections.abc import Mapping

from bot.chat import labels
from bot.documents.forms import Filling, fill
from bot.documents.sheet import Value
from bot.domain.vietnamese import fold
from bot.i18n import Reader
from bot.i18n.when import say_span
from bot.services.reports.columns import COLUMNS, WardRow
from bot.services.reports.papers.report_files import ReportFacts

_NUMBER, _GROUP, _WARD, _SPAN = "STT", "Khu phố", "Phường", "Thời gian"
_SO_FAR, _OF_ALL = "Lũy kế: {head}", "Tổng: {head}"


def filled(form: bytes, known: ReportFacts) -> bytes:
    """Return the form with a row for each group, and totals in cells named «Tổng: …». Raises CannotFill."""
    return fill(form, _filling(known), fold)


def names(reader: Reader) -> list[str]:
    """What may stand between the braces."""
    heads = [words.head.for_(reader) for words in COLUMNS.values()]
    return [_NUMBER, _GROUP, _WARD, _SPAN, *heads, _SO_FAR.format(head="…"), _OF_ALL.format(head="…")]


def _filling(known: ReportFacts) -> Filling:
    table, reader = known.table, known.asked.reader
    each = [
        {fold(_NUMBER): n, fold(_GROUP): labels.group(group).for_(reader), **_numbers(table.rows[group.id], reader)}
        for n, group in enumerate(table.groups, 1)
    ]
    once: dict[str, Value] = {
        fold(_WARD): known.asked.issuer.name,
        fold(_SPAN): say_span(table.span.first, table.span.last, reader.language),
    }
    once |= {fold(_OF_ALL.format(head=head)): value for head, value in _numbers(table.total, reader).items()}
    return Filling(each, once)


def _numbers(row: WardRow, reader: Reader) -> Mapping[str, Value]:
    heads = {measure: words.head.for_(reader) for measure, words in COLUMNS.items()}
    now = {fold(heads[measure]): row.counts[measure] for measure in COLUMNS}
    return now | {fold(_SO_FAR.format(head=heads[measure])): row.so_far[measure] for measure in COLUMNS}
