"""Reminders of sessions, and the question after a class."""
