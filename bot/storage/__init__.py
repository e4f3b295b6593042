"""Remembers: tables, the engine and queries shared by several services."""
