"""Files about the book: what became of each line of a list, and the sheet to be filled in."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.documents.tables import Sheet, xlsx
from bot.domain import phones
from bot.domain.roster_lines import Line
from bot.i18n import Reader, Text, _
from bot.services import files
from bot.storage.files import File

# It names people: nobody needs it for long.
_LIVES = timedelta(days=2)


async def report(db: AsyncSession, reader: Reader, became: Sequence[tuple[Line, Text]]) -> File:
    """Every line with what became of it; numbers are masked."""
    heads = [_("Line"), _("Name"), _("Number"), _("What became of it")]
    rows = [
        (line.n, line.name or "", phones.masked(line.phone) if line.phone else "", word.for_(reader))
        for line, word in became
    ]
    title = _("What became of each line").for_(reader)
    sheet = Sheet("So to", [title], [head.for_(reader) for head in heads], rows)
    return await files.keep(db, "ket-qua-ghi-so.xlsx", xlsx([sheet]), _LIVES)
