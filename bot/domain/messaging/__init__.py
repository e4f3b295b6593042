"""When people are written to, how fast, and how many at once."""
