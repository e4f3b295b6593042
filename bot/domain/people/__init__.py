"""Roles, telephone numbers and places of people, and entries that may be one person."""
