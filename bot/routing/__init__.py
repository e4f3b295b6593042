"""Decides which flow a message starts, with which answers and reply."""
