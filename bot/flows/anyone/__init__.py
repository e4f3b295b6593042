"""Conversations anybody may have."""

from bot.chat.flow import Flow
from bot.domain.wishes import Wish
from bot.flows.anyone.check_in import check_in, door_code
from bot.flows.anyone.home import cancel, helping, home, more
from bot.flows.anyone.incident import incident
from bot.flows.anyone.lost import long_past, media, not_yours, past, secret, words
from bot.flows.anyone.my_data import (
    change_number,
    consents,
    correct,
    erase,
    keep_me,
    my_data,
    no_photos,
    photos,
    privacy,
    put_back,
    take_along,
)
from bot.flows.anyone.person import my_number, person
from bot.flows.anyone.phones import add_phone, cut_off, join_account, phones, whose_phone
from bot.flows.anyone.settings import addressed, language, maybe_stop, remind_me, settings, stop
from bot.flows.anyone.start import start
from bot.flows.anyone.undo import undo, undo_last
from bot.flows.anyone.verify import my_code, verify
from bot.flows.anyone.welcome import agree, introduce, welcome
from bot.i18n import _

FLOWS: tuple[Flow, ...] = (
    Flow("start", start, commands=("start",)),
    Flow("check_in", check_in),
    Flow("door_code", door_code),
    Flow("welcome", welcome),
    Flow("agree", agree),
    Flow("introduce", introduce),
    Flow("home", home, commands=("menu",), wish=Wish.HOME, page=True),
    Flow("more", more, page=True),
    # What every list of commands ends with, in its order: a list is cut after the fifth.
    Flow("help", helping, commands=("help",), wish=Wish.HELP, aside=True, menu=_("How to use it")),
    Flow("settings", settings, commands=("settings",), menu=_("Reminders, form of address, language"), page=True),
    Flow("privacy", privacy, commands=("privacy",), menu=_("What is kept about you, and erasing it"), page=True),
    Flow("cancel", cancel, commands=("cancel",), wish=Wish.CANCEL, menu=_("Drop what is being asked")),
    Flow("language", language, commands=("language",), wish=Wish.LANGUAGE, menu=_("Tiếng Việt · English")),
    Flow("person", person, commands=("person",), wish=Wish.HUMAN, aside=True),
    Flow("my_number", my_number),
    Flow("verify", verify, commands=("xacminh", "verify"), wish=Wish.VERIFY),
    Flow("my_code", my_code, commands=("macuatoi", "mycode"), wish=Wish.MY_CODE),
    Flow("incident", incident, commands=("suco", "incident"), wish=Wish.INCIDENT),
    Flow("stop", stop, commands=("stop",), wish=Wish.STOP_REMINDERS, aside=True),
    Flow("maybe_stop", maybe_stop, wish=Wish.MAYBE_STOP),
    Flow("remind_me", remind_me, wish=Wish.REMIND_ME, aside=True),
    Flow("addressed", addressed),
    Flow("my_data", my_data, commands=("dulieu", "data"), wish=Wish.MY_DATA, page=True),
    Flow("correct", correct, commands=("sua", "correct")),
    Flow("change_number", change_number),
    Flow("put_back", put_back),
    Flow("export", take_along, commands=("taive", "export")),
    Flow("consents", consents, page=True),
    Flow("photos", photos),
    Flow("no_photos", no_photos),
    Flow("keep_me", keep_me),
    Flow("erase", erase, commands=("xoa", "erase"), wish=Wish.ERASE),
    Flow("phones", phones, commands=("may", "phones"), wish=Wish.PHONES),
    Flow("add_phone", add_phone),
    Flow("join_account", join_account),
    Flow("cut_off", cut_off),
    Flow("whose_phone", whose_phone),
    Flow("undo", undo, aside=True),
    Flow("undo_last", undo_last, wish=Wish.UNDO, aside=True),
    Flow("past", past, aside=True),
    Flow("long_past", long_past),
    Flow("words", words, aside=True),
    Flow("media", media, aside=True),
    Flow("secret", secret, aside=True),
    Flow("not_yours", not_yours, aside=True),
)
