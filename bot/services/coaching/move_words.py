"""Words that ask somebody to move for another person: nothing changes before both sides agree."""

from bot.chat import labels
from bot.chat.say import Say, no, say, yes
from bot.i18n import Text, _, lines
from bot.services.coaching.texts import what_and_when, where
from bot.storage.tables.coaching import Appointment
from bot.storage.tables.people import Person


def would_you_move(asked: Appointment, old: Appointment, helper: Person, home: Text) -> Say:
    return say(
        lines(
            _("Somebody has lost their helper. Could your lesson of {when} be another one?", when=old.starts_at),
            _("🔁 {name}, {when}", name=labels.person(helper), when=asked.starts_at),
            where(asked, home),
            _("Without an answer by {until} it simply stays.", until=asked.offered_until or asked.starts_at),
        ),
        yes(_("✅ I can move"), "answer_move", appointment=asked.id, accept=True),
        no(_("✋ It stays as it is"), "answer_move", appointment=asked.id, accept=False),
    )


def would_you_take_over(asked: Appointment, home: Text) -> Say:
    return say(
        lines(
            _("Hello {ten}! A change would help two people. Could you take this lesson on?"),
            *what_and_when(asked),
            where(asked, home),
            _("I will keep it for you until {until}.", until=asked.offered_until or asked.starts_at),
        ),
        yes(_("✅ I take it on"), "answer_move", appointment=asked.id, accept=True),
        no(_("❌ I am busy then"), "answer_move", appointment=asked.id, accept=False),
    )


def it_stays(old: Appointment) -> Say:
    return say(
        lines(
            _("Your lesson stays as it was: {when}.", when=old.starts_at),
            _("There is nothing you need to do. Thank you for being so kind!"),
        )
    )
