"""Incidents, checking a visitor, and who sends too much."""
