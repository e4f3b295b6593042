"""The page of leaders and coordinators: what the chat tells, with lists, numbers and downloads."""

from bot.web.pages.routes import page_routes

__all__ = ["page_routes"]
