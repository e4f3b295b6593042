"""Services: demo."""
