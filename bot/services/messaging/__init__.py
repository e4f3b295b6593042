"""The outbox and what is put into it: talks, questions, menus, attachments, quiet hours."""
