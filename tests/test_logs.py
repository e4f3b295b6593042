"""What never reaches the log, whoever lets it come so far."""

import pytest

from bot.logs import redact


@pytest.mark.parametrize(
    ("written", "logged"),
    [
        ("called 0912 345 678 twice", "called ‹phone› twice"),
        ("invalid literal: '079185012345'", "invalid literal: '‹number›'"),
        ("card 4111 1111 1111 1111.", "card ‹number›."),
        ("/bot/123456:AAaaBBbbCCccDDddEEeeFFff", "/bot/‹token›"),
        (
            "chat -1001234567890 has moved at 2026-11-23T22:30:05Z",
            "chat -1001234567890 has moved at 2026-11-23T22:30:05Z",
        ),
    ],
)
def test_secrets_are_taken_out(written: str, logged: str) -> None:
    assert redact(written) == logged
