"""The leaflet: what a role can do by writing, on one page of A4 with the words of the help."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import examples, labels
from bot.documents.drawing import FileFormat, draw
from bot.domain.people.person import RoleKind
from bot.i18n import Reader, _
from bot.services.messaging import attachments
from bot.storage.tables.files import StoredFile

_NAMED = {
    RoleKind.VOLUNTEER: "tinh-nguyen-vien",
    RoleKind.LEADER: "truong-khu-pho",
    RoleKind.COORDINATOR: "dieu-phoi-vien",
    RoleKind.ORGANISER: "to-chuc",
    RoleKind.ADMINISTRATOR: "quan-tri",
    RoleKind.RESIDENT: "hoc-vien",
}


async def leaflet(db: AsyncSession, kind: RoleKind, reader: Reader) -> StoredFile:
    data = {
        "movement": _("DIGITAL LITERACY FOR ALL").for_(reader),
        "title": _("How to write to the assistant Học Vụ Số").for_(reader),
        "role": _("For: {role}", role=labels.ROLES[kind]).for_(reader),
        "begin": _("Write as to a neighbour. For example:").for_(reader),
        "examples": [[one.what.for_(reader), one.words.for_(reader)] for one in examples.EXAMPLES[kind]],
        "end": [
            _("A mistake? Write «home». Nothing breaks.").for_(reader),
            _("Want to talk to a person? Send the number 0.").for_(reader),
            _("The assistant never asks for money, passwords or OTP codes.").for_(reader),
        ],
        "language": reader.language,
    }
    page = await asyncio.to_thread(draw, "leaflet", data, FileFormat.PDF)
    return await attachments.keep(db, f"huong-dan-{_NAMED[kind]}.pdf", page, names=False)
