"""Services: messaging."""
