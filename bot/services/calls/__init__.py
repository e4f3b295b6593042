"""Services: calls."""
