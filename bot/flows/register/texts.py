"""How people in the register are shown to the leader."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.documents.cells import NoTableReason
from bot.domain.lists.people import Doubt
from bot.domain.people import phones
from bot.domain.people.duplicates import DuplicateReason
from bot.domain.people.person import Audience, ToldVia
from bot.i18n import Text, _, lines
from bot.services.register import register
from bot.storage.tables.people import Person

AGREED = _(
    "They have agreed by word of mouth that I keep their name, residential group and classes, and for how long. "
    "I ask again at the first class."
)
DOUBTS = {
    Doubt.NO_NAME: _("I find no name."),
    Doubt.ONE_WORD: _("The name is one word only."),
    Doubt.LONG_NAME: _("That is very long for a name."),
    Doubt.NO_NUMBER: _("I cannot read the number, so I leave it out."),
    Doubt.CUT_NUMBER: _("The spreadsheet has cut the end of the telephone number off, so I leave it out."),
    Doubt.TWO_PEOPLE: _("There may be two people in it. Please type them again, one a line."),
    Doubt.WORDS_BESIDE: _("There seem to be other words beside the name."),
    Doubt.OTHERS_NUMBER: _("The number may be that of a relative: then please type the line without it."),
}
WHY_NOT_READ = {
    NoTableReason.TOO_LARGE: _("I cannot read this file: it is too large. I read files of up to 1 MB."),
    NoTableReason.TOO_MANY_ROWS: _(
        "I cannot read this file: I read up to 2,000 people at a time. Please send it in parts."
    ),
    NoTableReason.TOO_MUCH: _(
        "I cannot read this file: there is too much in it. Please send the list alone, in a new file."
    ),
    NoTableReason.EMPTY: _("I cannot read this file: it is empty, or could not be fetched. Please send it again."),
    NoTableReason.BROKEN: _("I cannot read this file: it seems to be damaged. Please save it once more as .xlsx."),
    NoTableReason.NO_NAMES: _("I cannot read this file: there is no column called «Full name» with names below it."),
    NoTableReason.LOCKED: _("I cannot read this file: it is locked with a password. Please save it without one."),
    NoTableReason.LETTERS: _("I cannot read the letters of this file. Please save it as .xlsx, or as .csv in UTF-8."),
    NoTableReason.TCVN3: _(
        "This file is written for the old font TCVN3 (.VnTime), and I do not guess the marks of names. "
        "Please convert it to Unicode first, for example with Unikey."
    ),
    NoTableReason.VNI: _(
        "This file is written for the old font VNI, and I do not guess the marks of names. "
        "Please convert it to Unicode first, for example with Unikey."
    ),
    NoTableReason.PDF: _("This is a PDF, which I cannot read as a list. Please send the table it was made of."),
    NoTableReason.WORD: _(
        "This is a document of Word. Please copy its table into a spreadsheet, or paste the list here."
    ),
    NoTableReason.PICTURE: _(
        "This is a picture, and I do not look at pictures. Please send a table, or paste the list here."
    ),
    NoTableReason.OTHER_KIND: _("I do not know this kind of file. I read .xlsx, .xls, .ods and .csv."),
}
REASONS = {
    DuplicateReason.NAME: _("• the same name"),
    DuplicateReason.GIVEN_NAME: _("• the same given name"),
    DuplicateReason.PHONE: _("• the same telephone number"),
    DuplicateReason.AGE: _("• the same age group"),
}


async def shown(db: AsyncSession, person: Person, by: Person) -> Text:
    """Mask the number: callers get it from the list of calls. Hard circumstances are for the leader only."""
    knows = await register.tells_hardship(db, by, person.group_id)
    told = person.audiences if knows else person.audiences - {Audience.HARDSHIP}
    return lines(
        _("👤 {name}", name=labels.in_full(person)),
        labels.age(person.age_band) if person.age_band else _("Age not known"),
        labels.audiences(told) if told else None,
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
