"""Decides: pure rules and values, without I/O, texts or clock."""
