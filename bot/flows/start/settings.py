"""One's own: reminders off and on, the language, what is kept, and erasing it."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.parsing.intents import Intent
from bot.domain.understanding.name import read_form
from bot.i18n import _, lines
from bot.i18n.catalogs import LANGUAGES
from bot.services.privacy import my_data as data

_HOME = option(_("🏠 Home"), "home")


async def settings(chat: Chat) -> None:
    """How things stand, and a button for each of them."""
    reminded = chat.person.reminders_stopped_at is None
    chat.say(
        lines(
            _("🔔 Reminders: I write before each class.") if reminded else _("🔕 Reminders: none."),
            _("🗣 I address you like this."),
            _("🌐 Language: English."),
        ),
        option(_("🔕 Stop reminding"), "stop") if reminded else option(_("🔔 Remind me"), "remind_me"),
        option(_("🗣 Address me differently"), "addressed"),
        option(_("🌐 Tiếng Việt · English"), "language"),
        option(_("📱 My phones"), "phones"),
    )


async def addressed(chat: Chat) -> None:
    """Choose again how to be addressed."""
    before = data.values_of(chat.person, "form")
    chat.person.address_form = await chat.ask("form", _("How would you like to be addressed?"), read_form, labels.FORMS)
    # The answer is already in the new words.
    back = option(_("↩️ Undo"), "put_back", what="form", before=before)
    chat.say(_("Good, from now on I address you like this."), back, _HOME)


async def stop(chat: Chat) -> None:
    """«Dừng»: obeyed at once, confirmed once; the seats stay."""
    chat.person.reminders_stopped_at = chat.person.reminders_stopped_at or clock.now()
    chat.say(_("From now on I send you no reminders. Your places in class stay. To have them back, send: NHẮC TÔI."))


async def maybe_stop(chat: Chat) -> None:
    """«Dung» without its mark may be «đúng»."""
    meant = await chat.choose(
        "meant",
        _("Did you mean «right», or shall I stop reminding you?"),
        {"right": _("That's right"), "stop": _("Stop reminding")},
    )
    chat.go("stop" if meant == "stop" else "home")


async def remind_me(chat: Chat) -> None:
    """Reminders again."""
    chat.person.reminders_stopped_at = None
    chat.say(_("Good, I will remind you again before each class."), _HOME)


async def language(chat: Chat) -> None:
    """Speak another language."""
    wanted = chat.given("to")
    if wanted not in LANGUAGES:
        wanted = await chat.choose("language", _("Which language?"), {"vi": "Tiếng Việt", "en": "English"})
    chat.person.language = wanted
    # The next flow speaks it already.
    chat.go("home")


FLOWS = (
    Flow("settings", settings, commands=("settings",), menu=_("Reminders, form of address, language"), page=True),
    Flow("language", language, commands=("language",), intent=Intent.LANGUAGE, menu=_("Tiếng Việt · English")),
    Flow("stop", stop, commands=("stop",), intent=Intent.STOP_REMINDERS, aside=True),
    Flow("maybe_stop", maybe_stop, intent=Intent.MAYBE_STOP),
    Flow("remind_me", remind_me, intent=Intent.REMIND_ME, aside=True),
    Flow("addressed", addressed),
)
