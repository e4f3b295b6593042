"""Courses and sessions: registering, moving, calling off, and telling who is concerned."""
