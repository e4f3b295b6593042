"""Codes of classes and invitations to roles: made, looked up, used up."""

import secrets
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.codes import class_code, invitation_code, read_code
from bot.domain.people import RoleKind
from bot.storage.courses import Course
from bot.storage.people import Code, Person

COURSE, ROLE = "course", "role"
_INVITATION_LIVES = timedelta(days=3)


async def of_course(db: AsyncSession, course: Course) -> Code:
    """The code of a class; it lives as long as the class."""
    code = Code(
        text=class_code(course.id),
        purpose=COURSE,
        course_id=course.id,
        created_by_id=course.created_by_id,
        created_at=clock.now(),
    )
    db.add(code)
    await db.flush()
    return code


async def invite(db: AsyncSession, by: Person, kind: RoleKind, uses: int = 1, **scope: int | str | None) -> Code:
    """An invitation to a role; `scope` is one of group_id, ward_code, organisation_id, or nothing for the area."""
    now = clock.now()
    code = Code(
        text=invitation_code(secrets.choice),
        purpose=ROLE,
        role_kind=kind,
        created_by_id=by.id,
        created_at=now,
        expires_at=now + _INVITATION_LIVES,
        uses_left=uses,
        **scope,
    )
    db.add(code)
    await db.flush()
    return code


async def look_up(db: AsyncSession, typed: str) -> Code | None:
    """The code somebody typed or tapped, if it is known and still good."""
    text = read_code(typed)
    code = await db.get(Code, text) if text is not None else None
    if code is None or (code.expires_at is not None and code.expires_at <= clock.now()):
        return None
    return None if code.uses_left == 0 else code


async def use_up(db: AsyncSession, code: Code) -> bool:
    """Take one use of a code, also against a rival; False if the last one has just gone."""
    if code.uses_left is None:
        return True
    taken = await db.execute(
        update(Code).where(Code.text == code.text, Code.uses_left > 0).values(uses_left=Code.uses_left - 1)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]
