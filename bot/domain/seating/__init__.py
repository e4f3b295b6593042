"""Who sits beside whom at a session."""
