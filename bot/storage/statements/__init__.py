"""Statements run on SQLite's own connection, each compiled once; sessions that use them."""
