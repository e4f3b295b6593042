"""Services: safety."""
