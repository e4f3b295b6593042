"""Who may do what: roles and rights, codes, acts, sessions of the leaders' page."""
