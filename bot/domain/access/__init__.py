"""Rights of roles, and codes for classes, groups, invitations and accounts."""
