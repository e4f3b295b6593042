"""Backups made, tried and brought back."""
