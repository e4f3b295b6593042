"""Services: attendance."""
