"""Telegram, through python-telegram-bot as a client."""

import os

# The library's own switch to the coming form of its times; without it each retry_after is a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
