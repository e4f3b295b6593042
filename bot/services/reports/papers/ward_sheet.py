"""The ward's table as sheets that become files, with the heading officials expect."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot import clock
from bot.chat import labels
from bot.documents.sheet import Sheet, Value
from bot.i18n import Reader, _, verbatim
from bot.i18n.when import report_when, say_span
from bot.services.reports.columns import COLUMNS, Column, Count, WardRow
from bot.services.reports.ward_table import WardTable
from bot.storage.tables.places import Organisation, Ward


def sheets(of: Ward | Organisation, table: WardTable, reader: Reader) -> list[Sheet]:
    head = above(of, table, reader)
    period = _with_notes(replace(in_period(table, tuple(COLUMNS), reader), above=head), table, reader)
    so_far = _sheet(table, tuple(COLUMNS), lambda row: row.so_far, reader)
    theirs = [replace(_of_organisations(table, reader), above=head)] if table.organisations else []
    return [period, replace(so_far, above=head, name=_("So far").for_(reader)), *theirs, _explanation(reader)]


def _of_organisations(table: WardTable, reader: Reader) -> Sheet:
    heads = [_("No."), _("Organisation"), *(words.head for words in COLUMNS.values())]
    rows = [
        [n, one.name, *(table.by_organisation[one.id].counts[measure] for measure in COLUMNS)]
        for n, one in enumerate(table.organisations, 1)
    ]
    return Sheet(_("By organisation").for_(reader), [], [head.for_(reader) for head in heads], rows)


def _with_notes(sheet: Sheet, table: WardTable, reader: Reader) -> Sheet:
    notes = [*(table.notes.get(group.id) for group in table.groups), None]
    rows = [[*row, note] for row, note in zip(sheet.rows, notes, strict=True)]
    return replace(sheet, heads=[*sheet.heads, _("Difficulties, proposals").for_(reader)], rows=rows)


def in_period(table: WardTable, measures: Sequence[Column], reader: Reader) -> Sheet:
    return _sheet(table, measures, lambda row: row.counts, reader)


def above(of: Ward | Organisation, table: WardTable, reader: Reader, *, on_paper: bool = False) -> list[str]:
    name, at = of.name.upper(), report_when(clock.now(), reader.language)
    lines = (
        _("PEOPLE'S COMMITTEE OF {ward}", ward=name) if isinstance(of, Ward) else verbatim(name),
        _("REPORT: results of the movement «Digital literacy for all»"),
        _("({span})", span=say_span(table.span.first, table.span.last, reader.language)),
        _("Made at {at}. A dash means: not counted.", at=at)
        if on_paper
        else _("Made at {at}. A blank cell means: not counted.", at=at),
    )
    return [line.for_(reader) for line in lines]


def _sheet(
    table: WardTable, measures: Sequence[Column], counts: Callable[[WardRow], Mapping[Column, Count]], reader: Reader
) -> Sheet:
    heads = [_("No."), _("Residential group"), *(COLUMNS[measure].head for measure in measures)]
    names: list[tuple[Value, Value]] = [
        *((n, labels.group(group).for_(reader)) for n, group in enumerate(table.groups, 1)),
        (None, _("Total (nobody counted twice)").for_(reader)),
    ]
    counted = [counts(row) for row in (*(table.rows[group.id] for group in table.groups), table.total)]
    rows = [[*name, *(row[measure] for measure in measures)] for name, row in zip(names, counted, strict=True)]
    return Sheet(_("In the period").for_(reader), [], [head.for_(reader) for head in heads], rows, has_total=True)


def _explanation(reader: Reader) -> Sheet:
    heads = [_("Column").for_(reader), _("How it is counted").for_(reader)]
    rows = [[words.head.for_(reader), words.how.for_(reader)] for words in COLUMNS.values()]
    return Sheet(_("Explanation").for_(reader), [], heads, rows)
