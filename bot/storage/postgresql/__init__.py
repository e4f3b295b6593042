"""What processes of one PostgreSQL database share: hints that there is something to send, and jobs."""
