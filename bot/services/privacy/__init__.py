"""Services: privacy."""
