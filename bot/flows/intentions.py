"""What people ask for in their own words, as every flow says it of itself, and who may ask for what."""

import gc
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from bot import clock
from bot.domain.access.rights import holders
from bot.domain.people.person import RoleKind
from bot.flows import FLOWS
from bot.i18n import Reader
from bot.i18n.catalogs import LANGUAGES

if TYPE_CHECKING:
    from bot.domain.understanding.recogniser import Recogniser

_ASKED_FOR = {name: flow for name, flow in FLOWS.items() if flow.phrases}
EXAMPLES: Mapping[str, tuple[str, ...]] = {name: flow.examples for name, flow in _ASKED_FOR.items()}
NEVER_WITH = {name: flow.never_with for name, flow in _ASKED_FOR.items() if flow.never_with}
# What is wished in words in which a card may be answered too: while one is open, they are asked back.
ANSWER_TOO = frozenset(
    (
        *("busy", "excuse", "sign_up", "leave", "small_talk", "on_the_way", "confirmed", "take_shift", "release_shift"),
        *("free_times", "promise", "pause", "for_relative"),
    )
)
# How much likelier than its words say something is meant, in logits: what is a role's own before what anybody may ask,
# and «bận» of a volunteer is a shift before it is a seat.
_OWN, _OF_LEARNERS = 0.7, -3.0
_WORTH_ASKING = 0.1  # how likely a wish must be to be offered


@cache
def recogniser() -> "Recogniser":
    from bot.services.messaging.fitted_recogniser import fitted  # noqa: PLC0415 loads numpy: docs/adr/0030

    return fitted(EXAMPLES, clock.local(clock.now()), NEVER_WITH, _labels())


def is_learned() -> bool:
    return recogniser.cache_info().currsize > 0


def learn() -> None:
    """Read or fit both readers, and let the collector leave alone what stays: to walk through it takes longer than any
    message, and would be done in the middle of one.
    """
    from bot.services.messaging.fitted_recogniser import answers  # noqa: PLC0415 loads numpy: docs/adr/0030

    recogniser(), answers()
    gc.collect()
    gc.freeze()


def _labels() -> dict[str, tuple[str, ...]]:
    labelled = {name: flow.label for name, flow in _ASKED_FOR.items() if flow.label is not None}
    return {name: tuple(label.for_(Reader(language)) for language in LANGUAGES) for name, label in labelled.items()}


def heard(words: str, kinds: frozenset[RoleKind]) -> dict[str, Any]:
    """Return the wish, if it is sure, and the possible ones with the label of each, as the flow `words` takes them."""
    wish = recogniser().wish(words, clock.local(clock.now()), may_be_wanted(kinds))
    offered = [each.name for each in wish.likely if each.likely >= _WORTH_ASKING]
    return {"wish": wish.name, "offered": {name: FLOWS[name].label for name in offered}}


@cache
def may_be_wanted(kinds: frozenset[RoleKind]) -> Mapping[str, float]:
    """Return the flows people of these roles may ask for, and how much likelier each is than its words say."""
    roles = kinds - {RoleKind.RESIDENT}
    found = {}
    for name, flow in _ASKED_FOR.items():
        right = flow.asked_with or flow.right
        if right is None:
            found[name] = _OF_LEARNERS if flow.for_learners and roles else 0.0
        elif holders(right) & roles:
            found[name] = _OWN
    return found
