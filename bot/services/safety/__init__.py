"""Incidents, checking a visitor, limits on misuse."""
