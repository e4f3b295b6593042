"""What is counted for a week, a ward and the area, and over which days."""
