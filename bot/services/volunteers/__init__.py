"""Services: volunteers."""
