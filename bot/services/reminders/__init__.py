"""Services: reminders."""
