"""Connections to a SQLite file: statements without a thread, ending when cancelled, a file that must not move."""
