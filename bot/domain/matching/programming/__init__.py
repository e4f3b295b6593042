"""Integer programmes: how they are written down, solved and bounded."""
