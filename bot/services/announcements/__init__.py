"""Telling many people: whom, fraud warnings, and who was not reached."""
