"""Tasks of an operator at the command line: reports, migrations, keys, backups, sample data."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import URL, make_url, select
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Settings
from bot.demo import neighbourhood
from bot.documents.filling import CannotFill
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import Span
from bot.domain.vietnamese import fold
from bot.errors import OperatorError
from bot.i18n import Reader
from bot.lease import is_alone
from bot.services.access import codes
from bot.services.delivery import emergency_stop
from bot.services.people import places
from bot.services.privacy import retention
from bot.services.privacy.retention import Outlook
from bot.services.register import ward_changes
from bot.services.register.ward_changes import WardMerged
from bot.services.reports import ladder as ladders
from bot.services.reports import volunteer_hours
from bot.services.reports.papers import ladder_texts, report_files, ward_form
from bot.services.reports.papers.report_files import Asked, ReportFacts
from bot.services.reports.volunteer_hours import sheet_of_organisation, sheet_of_person
from bot.storage import key_rotation, keys, private_files, wards
from bot.storage.backup import making, rehearsal, restoring
from bot.storage.backup.file import BackupRefused
from bot.storage.backup.rehearsal import Tried
from bot.storage.backup.restoring import Restored
from bot.storage.database import Database
from bot.storage.key_rotation import RotationProgress
from bot.storage.migrate import migrate
from bot.storage.revision import is_blank, shows_newest
from bot.storage.tables.people import Person
from bot.storage.tables.places import Organisation, Ward


class NotPossible(OperatorError):
    """The task cannot be done; the message says why, and what can be done."""


@dataclass(frozen=True)
class WhichReport:
    """A ward by its code, and one of its groups as typed («khu phố 3», «kp3»), or all of them; into which form."""

    ward: str
    group: str | None
    span: Span
    form: Path | None = None


async def report(settings: Settings, which: WhichReport, folder: Path) -> list[Path]:
    async with _opened(settings) as database, database.read() as db:
        facts = await report_files.facts(db, await _asked(db, which))
    files = {name: report_files.made(name, facts) for name in report_files.NAMES}
    if which.form is not None:
        files[which.form.name] = _filled(which.form, facts)
    return _write(files, folder)


async def ladder(settings: Settings, ward_code: str | None) -> str:
    """Return the ladder in words, of a ward or without a code of the area. Raises NotPossible."""
    async with _opened(settings) as database, database.read() as db:
        if ward_code is None:
            wards = [(ward, await places.groups_of(db, ward.code)) for ward in await places.wards_with_groups(db)]
            found, name = await ladders.of_area(db, wards), None
        else:
            ward = await _ward(db, ward_code)
            groups = await places.groups_of(db, ward.code)
            found, name = await ladders.of(db, groups, ward.code, whole=True), ward.name
    return ladder_texts.told(ladder_texts.place_name(name), found).for_(report_files.OFFICIALS)


def _filled(form: Path, facts: ReportFacts) -> bytes:
    try:
        return ward_form.filled_now(form.read_bytes(), facts)
    except OSError as error:
        raise NotPossible(f"{form}: {error.strerror}") from None
    except CannotFill as error:
        if error.room is not None:
            raise NotPossible(
                f"{form}: it has room for {error.room} of {len(facts.table.groups)} groups. Add empty rows below the"
                " first one."
            ) from None
        if not error.unknown:
            raise NotPossible(f"{form}: this is no .xlsx workbook") from None
        known = "\n".join(f"  {{{{{name}}}}}" for name in ward_form.names(facts.asked.reader))
        unknown = ", ".join(error.unknown)
        raise NotPossible(f"{form}: no figure of ours is called {unknown}. There are:\n{known}") from None


async def hours(settings: Settings, of: str, month: date, folder: Path) -> list[Path]:
    """Write the hours of everybody who helped for an organisation in a month. Raises NotPossible."""
    span, reader = volunteer_hours.month_of(month), Reader()
    async with _opened(settings) as database, database.read() as db:
        organisation = await _organisation(db, of)
        helped = await volunteer_hours.of_organisation(db, organisation, span)
        sheets = {f"gio-{month:%Y-%m}-ca-to-chuc.pdf": sheet_of_organisation(organisation, span, helped, reader)}
        for person in {one.person.id: one.person for one in helped}.values():
            theirs = [one for one in helped if one.person.id == person.id]
            sheets[f"gio-{month:%Y-%m}-{person.id}.pdf"] = sheet_of_person(person, span, theirs, reader)
    return _write({name: volunteer_hours.drawn(sheet, reader) for name, sheet in sheets.items()}, folder)


async def _organisation(db: AsyncSession, named: str) -> Organisation:
    known = (await db.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.id))).all()
    meant = [one for one in known if fold(named) in fold(one.name)]
    if len(meant) != 1:
        names = "\n".join(f"  {one.name}" for one in meant or known)
        raise NotPossible(f"say which organisation, {named!r} is not one alone:\n{names or '  (none)'}")
    return meant[0]


async def bring_up(settings: Settings, to: str) -> None:
    async with _unlocked(settings) as database:
        await _refuse_running(database)
        await migrate(database, to)


async def reencrypt(settings: Settings) -> AsyncIterator[RotationProgress]:
    async with _opened(settings) as database:
        await _refuse_running(database)
        async for progress in key_rotation.reencrypt(database):
            yield progress


async def seed(settings: Settings) -> int:
    """Fill an empty database with the demo's neighbourhood; return the number of people. Raises NotPossible."""
    async with _opened(settings) as database, database.begin() as db:
        if await db.scalar(select(Person.id).limit(1)) is not None:
            raise NotPossible("the database has people in it: only an empty one is filled; nothing was changed")
        await wards.seed(db)
        return await neighbourhood.settle(db, "web")


async def invite_administrator(settings: Settings) -> str:
    """Return a code by which whoever sends it first becomes an administrator too; the bot may be running."""
    async with _opened(settings) as database, database.begin() as db:
        return (await codes.invite(db, None, RoleKind.ADMINISTRATOR)).text


async def merge_wards(settings: Settings, gone: str, into: str) -> WardMerged:
    """Let one ward become part of another, beside the running bot; raise NotPossible if either is not one ward."""
    async with _opened(settings) as database, database.begin() as db:
        meant = [await places.wards_named(db, name) for name in (gone, into)]
        if [len(found) for found in meant] != [1, 1]:
            raise NotPossible(f"{gone}, {into}: không rõ là phường, xã nào · which wards are meant")
        done = await ward_changes.merge(db, meant[0][0], meant[1][0])
        if done is None:
            raise NotPossible(f"{gone}, {into}: cần hai phường, xã khác nhau · two wards that exist")
        return done


async def stop_sending(settings: Settings, why: str) -> bool:
    """Stop all that nobody asked for, beside the running bot; return False if it was stopped already."""
    async with _opened(settings) as database, database.begin() as db:
        was_stopped = await emergency_stop.is_on(db)
        await emergency_stop.stop(db, None, why)
        return not was_stopped


async def resume_sending(settings: Settings) -> int | None:
    """Let it go on; return how many messages leave now, None if nothing was stopped."""
    async with _opened(settings) as database, database.begin() as db:
        return await emergency_stop.resume(db, None)


async def outlook(settings: Settings) -> Outlook:
    async with _opened(settings) as database, database.read() as db:
        return await retention.outlook(db)


async def back_up(settings: Settings, folder: Path) -> tuple[Path, Tried]:
    return await asyncio.to_thread(making.back_up, settings, folder)


async def rehearse(settings: Settings, file: Path) -> Tried:
    return await asyncio.to_thread(rehearsal.rehearse, file, settings)


async def restore(settings: Settings, file: Path, into: str, *, replace: bool) -> Restored:
    try:
        place = make_url(into) if "://" in into else URL.create("sqlite", database=into)
    except ArgumentError:
        raise BackupRefused("--into: không phải địa chỉ · not an address") from None
    return await asyncio.to_thread(restoring.restore, settings, file, place, replace=replace)


async def _asked(db: AsyncSession, which: WhichReport) -> Asked:
    ward = await _ward(db, which.ward)
    groups = await places.groups_of(db, ward.code)
    if which.group is None:
        return report_files.of_ward(ward, groups, which.span)
    group = places.group_named(groups, which.group)
    if group is None:
        known = ", ".join(f"{each.kind} {each.name}" for each in groups)
        raise NotPossible(f"{ward.name} has no group {which.group!r}. It has: {known or 'none'}")
    return report_files.of_group(ward, group, which.span)


async def _ward(db: AsyncSession, code: str) -> Ward:
    ward = await db.get(Ward, code)
    if ward is None:
        known = "\n".join(f"  {each.code}  {each.name}" for each in await places.wards_with_groups(db))
        raise NotPossible(f"there is no ward {code!r}. The wards with groups:\n{known or '  (none)'}")
    return ward


def _write(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return [private_files.write(folder / name, content) for name, content in files.items()]
    except OSError as error:
        raise NotPossible(f"{folder}: {error.strerror}; choose another folder with --out") from None


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Database]:
    async with _unlocked(settings) as database:
        if not await _has_newest_tables(database):
            await _refuse_running(database)
            await migrate(database)
        yield database


async def _has_newest_tables(database: Database) -> bool:
    """Beside a running bot, a command that only reads opens nothing to write."""
    if not database.is_there:
        return False
    async with database.read() as db:
        return await shows_newest(db)


async def _refuse_running(database: Database) -> None:
    """Raises NotPossible while the bot runs: it would know neither new keys nor other tables."""
    if not await is_blank(database) and not await is_alone(database):
        raise NotPossible("the bot is running, with the tables and keys as they are: stop it first")


@asynccontextmanager
async def _unlocked(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url, checkpoints=False)
    try:
        await keys.unlock(database, settings)
        yield database
    finally:
        await database.close()
