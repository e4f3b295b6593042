"""Matches a week kept in a file: the same engine as the assistant's, without starting the assistant."""
