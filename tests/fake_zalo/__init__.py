"""A fake of the Zalo Bot platform: both styles of errors, updates flat and wrapped, one a call and handed over once.

What nobody knows yet is chosen: a message beyond the month is answered 429, a webhook that does not answer 2xx is
tried again.
"""

from tests.fake_zalo import faults
from tests.fake_zalo.fake import STYLES, TOKEN, FakeZalo, Person, Style

__all__ = ["STYLES", "TOKEN", "FakeZalo", "Person", "Style", "faults"]
