"""Classes worth opening for people who still wait."""
