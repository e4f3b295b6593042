"""A table of examples tries every one, and its failure names those that do not hold."""

import pytest

from tests.tables import each_of


def test_each_example_that_does_not_hold_is_named() -> None:
    tried: list[tuple[int, str]] = []

    @each_of("letter", "ab")
    @each_of(("number", "is_odd"), [(1, True), (2, True), (3, True)])
    def check(letter: str, number: int, *, is_odd: bool) -> None:
        tried.append((number, letter))
        assert (number % 2 == 1) is is_odd

    with pytest.raises(ExceptionGroup, match="2 of 2 examples") as told:
        check()

    assert len(tried) == 6
    (of_a, of_b) = told.value.exceptions
    assert isinstance(of_a, ExceptionGroup)
    assert of_a.exceptions[0].__notes__ == ["example: {'letter': 'a', 'number': 2, 'is_odd': True}"]
    assert of_b.__notes__ == ["example: {'letter': 'b'}"]


def test_a_table_without_examples_shows_nothing() -> None:
    with pytest.raises(ValueError, match="without examples"):
        each_of("letter", [])
