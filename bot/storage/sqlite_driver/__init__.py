"""Connections to a SQLite file: without threads, cancellable, and refusing a file that was moved."""
