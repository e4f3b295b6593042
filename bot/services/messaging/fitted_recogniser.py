"""Keeps what was fitted to examples beside the bytecode, as Python keeps what it has compiled: a second start reads
it.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Protocol, TypeAlias, TypeVar
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from bot.domain.understanding import recogniser
from bot.domain.understanding.answers.examples import EXAMPLES
from bot.domain.understanding.answers.reader import AnswerReader
from bot.domain.understanding.recogniser import Recogniser

_PLACE = Path(cache_from_source(recogniser.__file__)).with_name("recogniser.npz")
_DOMAIN = Path(recogniser.__file__).parents[1]
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, BadZipFile)


_Kept: TypeAlias = Mapping[str, npt.NDArray[Any]]


class _Fitted(Protocol):
    def fitted(self) -> dict[str, npt.NDArray[Any]]: ...


F = TypeVar("F", bound=_Fitted)


def fitted(
    phrases: Mapping[str, Sequence[str]],
    now: datetime,
    never_with: Mapping[str, frozenset[str]],
    labels: Mapping[str, Sequence[str]],
    place: Path = _PLACE,
) -> Recogniser:
    """Return the recogniser of these examples: as it was kept, unless they or the code that reads them have changed."""
    digest = _digest(repr((list(phrases.items()), list(labels.items()))))
    return _kept_or_made(place, digest, lambda kept: Recogniser(phrases, now, never_with, labels, kept))


@cache
def answers() -> AnswerReader:
    return fitted_answers(_PLACE.with_name("answers.npz"))


def fitted_answers(place: Path) -> AnswerReader:
    return _kept_or_made(place, _digest(""), lambda kept: AnswerReader(EXAMPLES, kept))


def _kept_or_made(place: Path, digest: bytes, make: Callable[[_Kept | None], F]) -> F:
    try:
        with np.load(BytesIO(place.read_bytes()), allow_pickle=False) as kept:
            if kept["digest"].tobytes() == digest:
                return make(kept)
    except _UNREADABLE:
        pass  # it is fitted anew
    made = make(None)
    if not sys.dont_write_bytecode:
        _keep(made, digest, place)
    return made


def _digest(examples: str) -> bytes:
    digest = sha256(f"{np.__version__} {examples}".encode())
    for script in sorted(_DOMAIN.rglob("*.py")):
        digest.update(script.read_bytes())
    return digest.digest()


def _keep(made: _Fitted, digest: bytes, place: Path) -> None:
    """Write it whole or not at all; where nobody may write, each start fits it anew."""
    content, arrays = BytesIO(), {"digest": np.frombuffer(digest, np.uint8), **made.fitted()}
    np.savez(content, allow_pickle=False, **arrays)
    try:
        place.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(content.getvalue())
        Path(file.name).replace(place)
    except OSError:
        return
