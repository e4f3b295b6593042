"""Words about an incident: for those in charge, and for the person who reported it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat import labels
from bot.chat.say import Say, option, say
from bot.domain.people.phones import shown
from bot.domain.safety.incidents import IncidentKind, Suspect
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import permissions
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup, Ward
from bot.storage.tables.safety import Incident

KINDS = {
    IncidentKind.CHEATED: _("Cheated, asked for money or a code"),
    IncidentKind.HARASSED: _("Harassed"),
    IncidentKind.STRANGER_CAME: _("A stranger came to the house"),
    IncidentKind.OTHER: _("Something else"),
}
ABOUT = {
    Suspect.VOLUNTEER: _("A volunteer"),
    Suspect.LEADER: _("The leader of the group"),
    Suspect.COURSE: _("A class"),
    Suspect.OUTSIDER: _("Somebody else, or I do not know"),
}
_ABOUT_SAID = {
    Suspect.VOLUNTEER: _("about a volunteer"),
    Suspect.LEADER: _("about the leader of the group"),
    Suspect.COURSE: _("about a class"),
    Suspect.OUTSIDER: _("about somebody from outside"),
}


async def alert(db: AsyncSession, incident: Incident, *, sees_to: bool, again: bool = False) -> Say:
    """Name nobody; offer the button to take it only with `sees_to` (ward and area), not to a leader."""
    told = lines(
        _("⏰ Nobody has taken this yet.") if again else None,
        _("🚨 Incident in {place}.", place=await place(db, incident)),
        _("• {kind}, {about}", kind=KINDS[incident.kind], about=_ABOUT_SAID[incident.about]),
        _("• Wants to be called back") if incident.wants_call else None,
    )
    if not sees_to:
        return say(lines(told, _("The ward knows of it and sees to it.")))
    return say(told, option(_("✋ I see to it"), "take_incident", incident=incident.id))


async def place(db: AsyncSession, incident: Incident) -> Text:
    if incident.group_id is not None:
        return await permissions.full_name(db, await db.get_one(ResidentialGroup, incident.group_id))
    if incident.ward_code is not None:
        return verbatim((await db.get_one(Ward, incident.ward_code)).name)
    return _("an unknown place")


def whom(teller: Person) -> Text:
    """Return name and phone of the person who reported it, only for the one who took the incident."""
    return lines(
        _("👤 {full}", full=verbatim(teller.name)) if teller.name else _("👤 Somebody who has told no name"),
        _("📞 {phone}", phone=verbatim(shown(teller.phone))) if teller.phone else _("No phone number is known."),
    )


def to_teller_taken(by: Person, incident: Incident) -> Say:
    name = labels.person(by)
    if incident.wants_call:
        return say(_("{name} has taken up what you told me, and will call you.", name=name))
    return say(_("{name} has taken up what you told me. Thank you.", name=name))


def withdrawn(incident: Incident) -> Say:
    return say(_("The incident of {when} was taken back by whoever told it.", when=incident.at))
