"""Calendar files (RFC 5545), as Google, Apple and Outlook read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import icalendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MAKER = "-//Hoc Vu So//VI"
_LOOK_AGAIN = timedelta(hours=6)  # a wish: Google looks when it likes


@dataclass(frozen=True)
class Event:
    """Something at a time, for people who may keep it on servers abroad: no names, numbers or codes.

    `uid` stays the same whatever becomes of it; `sequence` grows with each change.
    """

    uid: str
    title: str
    starts_at: datetime
    length: timedelta
    place: str = ""
    sequence: int = 0
    is_called_off: bool = False


def written(name: str, events: Sequence[Event], now: datetime) -> bytes:
    import icalendar  # noqa: PLC0415 three megabytes that a quiet bot does not need: docs/adr/0030

    calendar = icalendar.Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")  # Outlook takes a file without it for an invitation
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", _LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", f"PT{_LOOK_AGAIN // timedelta(hours=1)}H")  # Outlook's name for it
    for event in events:
        calendar.add_component(_component(event, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(event: Event, now: datetime) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415 three megabytes that a quiet bot does not need: docs/adr/0030

    made = icalendar.Event()
    starts = event.starts_at.astimezone(ZONE)
    made.add("uid", event.uid)
    made.add("dtstamp", now.astimezone(UTC))
    made.add("sequence", event.sequence)
    made.add("summary", event.title)
    made.add("dtstart", starts)
    made.add("dtend", starts + event.length)
    made.add("status", "CANCELLED" if event.is_called_off else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.is_called_off else "OPAQUE")
    if event.place:
        made.add("location", event.place)
    return made
