"""What is no talk but has happened on a platform: somebody has blocked us, or let us in again."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.chat.message import Incoming, Kind
from bot.services import deliveries, people


async def take(db: AsyncSession, incoming: Incoming) -> None:
    """Write down what it means. Whom we do not know stays unknown."""
    address = await people.known(db, incoming)
    if address is None:
        return
    if incoming.kind is Kind.BLOCKED:
        await deliveries.lost(db, address, "blocked")
    else:
        address.unreachable_at = None
