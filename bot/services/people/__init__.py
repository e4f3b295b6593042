"""Who somebody is, where they live, what they agreed to."""
