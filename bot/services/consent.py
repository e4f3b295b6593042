"""Consent: asked for each purpose, given or refused by a clear act, provable afterwards."""

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people import ConsentPurpose
from bot.storage.people import Address, Consent, Person

# Changes with every word of the text that is read to people.
VERSION = "2026-11-23"


async def given(db: AsyncSession, person: Person, purpose: ConsentPurpose = ConsentPurpose.CLASSES) -> bool:
    """Has somebody said yes, and not taken it back?"""
    latest = await db.scalar(
        select(Consent)
        .where(Consent.person_id == person.id, Consent.purpose == purpose)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return latest is not None and latest.given and latest.withdrawn_at is None


async def record(
    db: AsyncSession, address: Address, words: str, *, yes: bool, witness: Person | None = None
) -> Consent:
    """Write down the answer: which words were read (their hash), when, on which channel, witnessed by whom."""
    consent = Consent(
        person_id=address.person_id,
        purpose=ConsentPurpose.CLASSES,
        given=yes,
        text_version=VERSION,
        text_hash=sha256(words.encode()).hexdigest(),
        channel=address.channel,
        witness_id=witness.id if witness else None,
        at=clock.now(),
    )
    db.add(consent)
    await db.flush()
    return consent
