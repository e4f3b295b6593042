"""Does: one function per use case, (db, …) -> result, never commits."""
