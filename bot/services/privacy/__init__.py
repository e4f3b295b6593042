"""What is kept of a person: reading, exporting, erasing, forgetting in time."""
