"""`python3 -m bot doctor`: looks at the whole installation, changes nothing, and says what to do."""
