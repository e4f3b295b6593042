"""The leader's book of people: entering, importing, joining two entries."""
