"""Reads typed Vietnamese, and lists of people, into values."""
