"""Deep links: `?start=` into the private chat, `?startgroup=` into a group."""

import re
from typing import NamedTuple

_LINK = re.compile(r"(?:https?://t\.me/|tg://resolve\?domain=)(\w+)[?&](start(?:group)?)=(.*)")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class DeepLink(NamedTuple):
    bot: str
    kind: str
    payload: str

    @property
    def allowed(self) -> bool:
        """The app drops a payload of anything else."""
        return _PAYLOAD.fullmatch(self.payload) is not None


def deep_link(url: str) -> DeepLink | None:
    found = _LINK.fullmatch(url)
    return found and DeepLink(*found.groups())
