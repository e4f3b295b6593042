"""Mending a week when somebody drops out, moving as few others as possible."""
