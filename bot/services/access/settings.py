"""Setting what stands for a ward, or for all, by whoever may; each change is a row, so that it is taken back."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.domain.access.rights import Place, Right
from bot.domain.settings import SettingKind
from bot.errors import NotAllowed
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import acts, permissions
from bot.services.people import settings
from bot.storage.database import changed
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person
from bot.storage.tables.places import Setting

CHANGE_SETTING = acts.ActKind("change_setting")
NAME_CONTROLLER = acts.ActKind("name_controller")


async def change(db: AsyncSession, by: Person, kind: SettingKind, ward_code: str | None, words: str | None) -> Act:
    of_all = kind is SettingKind.CONTROLLER
    right = Right.NAME_CONTROLLER if of_all else Right.CHANGE_SETTINGS
    if of_all != (ward_code is None) or not await permissions.may_at(db, by, right, Place(ward_code)):
        raise NotAllowed(right)
    made = Setting(kind=kind, ward_code=ward_code, words=words, by_id=by.id, at=clock.now())
    db.add(made)
    await db.flush()
    where = {} if ward_code is None else {"ward": ward_code}
    return await acts.record(db, by, NAME_CONTROLLER if of_all else CHANGE_SETTING, setting=made.id, **where)


async def undo_change(db: AsyncSession, act: Act) -> Text | None:
    """Put back what was set before; None if it was set anew meanwhile. The row stays: consents may name it."""
    made = await db.get_one(Setting, act.facts["setting"])
    newest = await settings.current(db, made.kind, made.ward_code)
    if newest is None or newest.id != made.id:
        return None
    this = update(Setting).where(Setting.id == made.id, Setting.undone_at.is_(None))
    if not await changed(db, this.values(undone_at=clock.now())):
        return None
    before = await settings.words(db, made.kind, made.ward_code)
    return lines(
        labels.SETTINGS[made.kind],
        _("It is as before: {words}.", words=verbatim(before)) if before else _("It is as before: nothing is set."),
    )
