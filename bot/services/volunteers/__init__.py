"""Volunteers at sessions: shifts, offers, seating, organisations and their members."""
