"""Services: matching."""
