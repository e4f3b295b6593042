"""Telegram through python-telegram-bot, used as a client only."""

import os

# The library's switch to its future type of time spans; without it each retry_after raises a warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")
