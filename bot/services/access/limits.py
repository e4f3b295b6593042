"""Has a person met one of the limits of bot/domain/safety/rate_limit.py?"""

from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot import clock
from bot.domain.safety.rate_limit import LIMITS, Limited
from bot.errors import AssistantError
from bot.services.access.acts import ActKind
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

log = structlog.get_logger()


class TooOften(AssistantError):
    """The person has met a limit and has to wait, or to ask a human."""


async def is_met(
    db: AsyncSession, limited: Limited, at: InstrumentedAttribute[datetime], *counted: ColumnElement[bool]
) -> bool:
    limit = LIMITS[limited]
    rows = select(func.count()).where(at > clock.now() - limit.within, *counted)
    met = (await db.scalar(rows) or 0) >= limit.most
    if met:
        log.warning("a limit is met", limit=limited.value)
    return met


async def is_met_by_acts(db: AsyncSession, limited: Limited, by: Person, kind: ActKind) -> bool:
    return await is_met(db, limited, Act.at, Act.by_id == by.id, Act.kind == kind)
