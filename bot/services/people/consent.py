"""Consent: asked for each purpose apart, recorded with the words that were read, withdrawn at any time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.people.person import ConsentPurpose
from bot.domain.settings import SettingKind
from bot.i18n import Text, _, lines, verbatim
from bot.services.people import settings
from bot.storage.tables.people import Address, Consent, Person
from bot.storage.tables.places import Setting

# Changes with every word of the texts below; docs/consent/ keeps the words of each version.
# A controller that is named makes a version of its own: «2026-11-30.7» is this text with the words of that setting.
VERSION = "2026-11-30"

WHAT_IS_KEPT = _(
    "To keep a seat for you and remind you I would like to keep: your name, residential group, and the sessions "
    "you came to. Only those in charge of the class see it. It is erased 90 days after your last class."
)
WHAT_IS_KEPT_OF_HELPERS = _(
    "To write down what you do with us and tell you when, I would like to keep: your name, where you take part, and "
    "the sessions you were at. Only those in charge see it. It is erased 90 days after your last session."
)
WHO_IS_RESPONSIBLE = _(
    "Responsible: the people's committee of the ward that holds the class. You can see, correct or erase it at any "
    "time: just send «XÓA». Do you agree?"
)
WORDS_TO_HELPERS = lines(WHAT_IS_KEPT_OF_HELPERS, WHO_IS_RESPONSIBLE)
WORDS: Mapping[ConsentPurpose, Text] = {
    ConsentPurpose.CLASSES: lines(WHAT_IS_KEPT, WHO_IS_RESPONSIBLE),
    ConsentPurpose.PHOTOS: lines(
        _("Photos are sometimes taken in class, for a post of thanks by the ward, which answers for them."),
        _("Do you agree to be seen in them? A «no» changes nothing about your class, and you may change your mind."),
    ),
}


@dataclass(frozen=True)
class ConsentText:
    """The words of one version; without a setting, the people's committee of the ward answers for the data."""

    setting: Setting | None = None

    @property
    def version(self) -> str:
        return VERSION if self.controller is None or self.setting is None else f"{VERSION}.{self.setting.id}"

    @property
    def controller(self) -> str | None:
        return None if self.setting is None else self.setting.words

    @property
    def who_is_responsible(self) -> Text:
        if self.controller is None:
            return WHO_IS_RESPONSIBLE
        return _(
            "Responsible: {controller}. You can see, correct or erase it at any time: just send «XÓA». Do you agree?",
            controller=verbatim(self.controller),
        )

    def whole(self, kept: Text) -> Text:
        return lines(kept, self.who_is_responsible)


async def text_now(db: AsyncSession) -> ConsentText:
    return ConsentText(await settings.current(db, SettingKind.CONTROLLER))


async def text_of(db: AsyncSession, setting_id: int) -> ConsentText:
    """Return the text with the controller of this setting, or of none (0): what was shown is what is agreed to."""
    return ConsentText(await db.get(Setting, setting_id) if setting_id else None)


async def controller_agreed_to(db: AsyncSession, said: Consent) -> str | None:
    _version, _dot, setting_id = said.text_version.partition(".")
    found = await db.get(Setting, int(setting_id)) if setting_id else None
    return None if found is None else found.words


async def agreed_by_version(db: AsyncSession) -> dict[str, int]:
    """Return how many have agreed to each version and have not taken it back."""
    rows = await db.execute(
        select(Consent.text_version, func.count(Consent.person_id.distinct()))
        .where(Consent.purpose == ConsentPurpose.CLASSES, Consent.given, Consent.withdrawn_at.is_(None))
        .group_by(Consent.text_version)
    )
    return {row[0]: row[1] for row in rows}


async def standing(db: AsyncSession, person: Person) -> dict[ConsentPurpose, Consent]:
    rows = await db.scalars(select(Consent).where(Consent.person_id == person.id).order_by(Consent.id))
    return {consent.purpose: consent for consent in rows}


def stands(consent: Consent | None) -> bool:
    return consent is not None and consent.given and consent.withdrawn_at is None


async def given(db: AsyncSession, person: Person, purpose: ConsentPurpose = ConsentPurpose.CLASSES) -> bool:
    return stands((await standing(db, person)).get(purpose))


async def agreed(db: AsyncSession, people: Collection[int], purpose: ConsentPurpose) -> set[int]:
    rows = await db.scalars(
        select(Consent).where(Consent.person_id.in_(people), Consent.purpose == purpose).order_by(Consent.id)
    )
    return {said.person_id for said in {said.person_id: said for said in rows}.values() if stands(said)}


async def record(  # noqa: PLR0913 what a consent is proved by
    db: AsyncSession,
    address: Address,
    words: str,
    *,
    yes: bool,
    purpose: ConsentPurpose = ConsentPurpose.CLASSES,
    said: str = "",
    text: ConsentText | None = None,
) -> Consent:
    """Store the answer with the hash of `words`, the text that was put to the person, and what was `said` to it."""
    await withdraw(db, address.person, purpose)
    version = (text or await text_now(db)).version
    about = {"purpose": purpose, "given": yes, "text_version": version}
    answer = _answer(address.person, words, channel=address.channel, said=said or None, **about)
    db.add(answer)
    await db.flush()
    return answer


async def withdraw(db: AsyncSession, person: Person, purpose: ConsentPurpose) -> None:
    await _withdraw(db, [person.id], purpose)


async def _withdraw(db: AsyncSession, person_ids: Collection[int], purpose: ConsentPurpose) -> None:
    await db.execute(
        update(Consent)
        .where(Consent.person_id.in_(person_ids), Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )


async def forget_words(db: AsyncSession, person: Person) -> None:
    await db.execute(update(Consent).where(Consent.person_id == person.id).values(said=None))


def _answer(person: Person, words: str, **values: Any) -> Consent:  # noqa: ANN401 columns of Consent
    words_hash = sha256(words.encode()).hexdigest()
    return Consent(person_id=person.id, text_hash=words_hash, at=clock.now(), **values)


# `Consent.channel` of a person without a phone: agreed by word of mouth; asked again face to face in class.
SPOKEN = "spoken"
IN_CLASS = "in_class"


async def by_word_of_mouth(
    db: AsyncSession, people: Sequence[Person], witness: Person, words: str, how: str = SPOKEN
) -> None:
    """Store that all have agreed: two thousand in two statements."""
    await _withdraw(db, [person.id for person in people], ConsentPurpose.CLASSES)
    version = (await text_now(db)).version
    agreed = {"purpose": ConsentPurpose.CLASSES, "given": True, "channel": how, "witness_id": witness.id}
    agreed["text_version"] = version
    db.add_all(_answer(person, words, **agreed) for person in people)
    await db.flush()


async def unasked(db: AsyncSession, person_ids: Collection[int]) -> set[int]:
    if not person_ids:
        return set()
    asked = await db.scalars(
        select(Consent.person_id).where(Consent.person_id.in_(person_ids), Consent.purpose == ConsentPurpose.CLASSES)
    )
    return set(person_ids) - set(asked)


async def spoken_only(db: AsyncSession, person_ids: Collection[int]) -> set[int]:
    """Return who has agreed by word of mouth and has not been asked again in class."""
    if not person_ids:
        return set()
    rows = await db.execute(
        select(Consent.person_id, Consent.channel)
        .where(Consent.person_id.in_(person_ids), Consent.purpose == ConsentPurpose.CLASSES, Consent.given)
        .where(Consent.withdrawn_at.is_(None))
        .order_by(Consent.id)
    )
    latest: dict[int, str] = {row[0]: row[1] for row in rows}
    return {person_id for person_id, channel in latest.items() if channel == SPOKEN}
