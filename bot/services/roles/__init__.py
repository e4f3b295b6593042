"""How roles begin and end: requests, invitations, stand-ins, hand-overs."""
