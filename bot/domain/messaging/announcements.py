"""Telling many people at once: whom, and how long it can be recalled before anything leaves."""

from datetime import timedelta
from enum import StrEnum

RECALL = timedelta(minutes=5)
SHORTEST, LONGEST = 3, 500
_LINKS = ("http:", "https:", "www.", "bit.ly", "t.me/", "zalo.me/")


class Segment(StrEnum):
    """Whom of a place it is for; a volunteer or relative counts among everybody.

    Those warned of a fraud are everybody, the chats of the groups, and the leaders with a text to read aloud.
    """

    EVERYBODY = "everybody"
    LEARNERS = "learners"
    NEVER_BEEN = "never_been"
    ELDERLY = "elderly"
    WARNED = "warned"


def readable(words: str) -> str | None:
    """What may be told everybody: neither a syllable nor a page, and no link, since swindlers send those."""
    tidy = "\n".join(" ".join(line.split()) for line in words.strip().splitlines())
    holds_a_link = any(link in tidy.lower() for link in _LINKS)
    return tidy if SHORTEST <= len(tidy) <= LONGEST and not holds_a_link else None
