"""Typed Vietnamese and lists of people, read into values."""
