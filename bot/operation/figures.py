"""What Prometheus is told of the database: depth and age of the outbox, alarms without anybody, plans of platforms."""

import asyncio
from calendar import monthrange
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from prometheus_client import Gauge
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.messaging.plans import ServicePlan
from bot.domain.safety.incidents import IncidentStatus
from bot.metrics import platform_of
from bot.operation import backups
from bot.operation.doctor.machine import free_at
from bot.services.delivery import emergency_stop
from bot.storage.base import NOW
from bot.storage.database import Database
from bot.storage.passing import Unavailable
from bot.storage.tables.bots import BotMonth
from bot.storage.tables.messaging import Outbox, OutboxStatus
from bot.storage.tables.people import Address
from bot.storage.tables.safety import Incident

_FRESH_FOR = 5.0  # seconds; whoever asks more often is told the same
_WITHIN = 5.0

UP = Gauge("hoc_vu_so_database_up", "Does the database answer?")
WAITING = Gauge("hoc_vu_so_outbox_waiting", "Messages that are due and have not left", ["priority", "channel"])
OLDEST = Gauge("hoc_vu_so_outbox_oldest_seconds", "Since when the oldest of them is due", ["priority", "channel"])
STOPPED = Gauge("hoc_vu_so_stopped", "Is an emergency stop in force?")
UNCLEAR = Gauge("hoc_vu_so_outbox_unclear", "Messages of which nobody knows whether they arrived")
ALARMS = Gauge("hoc_vu_so_alarms_untaken", "Incidents that nobody has taken on")
OLDEST_ALARM = Gauge("hoc_vu_so_alarm_oldest_seconds", "Since when the oldest of them waits")
USED = Gauge("hoc_vu_so_plan_used", "Messages of this month, there and back", ["bot"])
ALLOWED = Gauge("hoc_vu_so_plan_messages", "Messages that the plan serves in a month", ["bot"])
FORECAST = Gauge("hoc_vu_so_plan_forecast", "Messages by the end of the month, at this pace", ["bot"])
DISK_FREE = Gauge("hoc_vu_so_disk_free_bytes", "What is free where the database is, and where backups are", ["place"])
BACKUP_AGE = Gauge("hoc_vu_so_backup_age_seconds", "Age of the newest backup; without any it is infinite")


@dataclass
class Metrics:
    """`plan` is that of each bot on a platform with a limit, `folder` where backups are."""

    database: Database
    plan: ServicePlan
    folder: Path

    def __post_init__(self) -> None:
        self._read_at = -_FRESH_FOR
        self._reading = asyncio.Lock()

    async def refresh(self) -> None:
        """Read them anew, but at most every few seconds; a database that is away is one of the figures."""
        async with self._reading:
            if monotonic() < self._read_at + _FRESH_FOR:
                return
            try:
                async with asyncio.timeout(_WITHIN), self.database.read() as db:
                    await self._read(db)
            except (Unavailable, TimeoutError):
                UP.set(0)
            else:
                UP.set(1)
            await asyncio.to_thread(self._disk)
            newest = await asyncio.to_thread(backups.newest, self.folder)
            BACKUP_AGE.set((clock.now() - newest.at).total_seconds() if newest else float("inf"))
            self._read_at = monotonic()

    def _disk(self) -> None:
        places = {"backups": self.folder}
        if self.database.embedded:
            places["database"] = Path(self.database.engine.url.database or "").parent
        for place, folder in places.items():
            DISK_FREE.labels(place).set(free_at(folder))

    async def _read(self, db: AsyncSession) -> None:
        await _outbox(db)
        await _alarms(db)
        await self._plans(db)

    async def _plans(self, db: AsyncSession) -> None:
        today = clock.today()
        rows = await db.execute(
            select(BotMonth.channel, BotMonth.sent + BotMonth.received)
            .where(BotMonth.month == today.replace(day=1))
            .order_by(BotMonth.channel)
        )
        for nth, (channel, used) in enumerate(rows, 1):
            bot = f"{platform_of(channel)} {nth}"
            USED.labels(bot).set(used)
            ALLOWED.labels(bot).set(self.plan.messages)
            FORECAST.labels(bot).set(used * monthrange(today.year, today.month)[1] / today.day)


async def _outbox(db: AsyncSession) -> None:
    rows = await db.execute(
        select(Outbox.priority, Address.channel, func.count(), func.min(Outbox.due_at))
        .join(Address, Address.id == Outbox.address_id)
        .where(Outbox.status == OutboxStatus.QUEUED, Outbox.due_at <= NOW, Outbox.expires_at > NOW)
        .group_by(Outbox.priority, Address.channel)
    )
    WAITING.clear()
    OLDEST.clear()
    # Oldest last: several bots on one platform are one figure.
    for priority, channel, waiting, since in sorted(rows, key=lambda row: row[3], reverse=True):
        labels = priority.name.lower(), platform_of(channel)
        WAITING.labels(*labels).inc(waiting)
        OLDEST.labels(*labels).set((clock.now() - since).total_seconds())
    STOPPED.set(await emergency_stop.is_on(db))
    unclear = select(func.count()).select_from(Outbox).where(Outbox.status == OutboxStatus.UNKNOWN)
    UNCLEAR.set(await db.scalar(unclear) or 0)


async def _alarms(db: AsyncSession) -> None:
    untaken = Incident.status == IncidentStatus.OPEN, Incident.taken_by_id.is_(None)
    waiting = list(await db.scalars(select(Incident.at).where(*untaken).order_by(Incident.at)))
    ALARMS.set(len(waiting))
    OLDEST_ALARM.set((clock.now() - waiting[0]).total_seconds() if waiting else 0)
