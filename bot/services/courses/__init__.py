"""Courses and sessions: registering, moving, calling off, and telling those concerned."""
