"""The weekly matching: its runs, what it proposes and whom it leaves over."""
