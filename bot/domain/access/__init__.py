"""Who may do what, and the codes that let somebody in."""
