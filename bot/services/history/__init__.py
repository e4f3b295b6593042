"""What was done: the registry of acts, undoing them, the activity log."""
