"""Keeps the fitted recogniser beside the bytecode, as Python keeps what it has compiled: a second start reads it."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np

from bot.domain.understanding import recogniser
from bot.domain.understanding.recogniser import Recogniser

_PLACE = Path(cache_from_source(recogniser.__file__)).with_name("recogniser.npz")
_DOMAIN = Path(recogniser.__file__).parents[1]
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, BadZipFile)


def fitted(
    phrases: Mapping[str, Sequence[str]],
    now: datetime,
    never_with: Mapping[str, frozenset[str]],
    labels: Mapping[str, Sequence[str]],
    place: Path = _PLACE,
) -> Recogniser:
    """Return the recogniser of these examples: as it was kept, unless they or the code that reads them have changed."""
    digest = _digest(phrases, labels)
    try:
        with np.load(BytesIO(place.read_bytes()), allow_pickle=False) as kept:
            if kept["digest"].tobytes() == digest:
                return Recogniser(phrases, now, never_with, labels, kept)
    except _UNREADABLE:
        pass  # it is fitted anew
    made = Recogniser(phrases, now, never_with, labels)
    if not sys.dont_write_bytecode:
        _keep(made, digest, place)
    return made


def _digest(phrases: Mapping[str, Sequence[str]], labels: Mapping[str, Sequence[str]]) -> bytes:
    digest = sha256(repr((np.__version__, list(phrases.items()), list(labels.items()))).encode())
    for script in sorted(_DOMAIN.rglob("*.py")):
        digest.update(script.read_bytes())
    return digest.digest()


def _keep(made: Recogniser, digest: bytes, place: Path) -> None:
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
