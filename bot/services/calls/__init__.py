"""«Gọi giúp»: who is called by a human, in which order, with what outcome."""
