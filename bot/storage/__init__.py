"""Remembers: tables, the engine and queries shared by several services."""

from bot.storage import courses, files, messaging, people, places, reports, volunteers, web
from bot.storage.base import Base

__all__ = ["Base", "courses", "files", "messaging", "people", "places", "reports", "volunteers", "web"]
