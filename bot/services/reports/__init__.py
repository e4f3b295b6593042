"""Figures, tables, charts and documents of a week, a group, a ward."""
