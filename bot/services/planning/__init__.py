"""The coming week as the matching reads it."""
