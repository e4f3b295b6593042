"""Figures of weeks, wards and the area, and the days they cover."""
