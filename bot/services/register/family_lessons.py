"""Taught at home by one of the own family: counted with the family member's yes, apart from classes and hours."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.chat import labels
from bot.chat.say import say
from bot.domain.safety.rate_limit import Limited
from bot.domain.topics import Topic
from bot.errors import NotAllowed
from bot.i18n import Text, _
from bot.services.access import acts, codes, limits
from bot.services.messaging import outbox
from bot.services.messaging.outbox import Plan
from bot.storage.database import changed, insert_new
from bot.storage.tables.coaching import FamilyLesson
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Code, Person

TEACH_FAMILY = acts.ActKind("teach_family")
AGREE_FAMILY = acts.ActKind("agree_family")


async def are_too_many(db: AsyncSession, by: Person) -> bool:
    return await limits.is_met_by_acts(db, Limited.RELATIVES, by, TEACH_FAMILY)


async def ask_on_own_phone(db: AsyncSession, by: Person, topic: Topic) -> tuple[Code, Act]:
    code = await codes.of_family(db, by)
    lesson = FamilyLesson(teacher_id=by.id, topic=topic, code=code.text, told_at=clock.now())
    db.add(lesson)
    await db.flush()
    return code, await acts.record(db, by, TEACH_FAMILY, lesson=lesson.id)


async def witness(db: AsyncSession, by: Person, learner: Person, topic: Topic) -> Act | None:
    """Write down the yes of somebody without a phone; return None if it is written down. Raise NotAllowed."""
    if learner.told_via_person_id != by.id:
        raise NotAllowed(learner.id)
    now = clock.now()
    key = {"teacher_id": by.id, "learner_id": learner.id, "topic": topic}
    if not await insert_new(db, FamilyLesson, **key, told_at=now, agreed_at=now):
        return None
    lesson = (await db.scalars(select(FamilyLesson).filter_by(**key))).one()
    return await acts.record(db, by, TEACH_FAMILY, lesson=lesson.id)


async def undo_teach(db: AsyncSession, act: Act) -> Text | None:
    lesson = await db.get(FamilyLesson, act.facts["lesson"], populate_existing=True)
    # What was said on their own phone is theirs to take back.
    if lesson is None or (lesson.code is not None and lesson.agreed_at is not None):
        return None
    await _forget(db, lesson)
    return _("All right, it is not counted.")


async def asked_by(db: AsyncSession, code: Code) -> FamilyLesson | None:
    found: FamilyLesson | None = await db.scalar(
        select(FamilyLesson).where(FamilyLesson.code == code.text, FamilyLesson.agreed_at.is_(None))
    )
    return found


async def agree(db: AsyncSession, person: Person, code: Code) -> Act | None:
    """Let it count for this person; return None if it was answered, or counts already."""
    lesson = await asked_by(db, code)
    if lesson is None or lesson.teacher_id == person.id or not await codes.use_up(db, code):
        return None
    if await _counts_already(db, lesson, person):
        await _forget(db, lesson)
        return None
    mine = update(FamilyLesson).where(FamilyLesson.id == lesson.id, FamilyLesson.agreed_at.is_(None))
    if not await changed(db, mine.values(learner_id=person.id, agreed_at=clock.now())):
        return None
    words = _(
        "{name} has said yes: {topic}, taught at home. Thank you!", name=labels.person(person), topic=_topic(lesson)
    )
    await _tell_teacher(db, lesson, words, "yes")
    return await acts.record(db, person, AGREE_FAMILY, lesson=lesson.id)


async def undo_agree(db: AsyncSession, act: Act) -> Text | None:
    lesson = await db.get(FamilyLesson, act.facts["lesson"], populate_existing=True)
    if lesson is None or lesson.learner_id != act.by_id:
        return None
    await _forget(db, lesson)
    return _("All right, it is not counted.")


async def deny(db: AsyncSession, code: Code) -> None:
    lesson = await asked_by(db, code)
    if lesson is None or not await codes.use_up(db, code):
        return
    await _tell_teacher(db, lesson, _("Whom you asked says it was not so: {topic}.", topic=_topic(lesson)), "no")
    await _forget(db, lesson)


async def _counts_already(db: AsyncSession, lesson: FamilyLesson, person: Person) -> bool:
    same = (FamilyLesson.teacher_id == lesson.teacher_id, FamilyLesson.topic == lesson.topic)
    return await db.scalar(select(FamilyLesson.id).where(*same, FamilyLesson.learner_id == person.id)) is not None


async def _forget(db: AsyncSession, lesson: FamilyLesson) -> None:
    if lesson.code is not None:
        await codes.withdraw(db, Code.text == lesson.code)
    await db.execute(delete(FamilyLesson).where(FamilyLesson.id == lesson.id))


async def _tell_teacher(db: AsyncSession, lesson: FamilyLesson, words: Text, answer: str) -> None:
    teacher = await db.get_one(Person, lesson.teacher_id)
    await outbox.tell(db, teacher, say(words), Plan(key=f"family-lesson:{lesson.id}:{answer}"))


def _topic(lesson: FamilyLesson) -> Text:
    return labels.topic(lesson.topic)
