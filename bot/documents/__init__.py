"""Draws: files made of plain values, without a database or a language of their own."""
