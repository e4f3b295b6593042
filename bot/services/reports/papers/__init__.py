"""What is printed, drawn or sent as a file."""
