"""Conversations of residents."""

from bot.chat.flow import Flow
from bot.domain.wishes import Wish
from bot.flows.resident.answer_coaching import answer_coaching, coach_again, leader_is_there
from bot.flows.resident.answers import answer_offer, answer_reminder, busy
from bot.flows.resident.coaching import coaching, withdraw_coaching
from bot.flows.resident.for_relative import for_relative
from bot.flows.resident.my_classes import leave, my_classes
from bot.flows.resident.practised import about_me, confirmed, practised
from bot.flows.resident.sign_up import sign_up

FLOWS: tuple[Flow, ...] = (
    Flow("sign_up", sign_up, commands=("classes",), wish=Wish.ENROL),
    Flow("for_relative", for_relative),
    Flow("my_classes", my_classes, commands=("mine",), wish=Wish.SCHEDULE, page=True),
    Flow("leave", leave, commands=("leave",)),
    Flow("answer_reminder", answer_reminder, aside=True),
    Flow("answer_offer", answer_offer, aside=True),
    Flow("busy", busy, wish=Wish.BUSY),
    Flow("coaching", coaching, commands=("kem", "coaching"), wish=Wish.COACHING),
    Flow("withdraw_coaching", withdraw_coaching),
    Flow("practised", practised, aside=True),
    Flow("confirmed", confirmed),
    Flow("about_me", about_me),
    Flow("answer_coaching", answer_coaching),
    Flow("coach_again", coach_again),
    Flow("leader_is_there", leader_is_there),
)
