"""Conversations anybody may have."""

from bot.chat.flow import Flow
from bot.domain.wishes import Wish
from bot.flows.anyone.home import home
from bot.flows.anyone.lost import media, not_yours, past, secret, words
from bot.flows.anyone.person import person

FLOWS: tuple[Flow, ...] = (
    Flow("home", home, commands=("menu", "cancel"), wish=Wish.HOME),
    Flow("past", past, aside=True),
    Flow("words", words),
    Flow("media", media, aside=True),
    Flow("secret", secret, aside=True),
    Flow("not_yours", not_yours, aside=True),
    Flow("person", person, wish=Wish.HUMAN, aside=True),
)
