"""Services: announcements."""
