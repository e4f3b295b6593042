"""The public HTTP server, and the pages of leaders and coordinators."""
