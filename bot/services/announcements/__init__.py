"""Telling many people: the audience, fraud warnings, and those who were not reached."""
