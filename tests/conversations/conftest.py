"""In conversations chance is the same every time, so that a transcript changes only when a text does."""

import random
import secrets

import pytest


@pytest.fixture(autouse=True)
def _seeded_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "choice", random.Random(7).choice)  # noqa: S311 nothing to be kept secret
