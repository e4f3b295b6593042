"""«Gọi giúp»: whom a human calls, in which order, with what outcome."""
