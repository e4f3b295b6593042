"""What may be posted in the chat of a residential group, and when."""

import re
from datetime import datetime, time

from bot.domain.people.phones import phone
from bot.domain.vietnamese import fold
from bot.domain.weeks import A_WEEK, first_weekday

_AT = time(7, 30)
_A_HOME = re.compile(r"\bnha\s+(?:rieng\s+)?(?:ong|ba|bac|co|chu|anh|chi|em|di|cau|thay|thim|mo|duong|gd|gia dinh)\b")


def next_week(local_now: datetime) -> datetime:
    at = datetime.combine(first_weekday(0, local_now.date()), _AT, local_now.tzinfo)
    return at if at > local_now else at + A_WEEK


def is_public(place: str) -> bool:
    return phone(place) is None and _A_HOME.search(fold(place)) is None
