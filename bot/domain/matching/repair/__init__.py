"""Repairs a week after a drop-out, asking as few others as possible to move."""
