"""The weekly matching: its runs, what it proposes, and who is left over."""
