"""Volunteers to elderly residents and class seats: one exact flow a week, proved, explained."""
