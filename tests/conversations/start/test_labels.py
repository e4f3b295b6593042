"""Every label of ours that opens something by itself is understood when it is typed, by whoever may press it."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot import clock
from bot.domain.access.rights import holders
from bot.domain.parsing.intents import intent_of
from bot.domain.people.person import RoleKind
from bot.domain.vietnamese import letters
from bot.flows import BY_INTENT, FLOWS
from bot.flows.intentions import EXAMPLES, may_be_wanted, recogniser
from bot.i18n import Reader, Text, verbatim
from bot.i18n.catalogs import CHOICE, LANGUAGES


def _opened_by_itself() -> Iterator[tuple[str, str]]:
    """Flow and label of each `option(_("…"), "flow")` with no answers, and of each flow's own label."""
    yield from ((name, flow.label.message) for name, flow in FLOWS.items() if flow.label is not None)
    for path in (Path(bot.__file__).parent / "flows").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Name("option"),
                    args=[ast.Call(args=[ast.Constant(str(label))]), ast.Constant(str(flow))],
                    keywords=[],
                ):
                    yield flow, label


_FLOWS_OF: dict[str, set[str]] = defaultdict(set)
for _flow, _label in _opened_by_itself():
    # A name on a button is of the card it stands on.
    if _flow in EXAMPLES and "{name}" not in _label:
        _FLOWS_OF[_label].add(_flow)


# Without its number «Gọi giúp» is what somebody says who wants to be called, at any time and whoever they are.
_FLOWS_OF["☎️ Please call ({n})"].add("person")


def _may_press(flow: str) -> frozenset[RoleKind]:
    right = FLOWS[flow].asked_with or FLOWS[flow].right
    return frozenset() if right is None else frozenset({min(holders(right))})


@pytest.mark.parametrize("label", sorted(_FLOWS_OF))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_typed_is_understood(label: str, language: str) -> None:
    # How many there are is not typed.
    shown = Text(label, {"n": 0, "languages": verbatim(CHOICE)}).for_(Reader(language)).replace(" (0)", "")
    flows = _FLOWS_OF[label]
    may = may_be_wanted(frozenset[RoleKind]().union(*map(_may_press, flows)))
    for typed in (shown, letters(shown), f"dạ {shown.lower()} nha con"):
        intent = intent_of(typed)
        heard = BY_INTENT[intent].name if intent in BY_INTENT else None
        if heard is None:
            heard = recogniser().wish(typed, clock.local(clock.now()), may).name
        assert heard in flows, (typed, heard)
