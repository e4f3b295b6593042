"""Logs that the database cannot be used, and that it works again, without flooding the log."""

import asyncio

import structlog

log = structlog.get_logger()

_SAY_EVERY = 30.0  # seconds between two warnings with the same reason
# Reading works while the disk is full: the outage is over only after this long without a failure.
_QUIET = 10.0


class Outage:
    def __init__(self) -> None:
        self._since: float | None = None
        self._failed_at = 0.0
        self._said: dict[str, float] = {}

    def goes_on(self, why: str) -> None:
        now = self._failed_at = asyncio.get_running_loop().time()
        if self._since is None:
            self._since = now
        if now >= self._said.get(why, now):
            self._said[why] = now + _SAY_EVERY
            log.warning("the database cannot take it now: it is waited for", why=why, seconds=round(now - self._since))

    def may_be_over(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._since is not None and now >= self._failed_at + _QUIET:
            log.info("the database takes it again", seconds=round(self._failed_at - self._since))
            self._since = None
            self._said.clear()
