"""One channel as the sender sees it: what is on its way there, and when it is worth a look."""

from dataclasses import dataclass, field

from bot.channels.channel import Channel
from bot.domain.messaging.pacing import Pacer
from bot.domain.messaging.plans import Left
from bot.services.delivery.leases import Hold

LOOK_EVERY, SOON = 1.0, 0.2  # seconds
_IN_FLIGHT = 16


@dataclass
class Lane:
    """One channel, with a pace of its own: what holds it back holds back no other.

    `held`: rows that the pacer lets not leave yet, and whether they are replies. What comes next is found meanwhile,
    and a reply may overtake anything else. `has_reply`: may there be one? `idle_until`: the last look has found
    nothing for it, and the next comes then or when woken (loop time). `hides`: could that look not see what waits
    behind something on its way? `turns_away`: may something be kept because no channel took it? `is_open`: while it is
    not, nothing more is taken for it. `left`: what its plan has left; with little, some things go another way.
    `recovered`: in which term of the lease was it decided what the process before has left?
    """

    channel: Channel
    pacer: Pacer
    hold: Hold
    flying: int = 0
    held: dict[int, bool] = field(default_factory=dict)
    has_reply: bool = True
    idle_until: float = 0.0
    hides: bool = True
    recovered: int = 0
    turns_away: bool = True
    is_open: bool = True
    left: Left = Left.ENOUGH
    expected: set[int] = field(default_factory=set)  # addresses

    @property
    def is_recovered(self) -> bool:
        return self.recovered == self.hold.term

    @property
    def is_ours(self) -> bool:
        return self.is_open and self.hold.is_mine and self.is_recovered

    def wait(self, now: float) -> float:
        """Return the seconds until it is worth a look; 0 is now."""
        if self.flying >= _IN_FLIGHT:
            return LOOK_EVERY
        if self.held:
            return 0.0 if self.has_reply and not any(self.held.values()) else LOOK_EVERY
        return max(self.idle_until - now, self.pacer.wait(now, is_reply=True) - SOON, 0.0)
