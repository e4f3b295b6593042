"""Questions that several conversations ask: which group, when, where, for whom."""
