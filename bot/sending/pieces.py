"""One message in the pieces that a channel can take."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.channels.channel import Channel, NotSent, NotThisWay, Refused, SendResult, Sent, Throttled, Unclear
from bot.chat.render import fit
from bot.services.delivery.queue import Delivery

# Called between two pieces of one message; returns whether the next may leave.
Pause = Callable[[Delivery, float], Awaitable[bool]]


async def send(channel: Channel, delivery: Delivery, pause: Pause) -> SendResult:
    """Send the pieces in order, until one does not arrive; `pause` is waited for between two of them."""
    can = channel.can(delivery.external_id)
    edits = delivery.edits if can.edits else None
    if (delivery.message.only_as_edit and edits is None) or (delivery.message.menu is not None and not can.menu):
        return Sent("")
    result: SendResult = Refused("nothing to send")
    uploaded = None
    for nth, piece in enumerate(fit(delivery.message, can)):
        if nth and not await pause(delivery, can.gap):
            return Unclear("only a part of it was sent")
        result = await channel.send(delivery.external_id, piece, edits)
        if isinstance(result, Refused) and not nth and piece.attachment is not None and not can.files:
            # It could not be fetched: no text must speak of it.
            plain = replace(delivery, message=replace(delivery.message, attachment=None))
            return await send(channel, plain, pause)
        if not isinstance(result, Sent):
            return _in_part(result) if nth else result
        uploaded = uploaded or result.file_id
    return replace(result, file_id=uploaded) if isinstance(result, Sent) else result


def _in_part(result: SendResult) -> SendResult:
    return Unclear("only a part of it arrived") if isinstance(result, NotSent | NotThisWay | Throttled) else result


async def without_pause(_delivery: Delivery, _gap: float) -> bool:
    return True
