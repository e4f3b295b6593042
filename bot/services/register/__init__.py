"""The leader's book of people: entering, importing, merging two entries, changing a group."""
