"""Messages in and out, questions, understanding, rendering, and words for values."""
