"""Our errors under one root; a library's error is turned into one of them where it is understood."""


class AssistantError(Exception):
    """Raised and handled by this program."""


class NotAllowed(AssistantError):
    """The person lacks the right; a turn answers «not yours»."""


class NotFound(AssistantError):
    """The thing is gone, or the person must not know of it; a turn answers that it is past."""


class OperatorError(AssistantError):
    """Ends the process or command; the message says in one line what to mend."""
