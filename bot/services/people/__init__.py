"""Services: people."""
