"""Strategies: any JSON, and JSON with something missing, unknown or wrong in it."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

# Any JSON, in the place of something else.
junk: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from(
        (0, -1, 7, 2**52, 2**63, -(2**63) - 1, 10**30, 0.5, 1e308, -0.0, "", "private", "5", "\ud800", "\0", "x" * 5000)
    )
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("id", "type", "from", "?")), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401 any JSON
    """Up to three things in it taken away, replaced or added, at any depth."""
    found = deepcopy(draw(whole))
    for _time in range(draw(st.integers(0, 3))):
        places = list(_places(found))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        how = draw(st.sampled_from(("away", "junk", "more")))
        if how == "away":
            del holder[key]
        elif how == "junk":
            holder[key] = draw(junk)
        elif isinstance(holder, dict):
            holder[draw(st.text(max_size=5))] = draw(junk)
    return found


def _places(found: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 any JSON
    """Each thing in it, as what holds it and where."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for key, value in inner:
        yield found, key
        yield from _places(value)
