"""All tables by subject; importing this package registers them with the metadata."""

from bot.storage.base import Base
from bot.storage.tables import (
    announcements,
    bots,
    calendars,
    coaching,
    courses,
    files,
    group_chats,
    ladder,
    messaging,
    operation,
    page_sessions,
    people,
    places,
    reports,
    safety,
    volunteers,
)

__all__ = [
    "Base",
    "announcements",
    "bots",
    "calendars",
    "coaching",
    "courses",
    "files",
    "group_chats",
    "ladder",
    "messaging",
    "operation",
    "page_sessions",
    "people",
    "places",
    "reports",
    "safety",
    "volunteers",
]
