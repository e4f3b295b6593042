"""Settings: reminders, language, form of address, and the way to personal data."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import RoleKind
from bot.domain.understanding.name import read_form
from bot.i18n import _, lines
from bot.i18n.catalogs import LANGUAGES
from bot.services.people import identity
from bot.services.privacy import my_data as data

_HOME = option(_("🏠 Home"), "home")
_NO_REMINDERS = _(
    "From now on I will send you no reminders. Your places in class stay. To have them back, send: NHẮC TÔI."
)
_NO_REMINDERS_TO_HELPERS = _(
    "From now on I will send you no reminders. The sessions you have taken on stay. To have them back, send: NHẮC TÔI."
)


async def settings(chat: Chat) -> None:
    reminded = chat.person.reminders_stopped_at is None
    chat.say(
        lines(
            _("🔔 Reminders: I will write before each class.") if reminded else _("🔕 Reminders: none."),
            _("🗣 I address you like this."),
            _("🌐 Language: English."),
        ),
        option(_("🔕 Stop reminding"), "stop") if reminded else option(_("🔔 Remind me"), "remind_me"),
        option(_("🗣 Address me differently"), "addressed"),
        option(_("🌐 Tiếng Việt · English"), "language"),
        option(_("📱 My phones"), "phones"),
    )


async def addressed(chat: Chat) -> None:
    before = data.values_of(chat.person, "form")
    chat.person.address_form = await chat.ask("form", _("How would you like to be addressed?"), read_form, labels.FORMS)
    # The person's language has changed by now, so this is said in the new one.
    back = option(_("↩️ Undo"), "put_back", what="form", before=before)
    chat.say(_("Good, from now on I will address you like this."), back, _HOME)


async def stop(chat: Chat) -> None:
    chat.person.reminders_stopped_at = chat.person.reminders_stopped_at or clock.now()
    helps = await identity.role_of(chat.db, chat.person, RoleKind.VOLUNTEER)
    chat.say(_NO_REMINDERS_TO_HELPERS if helps else _NO_REMINDERS)


async def maybe_stop(chat: Chat) -> None:
    """Ask: «dung» without its mark may be «đúng»."""
    meant = await chat.choose(
        "meant",
        _("Did you mean «right», or shall I stop reminding you?"),
        {"right": _("That's right"), "stop": _("Stop reminding")},
    )
    chat.go("stop" if meant == "stop" else "home")


async def remind_me(chat: Chat) -> None:
    chat.person.reminders_stopped_at = None
    chat.say(_("Good, I will remind you again before each class."), _HOME)


async def language(chat: Chat) -> None:
    wanted = chat.given("to")
    if wanted not in LANGUAGES:
        wanted = await chat.choose("language", _("Which language?"), LANGUAGES)
    chat.person.language = wanted
    # The next flow speaks the new language already.
    chat.go("home")


FLOWS = (
    Flow("settings", settings, commands=("settings",), page=True),
    Flow("language", language, commands=("language",), intent=Intent.LANGUAGE),
    Flow("stop", stop, commands=("stop",), intent=Intent.STOP_REMINDERS, aside=True),
    Flow("maybe_stop", maybe_stop, intent=Intent.MAYBE_STOP),
    Flow("remind_me", remind_me, intent=Intent.REMIND_ME, aside=True),
    Flow("addressed", addressed),
)
