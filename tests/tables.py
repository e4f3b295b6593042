"""Tables of examples, each run as one test: a failure names every example that does not hold."""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from inspect import Signature
from typing import Any

Check = Callable[..., None]


def each_of(names: str | tuple[str, ...], examples: Iterable[Any]) -> Callable[[Check], Check]:
    """Take what `pytest.mark.parametrize` takes: for checks that need no fixtures, whose set-up would cost the most."""
    rows = [dict(zip(names, row, strict=True)) if isinstance(names, tuple) else {names: row} for row in examples]
    if not rows:
        raise ValueError("a table without examples shows nothing")

    def of(check: Check) -> Check:
        def test(**of_other_tables: Any) -> None:  # noqa: ANN401 whatever the examples are
            found = [_tried(check, {**of_other_tables, **row}) for row in rows]
            wrong = [error for error in found if error is not None]
            if wrong:
                raise ExceptionGroup(f"{len(wrong)} of {len(rows)} examples do not hold", wrong)

        update_wrapper(test, check)
        test.__dict__["__signature__"] = Signature()  # pytest would look for fixtures of these names
        return test

    return of


def _tried(check: Check, example: dict[str, Any]) -> Exception | None:
    try:
        check(**example)
    except Exception as error:  # noqa: BLE001 the others are tried all the same
        error.add_note(f"example: {example!r}")
        return error
    return None
