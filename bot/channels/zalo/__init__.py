"""Zalo Bot over HTTP: words only, without buttons, editing and files."""
