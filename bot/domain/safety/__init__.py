"""Incidents, visitor checks, and limits on how much one account may send."""
