"""Lists of people as offices and leaders make them: lines, columns, sheets, fonts of before Unicode."""
