"""Conversations anybody may have."""

from bot.chat.flow import Flow
from bot.domain.wishes import Wish
from bot.flows.anyone.home import cancel, helping, home, more
from bot.flows.anyone.lost import long_past, media, not_yours, past, secret, words
from bot.flows.anyone.person import person
from bot.flows.anyone.settings import erase, language, maybe_stop, privacy, remind_me, stop
from bot.flows.anyone.start import start
from bot.flows.anyone.undo import undo, undo_last
from bot.flows.anyone.welcome import agree, introduce, welcome

FLOWS: tuple[Flow, ...] = (
    Flow("start", start, commands=("start",)),
    Flow("welcome", welcome),
    Flow("agree", agree),
    Flow("introduce", introduce),
    Flow("home", home, commands=("menu",), wish=Wish.HOME),
    Flow("more", more, commands=("settings",)),
    Flow("cancel", cancel, commands=("cancel",), wish=Wish.CANCEL),
    Flow("help", helping, commands=("help",), wish=Wish.HELP, aside=True),
    Flow("person", person, commands=("person",), wish=Wish.HUMAN, aside=True),
    Flow("stop", stop, commands=("stop",), wish=Wish.STOP_REMINDERS, aside=True),
    Flow("maybe_stop", maybe_stop, wish=Wish.MAYBE_STOP),
    Flow("remind_me", remind_me, wish=Wish.REMIND_ME, aside=True),
    Flow("language", language, commands=("language",), wish=Wish.LANGUAGE),
    Flow("privacy", privacy, commands=("privacy",)),
    Flow("erase", erase, commands=("erase",), wish=Wish.ERASE),
    Flow("undo", undo, aside=True),
    Flow("undo_last", undo_last, wish=Wish.UNDO, aside=True),
    Flow("past", past, aside=True),
    Flow("long_past", long_past),
    Flow("words", words, aside=True),
    Flow("media", media, aside=True),
    Flow("secret", secret, aside=True),
    Flow("not_yours", not_yours, aside=True),
)
