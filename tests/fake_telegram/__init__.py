"""A strict fake of the Telegram Bot API for the real client to run against."""

from tests.fake_telegram import faults
from tests.fake_telegram.clock import Clock
from tests.fake_telegram.fake import FakeTelegram
from tests.fake_telegram.pace import RateLimits
from tests.fake_telegram.people import Group, Person

__all__ = ["Clock", "FakeTelegram", "Group", "Person", "RateLimits", "faults"]
