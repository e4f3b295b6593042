"""Telegram, through python-telegram-bot as a client."""
