"""Words about the second person of a home visit."""

from datetime import datetime

from bot.chat import labels
from bot.chat.say import Say, no, option, say, yes
from bot.i18n import Text, _, lines
from bot.services.coaching.texts import what_and_when, where
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person


def to_companion(appointment: Appointment, home: Text, until: datetime | None) -> Say:
    return say(
        lines(
            _("Hello {ten}! A home visit needs a second person:"),
            *what_and_when(appointment),
            where(appointment, home),
            _("Could you go along? Whoever answers first is on it.")
            if until is None
            else _("Could you go along? I will keep it for you until {until}.", until=until),
        ),
        yes(_("✅ I go along"), "answer_second", appointment=appointment.id, accept=True),
        no(_("❌ I am busy then"), "answer_second", appointment=appointment.id, accept=False),
    )


def to_leader(appointment: Appointment, resident: Person) -> Say:
    return say(
        lines(
            _("A home visit to {name} still needs a second person.", name=labels.person(resident)),
            *what_and_when(appointment),
            _("Could you be there, or somebody of the family?"),
        ),
        yes(_("✅ Yes, somebody will be there"), "leader_is_there", appointment=appointment.id),
        option(_("🏠 Home"), "home"),
    )


def enough(appointment: Appointment) -> Say:
    return say(lines(_("This home visit has its second person. Thank you for being ready!"), _when(appointment)))


def nobody_goes(appointment: Appointment) -> Say:
    return say(lines(_("The lesson does not take place this time. Thank you for being ready!"), _when(appointment)))


def not_sure_any_more(appointment: Appointment) -> Say:
    return say(
        lines(
            _("The lesson of {when} is not sure any more: the second person cannot come.", when=appointment.starts_at),
            _("⏳ I am looking for another one and will write as soon as there is one."),
        ),
    )


def comes_after_all(appointment: Appointment) -> Say:
    return say(
        lines(
            _("Good news: the lesson of {when} may take place after all.", when=appointment.starts_at),
            _("⏳ I am looking for the second person and will write as soon as it is settled."),
        ),
    )


def _when(appointment: Appointment) -> Text:
    return _("📅 {when}", when=appointment.starts_at)
