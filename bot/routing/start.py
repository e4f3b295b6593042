"""What a message starts."""

from dataclasses import dataclass, field
from typing import Any

from bot import flows
from bot.chat.chat import Reply
from bot.chat.flow import Flow

LONGEST_LINE = 300  # how much of what is typed a flow gets


@dataclass
class Start:
    """A flow to run, the answers it has, and the reply it reads.

    `comes_back`: the question that is open is asked again once this has come to its end.
    """

    flow: Flow
    answers: dict[str, Any] = field(default_factory=dict)
    reply: Reply | None = None
    comes_back: bool = False
    also: tuple["Start", ...] = ()


def named(flow: str, /, **answers: Any) -> Start:  # noqa: ANN401 any JSON value
    return Start(flows.FLOWS.get(flow) or flows.FLOWS["long_past"], answers)
