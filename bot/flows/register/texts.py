"""How people in the register are shown to the leader."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.domain.parsing.people_list import Doubt
from bot.domain.people import phones
from bot.domain.people.duplicates import DuplicateReason
from bot.domain.people.person import ToldVia
from bot.i18n import Text, _, lines
from bot.storage.tables.people import Person

AGREED = _(
    "They have agreed by word of mouth that I keep their name, residential group and classes, and for how long. "
    "I ask again at the first class."
)
DOUBTS = {
    Doubt.NO_NAME: _("I find no name."),
    Doubt.ONE_WORD: _("The name is one word only."),
    Doubt.LONG_NAME: _("That is very long for a name."),
    Doubt.TWO_NUMBERS: _("There are two telephone numbers; I take the first."),
    Doubt.NO_NUMBER: _("I cannot read the number, so I leave it out."),
    Doubt.TWO_PEOPLE: _("There may be two people in it; I take the first."),
}
REASONS = {
    DuplicateReason.NAME: _("• the same name"),
    DuplicateReason.GIVEN_NAME: _("• the same given name"),
    DuplicateReason.PHONE: _("• the same telephone number"),
    DuplicateReason.AGE: _("• the same age group"),
}


async def shown(db: AsyncSession, person: Person) -> Text:
    """Mask the number: callers get it from the list of calls."""
    return lines(
        _("👤 {name}", name=labels.in_full(person)),
        labels.AGES[person.age_band] if person.age_band else _("Age not known"),
        labels.AUDIENCES[person.audience] if person.audience else None,
        _("📞 {number}", number=phones.masked(person.phone)) if person.phone else _("📞 No telephone"),
        await told_via(db, person),
    )


async def told_via(db: AsyncSession, person: Person) -> Text:
    if person.told_via is ToldVia.LEADER:
        return _("🔔 Told through you, the leader")
    through = await db.get(Person, person.told_via_person_id) if person.told_via_person_id is not None else None
    if through is None or through.name is None:
        return _("🔔 Told in person")
    if person.told_via is ToldVia.NEIGHBOUR:
        return _("🔔 Told through the neighbour {name}", name=labels.in_full(through))
    return _("🔔 Told through the family: {name}", name=labels.in_full(through))
