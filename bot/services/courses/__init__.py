"""Services: courses."""
