"""Our own errors, under one root; a library's error is turned into one of them where it is understood."""


class AssistantError(Exception):
    """Raised by us, and expected to be caught by us."""


class NotAllowed(AssistantError):
    """Somebody asked for what only others may do; a turn answers that it is not theirs."""


class NotFound(AssistantError):
    """What was asked about is not there any more, or is not theirs to know of; a turn answers that it is past."""


class OperatorError(AssistantError):
    """Stops the process or the command; the message says in one line what has to be mended."""
