"""What the assistant does: one function per use case, (db, …) -> result; none commits, each checks rights."""
