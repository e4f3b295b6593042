"""Seats: enrolling, leaving, capacity, the waiting list and its offers."""
