"""Files about the book: what became of each line of a list, and the sheet to be filled in."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.documents.sheet import Sheet
from bot.documents.tables import xlsx
from bot.domain.lists.people import ListedPerson
from bot.domain.people import phones
from bot.i18n import Reader, Text, _
from bot.services.messaging import attachments
from bot.storage.tables.files import StoredFile

_TEMPLATE = (
    _("Full name"),
    _("Form of address"),
    _("Telephone number"),
    _("Age or year of birth"),
    _("Man or woman"),
    _("Kind of person"),
)
# It names people: it is kept no longer than it is needed.
_LIVES = timedelta(days=2)


async def report(db: AsyncSession, reader: Reader, became: Sequence[tuple[ListedPerson, Text]]) -> StoredFile:
    heads = [_("Line"), _("Name"), _("Number"), _("What became of it")]
    rows = [
        (line.n, line.name or "", phones.masked(line.phone) if line.phone else "", word.for_(reader))
        for line, word in became
    ]
    title = _("What became of each line").for_(reader)
    sheet = Sheet("So to", [title], [head.for_(reader) for head in heads], rows)
    return await attachments.keep(db, "ket-qua-ghi-so.xlsx", await asyncio.to_thread(xlsx, [sheet]), _LIVES)


async def template(db: AsyncSession, reader: Reader) -> StoredFile:
    example = ("Nguyễn Thị Tư", "Bà", "0912 345 678", "72", "Nữ", "Tiểu thương")
    sheet = Sheet("So to", [], [head.for_(reader) for head in _TEMPLATE], [example])
    return await attachments.keep(db, "mau-so-to.xlsx", xlsx([sheet]), names=False)
