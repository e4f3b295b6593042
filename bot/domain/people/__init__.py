"""Roles, telephone numbers, places, and duplicates of people."""
