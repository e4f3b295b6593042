"""Services: delivery."""
