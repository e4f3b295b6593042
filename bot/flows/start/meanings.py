"""What a code leads to, said to somebody who is new."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.i18n import Text, _, lines
from bot.services.access import codes
from bot.services.courses import catalogue
from bot.storage import session_queries
from bot.storage.tables.people import Code
from bot.storage.tables.places import ResidentialGroup


async def meaning_of(db: AsyncSession, code: Code) -> Text | None:
    match code.purpose:
        case codes.COURSE:
            details = await catalogue.next_of_course(db, code.course_id or 0)
        case codes.CHECK_IN:
            details = await session_queries.details(db, code.session_id or 0)
        case codes.GROUP:
            group = await db.get_one(ResidentialGroup, code.group_id)
            return _("Code {code} leads to the classes of {group}.", code=code.text, group=labels.group(group))
        case _:
            return None
    return None if details is None else lines(_("Code {code} is this class:", code=code.text), labels.session(details))
