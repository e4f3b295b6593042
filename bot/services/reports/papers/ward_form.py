"""The ward's own Excel form, filled by our numbers: its cells name our columns once, in double braces."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import bot
from bot.chat import labels
from bot.documents.filling import CannotFill, Filling
from bot.documents.sheet import Value
from bot.domain.vietnamese import fold
from bot.i18n import Reader
from bot.i18n.when import say_span
from bot.services.messaging import attachments
from bot.services.reports.columns import COLUMNS, WardRow
from bot.services.reports.papers import report_files
from bot.services.reports.papers.report_files import ReportFacts
from bot.storage.tables.files import StoredFile
from bot.storage.tables.places import Ward

NUMBER, GROUP = "STT", "Khu phố"
_WARD, _SPAN = "Phường", "Thời gian"
_SO_FAR, _OF_ALL = "Lũy kế: {head}", "Tổng: {head}"


_WORKS = ("-P", "-s", "-m", "bot.services.reports.papers.form_process")
_KNOWS = {"PYTHONPATH": str(Path(bot.__file__).parents[1])}
_PATIENCE = 30.0  # seconds
# From the last report on.
_KEPT = timedelta(days=400)
_DONE = b"+"


async def named(form: bytes, page: str, row: int, names: Mapping[int, str]) -> bytes:
    """Return the form with these names in this row of its columns (from 1). Raises CannotFill."""
    return await asyncio.to_thread(_apart, {"page": page, "row": row, "names": names}, form)


async def filled(form: bytes, known: ReportFacts) -> bytes:
    """Return what `filled_now` returns, while others are answered. Raises CannotFill."""
    return await asyncio.to_thread(filled_now, form, known)


def filled_now(form: bytes, known: ReportFacts) -> bytes:
    """Return the form with a row for each group, and totals in cells named «Tổng: …». Raises CannotFill."""
    by = _filling(known)
    return _apart({"each": by.each, "once": by.once}, form)


def _apart(asked: Mapping[str, Any], form: bytes) -> bytes:
    """Work on what somebody has sent in a process that knows none of our secrets."""
    given = json.dumps(asked).encode() + b"\n" + form
    try:
        done = subprocess.run(  # noqa: S603 our own words
            [sys.executable, *_WORKS],
            input=given,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_KNOWS,
            timeout=_PATIENCE,
            check=True,
        ).stdout
    except (subprocess.SubprocessError, OSError):
        raise CannotFill from None
    if not done.startswith(_DONE):
        raise CannotFill(**json.loads(done[1:]))
    return done[1:]


async def keep(db: AsyncSession, ward: Ward, form: bytes) -> None:
    """Keep it, its columns named, for the reports to come."""
    await attachments.keep(db, _name(ward), form, _KEPT)


async def of_ward(db: AsyncSession, ward: Ward) -> bytes | None:
    """Return the form named last, which is kept from now on as long again."""
    newest = select(StoredFile.content).where(StoredFile.name == _name(ward)).order_by(StoredFile.id.desc()).limit(1)
    form: bytes | None = await db.scalar(newest)
    if form is not None:
        await keep(db, ward, form)
    return form


def _name(ward: Ward) -> str:
    return f"mau-{ward.code}.xlsx"


def figures() -> list[str]:
    """Return the heads of our own table, as officials read them."""
    return [words.head.for_(report_files.OFFICIALS) for words in COLUMNS.values()]


def meant(head: str) -> str | None:
    """Return our figure that a heading names, if it names one."""
    return next((name for name in figures() if fold(name) == fold(head)), None)


def names(reader: Reader) -> list[str]:
    """Return the names that may stand between braces."""
    heads = [words.head.for_(reader) for words in COLUMNS.values()]
    return [NUMBER, GROUP, _WARD, _SPAN, *heads, _SO_FAR.format(head="…"), _OF_ALL.format(head="…")]


def _filling(known: ReportFacts) -> Filling:
    table, reader = known.table, known.asked.reader
    each = [
        {fold(NUMBER): n, fold(GROUP): labels.group(group).for_(reader), **_numbers(table.rows[group.id], reader)}
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
