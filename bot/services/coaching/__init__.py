"""Lessons for one person: asking, offering, appointments, and what follows them."""
