"""Services: roles."""
