"""Converses: what arrives and leaves, questions, understanding, rendering."""
