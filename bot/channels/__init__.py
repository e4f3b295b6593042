"""Messaging platforms, one package each."""
