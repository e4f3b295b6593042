"""Visits by two: a search with a proven bound."""
