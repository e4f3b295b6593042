"""Integer programmes: written, solved and bounded."""
