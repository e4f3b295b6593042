"""Which tests run, and in which order: all but the lanes; with --quick what is soon done; with --lanes the lanes alone.

The lanes take minutes. What is slow takes seconds: it begins first, so that nobody waits for it alone at the end.
"""

from collections.abc import Iterable

import pytest
from hypothesis import settings

QUICK, LANES = "--quick", "--lanes"
MARKERS = (
    "lane: one of those that take minutes together; runs with --lanes alone",
    "slow: takes seconds; begins first, and not with --quick",
)
_FEW_EXAMPLES = 20
_MINUTES, _AN_HOUR = ("lane", "outage"), 3600  # by these markers; what hangs in one of them is ended after seconds


def add_options(parser: pytest.Parser) -> None:
    """Options of a whole run."""
    parser.addoption(QUICK, action="store_true", help="no kills, browsers and PostgreSQL, each conversation once")
    parser.addoption(LANES, action="store_true", help="what takes minutes, and nothing else")


def configure(config: pytest.Config) -> None:
    """Make the markers known; a quick run tries fewer examples of each rule."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    if config.getoption(QUICK):
        settings.register_profile("quick", max_examples=_FEW_EXAMPLES)
        settings.load_profile("quick")


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what is to run, in its order."""
    lanes, quick = config.getoption(LANES), config.getoption(QUICK)
    chosen = [item for item in items if _is(item, "lane") is lanes]
    if quick:
        soon = _each_conversation_once(item for item in chosen if not _takes_long(item))
        chosen = list(soon)
    for item in chosen:
        if any(_is(item, marker) for marker in _MINUTES):
            item.add_marker(pytest.mark.timeout(_AN_HOUR))
    kept = set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = sorted(chosen, key=lambda item: not _is(item, "slow"))


def _is(item: pytest.Item, marker: str) -> bool:
    return item.get_closest_marker(marker) is not None


def _takes_long(item: pytest.Item) -> bool:
    params = getattr(item, "callspec", None)
    on_server = params is not None and "postgresql" in params.params.values()
    return _is(item, "slow") or on_server or "browser" in getattr(item, "fixturenames", ())


def _each_conversation_once(items: Iterable[pytest.Item]) -> Iterable[pytest.Item]:
    """By the first kind of channel that it is played on."""
    first: dict[str, str] = {}
    for item in items:
        kind = item.callspec.params.get("town") if hasattr(item, "callspec") else None
        if kind is None or first.setdefault(item.nodeid.partition("[")[0], kind) == kind:
            yield item
