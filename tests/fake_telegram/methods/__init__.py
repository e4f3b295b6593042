"""The methods, each a function of the state and its parameters."""

from collections.abc import Awaitable, Callable

from tests.fake_telegram.methods import changing, presenting, receiving, sending
from tests.fake_telegram.parameters import Json
from tests.fake_telegram.state import State

Method = Callable[[State, Json], object | Awaitable[object]]

METHODS: dict[str, Method] = {**receiving.METHODS, **sending.METHODS, **changing.METHODS, **presenting.METHODS}
