"""Addresses at which calendar programs read, and what stands in them."""
