"""Reminders, quiet hours, announcements, posts in groups, and how fast messages may be sent."""
