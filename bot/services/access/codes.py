"""Codes of classes, groups, doors and accounts, and invitations to roles: created, looked up, used up."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clock
from bot.domain.access.codes import (
    account_code,
    check_in_code,
    class_code,
    codes_within,
    group_code,
    invitation_code,
    is_secret,
    read_code,
)
from bot.domain.access.rights import Place
from bot.domain.people.person import RoleKind
from bot.domain.safety.rate_limit import Limited
from bot.services.access import acts, limits
from bot.storage.database import changed, insert_new
from bot.storage.tables.courses import ClassSession, Course, length
from bot.storage.tables.people import Code, Person
from bot.storage.tables.places import ResidentialGroup

WRONG_CODE = acts.ActKind("wrong_code")
WRONG_ADMINISTRATOR_CODE = acts.ActKind("wrong_admin_code")
log = structlog.get_logger()

COURSE, GROUP, ROLE, CHECK_IN, ACCOUNT, FAMILY = "course", "group", "role", "check_in", "account", "family"
# Makes the invitation of an administrator, at the command line.
COMMAND = "python3 -m bot administrator"
_INVITATION_LIVES = timedelta(days=3)
SLIP_LIVES = timedelta(days=14)
_FAMILY_LIVES = timedelta(days=14)
ACCOUNT_LIVES = timedelta(minutes=10)
# Checking in is open from half an hour before a class until half an hour after it.
AROUND = timedelta(minutes=30)


def place_of(code: Code) -> Place:
    return Place(code.ward_code, code.group_id, code.organisation_id)


async def of_course(db: AsyncSession, course: Course) -> Code:
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


async def of_group(db: AsyncSession, by: Person, group: ResidentialGroup) -> str:
    text = group_code(group.id)
    await insert_new(db, Code, text=text, purpose=GROUP, group_id=group.id, created_by_id=by.id, created_at=clock.now())
    return text


async def invite(
    db: AsyncSession,
    by: Person | None,
    kind: RoleKind,
    uses: int = 1,
    lives: timedelta = _INVITATION_LIVES,
    **scope: int | str | None,
) -> Code:
    """Create an invitation to a role; `scope`: group_id, ward_code or organisation_id, or empty for the whole area.

    `by` is None for whoever runs the assistant.
    """
    until = clock.now() + lives
    return await _create_unique(
        db, invitation_code, by, purpose=ROLE, role_kind=kind, expires_at=until, uses_left=uses, **scope
    )


async def of_door(db: AsyncSession, by: Person, session: ClassSession) -> Code:
    expires = session.starts_at + length(session) + AROUND
    known: Code | None = await db.scalar(
        select(Code).where(Code.session_id == session.id, Code.expires_at == expires).limit(1)
    )
    if known is not None:
        return known
    return await _create_unique(db, check_in_code, by, purpose=CHECK_IN, session_id=session.id, expires_at=expires)


async def of_account(db: AsyncSession, by: Person, person: Person) -> Code:
    """Create the code that joins one more account to the person; it works once, and earlier ones stop working."""
    now = clock.now()
    await db.execute(
        update(Code).where(Code.person_id == person.id, Code.purpose == ACCOUNT).values(uses_left=0, expires_at=now)
    )
    until = now + ACCOUNT_LIVES
    return await _create_unique(
        db, account_code, by, purpose=ACCOUNT, person_id=person.id, expires_at=until, uses_left=1
    )


async def of_family(db: AsyncSession, by: Person) -> Code:
    """Create the code by which somebody of the family says on their own phone what `by` has told of them."""
    until = clock.now() + _FAMILY_LIVES
    return await _create_unique(db, invitation_code, by, purpose=FAMILY, expires_at=until, uses_left=1)


async def withdraw(db: AsyncSession, which: ColumnElement[bool]) -> None:
    await db.execute(update(Code).where(which).values(course_id=None, session_id=None, uses_left=0))


async def _create_unique(
    db: AsyncSession,
    made: Callable[[Callable[[str], str]], str],
    by: Person | None,
    **values: Any,  # noqa: ANN401 any column's value
) -> Code:
    text, now = made(secrets.choice), clock.now()
    values["created_by_id"] = None if by is None else by.id
    while not await insert_new(db, Code, text=text, created_at=now, **values):
        text = made(secrets.choice)
    return await db.get_one(Code, text)


async def may_try(db: AsyncSession, person: Person, typed: str) -> bool:
    """Stop only those who guess at secret codes, and only from guessing on."""
    return not is_secret(typed) or not await limits.is_met_by_acts(db, Limited.SECRET_CODES, person, WRONG_CODE)


async def note_wrong(db: AsyncSession, person: Person, typed: str) -> None:
    log.warning("a code that opens nothing", person=person.id)
    if is_secret(typed):
        await acts.record(db, person, WRONG_CODE)


async def may_try_administrators(db: AsyncSession, person: Person) -> bool:
    kind = WRONG_ADMINISTRATOR_CODE
    return not await limits.is_met_by_acts(db, Limited.ADMINISTRATOR_CODES, person, kind)


async def note_wrong_administrators(db: AsyncSession, person: Person) -> None:
    log.warning("a guess at the administrator's code", person=person.id)
    await acts.record(db, person, WRONG_ADMINISTRATOR_CODE)


async def named_in(db: AsyncSession, words: str) -> list[str]:
    """Return the codes that typed words name: written as codes are, with a hyphen, or known to us."""
    if (whole := read_code(words)) is not None:
        return [whole]
    found = codes_within(words)
    if not found:
        return []
    known = set(await db.scalars(select(Code.text).where(Code.text.in_(found))))
    # «tp 2026» is no code, «TP-2026» is one that we do not know.
    hyphenated = {code for code in found if code in words.upper()}
    return [code for code in found if code in known] or [code for code in found if code in hyphenated][:1]


async def look_up(db: AsyncSession, typed: str) -> Code | None:
    """Return None for a code that is unknown, expired, used up, or of a group that no longer exists."""
    text = read_code(typed)
    code = await db.get(Code, text) if text is not None else None
    if code is None or (code.expires_at is not None and code.expires_at <= clock.now()):
        return None
    return None if code.uses_left == 0 or await _is_of_former_group(db, code) else code


async def _is_of_former_group(db: AsyncSession, code: Code) -> bool:
    return code.purpose == GROUP and not (await db.get_one(ResidentialGroup, code.group_id)).active


async def use_up(db: AsyncSession, code: Code) -> bool:
    if code.uses_left is None:
        return True
    return await changed(
        db, update(Code).where(Code.text == code.text, Code.uses_left > 0).values(uses_left=Code.uses_left - 1)
    )
