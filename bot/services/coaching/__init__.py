"""Services: coaching."""
