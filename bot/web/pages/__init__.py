"""The pages of leaders and coordinators: figures, lists, roll calls, downloads."""

from bot.web.pages.routes import page_routes

__all__ = ["page_routes"]
