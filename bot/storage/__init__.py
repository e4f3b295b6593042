"""Remembers: tables, the engine and queries shared by several services."""

from bot.storage import (
    announcements,
    coaching,
    courses,
    files,
    group_chats,
    ladder,
    messaging,
    people,
    places,
    reports,
    safety,
    volunteers,
    web,
)
from bot.storage.base import Base

__all__ = [
    "Base",
    "announcements",
    "coaching",
    "courses",
    "files",
    "group_chats",
    "ladder",
    "messaging",
    "people",
    "places",
    "reports",
    "safety",
    "volunteers",
    "web",
]
