"""What was done: one registry of acts, undoing them, and the activity log."""
