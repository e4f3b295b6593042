"""Services: group chats."""
