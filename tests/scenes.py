"""How many tests begin: played once in a run, and set back for the others as it had come to be.

The rest of a test is played as ever: on the same database file, with the same phones, at the same moment.
"""

import io
import pickle
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot import clock
from tests.town import Talker, Town

T = TypeVar("T")

_OF_WEB = ("lines", "kinds", "files", "offline", "blocked", "_last")
_OF_TOWN = ("talk", "put", "posted", "_events", "_answers", "_last", "_before")


@dataclass(frozen=True)
class _Begun:
    content: bytes  # of the file of the database
    at: datetime
    state: bytes


_BEGUN: dict[tuple[object, ...], _Begun] = {}


async def begun(town: Town, play: Callable[..., Awaitable[T]], *given: object) -> T:
    """Return what `play` returns; whatever was done in the town before, it is really played."""
    if town.begun is None:
        return await play(*given)
    phones = [(talker.account, talker.name) for talker in town._talkers.values()]
    how = (play.__module__, play.__qualname__, *(one for one in given if one is not town))
    key = (*town.begun, town.kind, *phones, *how)
    if key in _BEGUN:
        result: T = await _set_back(town, _BEGUN[key])
    else:
        result = await play(*given)
        _BEGUN[key] = _Begun((await town.file()).read_bytes(), clock.now(), _written(town, result))
    town.begun = key
    return result


async def _set_back(town: Town, to: _Begun) -> Any:  # noqa: ANN401 what was returned when it was played
    await town.is_now(to.content)
    clock.stop_at(to.at)
    chance, phones, web, rest, result = _Reader(town, io.BytesIO(to.state)).load()
    _chance().setstate(chance)
    for account, (name, new) in phones.items():
        _phone(town, account, name).new[:] = new
    for name, value in web.items():
        setattr(town.web, name, _filled(getattr(town.web, name), value))
    for name, value in rest.items():
        setattr(town, name, _filled(getattr(town, name), value))
    return result


def _filled(place: Any, value: Any) -> Any:  # noqa: ANN401 a collection, which others may hold, or a number
    if not isinstance(place, dict | set | list):
        return value
    place.clear()
    place.extend(value) if isinstance(place, list) else place.update(value)
    return place


def _written(town: Town, result: object) -> bytes:
    phones = {account: (talker.name, talker.new) for account, talker in town._talkers.items()}
    web = {name: _plain(getattr(town.web, name)) for name in _OF_WEB}
    rest = {name: getattr(town, name) for name in _OF_TOWN}
    written = io.BytesIO()
    _Writer(town, written).dump((_chance().getstate(), phones, web, rest, result))
    return written.getvalue()


def _plain(value: Any) -> Any:  # noqa: ANN401 the same
    return dict(value) if isinstance(value, dict) else value


def _phone(town: Town, account: str, name: str) -> Talker:
    return town._talkers.get(account) or town.phone(name, account)


def _chance() -> Any:  # noqa: ANN401 the generator that tests/conversations/conftest.py puts there
    return secrets.choice.__self__  # type: ignore[attr-defined]


class _Writer(pickle.Pickler):
    """Names the town and its people: they are there already where it is read."""

    def __init__(self, town: Town, file: io.BytesIO) -> None:
        super().__init__(file)
        self._town = town

    def persistent_id(self, one: object) -> object:
        if one is self._town:
            return "town", "", ""
        return ("phone", one.account, one.name) if isinstance(one, Talker) else None


class _Reader(pickle.Unpickler):
    def __init__(self, town: Town, file: io.BytesIO) -> None:
        super().__init__(file)
        self._town = town

    def persistent_load(self, of: Any) -> object:  # noqa: ANN401 as it was named
        kind, account, name = of
        return self._town if kind == "town" else _phone(self._town, account, name)
