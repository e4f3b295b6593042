"""What becomes of messages: the sender's queue, addresses that work, outages, linked accounts."""
