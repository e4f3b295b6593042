"""What can go wrong with a call."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A code of the API, a page of what stands before it, or a connection that is cut; before the effect or after."""

    code: int = 0
    page: int = 0
    cut: bool = False
    applied: bool = False


HASTE, WRONG_TOKEN, ITS_OWN = Fault(429), Fault(401), Fault(403)
GATEWAY, CUT, CUT_AFTER = Fault(page=502), Fault(cut=True), Fault(cut=True, applied=True)
