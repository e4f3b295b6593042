"""The weekly matching of a week in a file, without starting the assistant."""
