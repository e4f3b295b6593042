"""A turn: one incoming message, one transaction, replies in the outbox."""
