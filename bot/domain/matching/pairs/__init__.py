"""Visits by two: a search with a proved bound."""
