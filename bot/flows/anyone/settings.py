"""One's own: reminders off and on, the language, what is kept, and erasing it."""

from bot import clock
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _, lines
from bot.i18n.catalogs import LANGUAGES
from bot.services import residents

_HOME = option(_("🏠 Home"), "home")


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


async def privacy(chat: Chat) -> None:
    """What is kept, why, who sees it, how long; in short lines."""
    chat.say(
        lines(
            _("What I keep: your name, residential group, the sessions you signed up for and came to."),
            _("What for: your seat, reminders, and counting the classes."),
            _("Who sees it: those in charge of your class. Nobody else, no advertising."),
            _("How long: until 90 days after your last class."),
            _("Never: ID numbers, passwords, codes, bank data, health."),
        ),
        option(_("🗑 Erase everything"), "erase"),
        _HOME,
    )


async def erase(chat: Chat) -> None:
    """«Xóa»: asked once, in words, then done at once."""
    if not residents.is_known(chat.person):
        return chat.say(_("I keep nothing about you."), _HOME)
    sure = await chat.choose(
        "sure",
        _("Erase everything about you? Your places in class are given up too."),
        {"keep": _("Keep it"), "erase": _("🗑 Erase everything")},
    )
    if sure != "erase":
        return chat.say(_("All right, everything stays as it is."), _HOME)
    await residents.erase(chat.db, chat.person)
    chat.said.clear()
    await residents.give_new_self(chat.db, chat.address)
    chat.say(_("Everything about you is erased. Thank you for having been with us. To learn again, just send: CHÀO."))
