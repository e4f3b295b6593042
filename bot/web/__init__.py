"""What people see in a browser: the demo page, later the leader's pages."""
