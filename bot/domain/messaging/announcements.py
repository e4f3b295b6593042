"""Announcements: segments, accepted texts, and the time in which they can be recalled."""

from datetime import timedelta
from enum import StrEnum

RECALL = timedelta(minutes=5)
SHORTEST, LONGEST = 3, 500
_LINKS = ("http:", "https:", "www.", "bit.ly", "t.me/", "zalo.me/")


class Segment(StrEnum):
    """Who at a place gets the announcement; volunteers and relatives count among everybody.

    OF_AUDIENCE are those who have said that they are workers, traders and so on.
    WARNED is a fraud warning: everybody, the groups' chats, and the leaders with a text to read aloud.
    """

    EVERYBODY = "everybody"
    LEARNERS = "learners"
    NEVER_BEEN = "never_been"
    ELDERLY = "elderly"
    OF_AUDIENCE = "of_audience"
    WARNED = "warned"


def readable(words: str) -> str | None:
    """Return the text with its spaces tidied; None if it is too short, too long or holds a link."""
    tidy = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    holds_a_link = any(link in tidy.lower() for link in _LINKS)
    return tidy if SHORTEST <= len(tidy) <= LONGEST and not holds_a_link else None
