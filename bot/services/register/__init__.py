"""Services: register."""
