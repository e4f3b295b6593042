"""«Báo cáo»: the week so far, and what to do next."""

import asyncio
from datetime import date

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import RoleKind
from bot.domain.reports.date_range import week_of
from bot.domain.reports.weekly import A_WEEK, monday_of
from bot.i18n import _
from bot.services.access import permissions
from bot.services.messaging import attachments
from bot.services.people import identity, places
from bot.services.reports import report_files, ward_digest, weekly_summary
from bot.services.reports.report_files import Asked
from bot.storage.tables.places import ResidentialGroup, Ward


async def this_week(chat: Chat) -> None:
    group = await _group(chat)
    if group is None:
        return await _of_coordinator(chat)
    ago = int(chat.given("ago") or 0)
    monday = monday_of(clock.today()) - ago * A_WEEK
    draft = await weekly_summary.draft(chat.db, group, monday)
    summary, to_do = await draft.messages(chat.db, await draft.picture(reader_of(chat.person)))
    chat.say(summary.text, file=summary.file)
    chat.say(
        to_do.text,
        *to_do.options,
        option(_("📄 Files"), "week_files", group=group.id, monday=monday.isoformat()),
        option(_("◀️ The week before"), "this_week", group=group.id, ago=ago + 1),
    )


async def week_files(chat: Chat) -> None:
    group = await chat.db.get(ResidentialGroup, chat.given("group") or 0)
    if group is None or not await permissions.may(chat.db, chat.person, Right.SEE_NUMBERS, group):
        return chat.go("not_yours")
    given = chat.given("monday")
    span = week_of(date.fromisoformat(given) if given else clock.today())
    ward = await chat.db.get_one(Ward, group.ward_code)
    await _send(chat, report_files.of_group(ward, group, span))


async def _send(chat: Chat, asked: Asked) -> None:
    facts = await report_files.facts(chat.db, asked)
    sheet, page = [
        await attachments.keep(chat.db, name, await asyncio.to_thread(report_files.made, name, facts))
        for name in ("bang.xlsx", "bao-cao.pdf")
    ]
    chat.say(_("The table, for a spreadsheet."), file=sheet.id)
    chat.say(_("The report, to print."), option(_("🏠 Home"), "home"), file=page.id)


async def _of_coordinator(chat: Chat) -> None:
    role = await identity.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    if role is None:
        return chat.go("not_yours")
    ago = int(chat.given("ago") or 0)
    digest = await ward_digest.of_role(chat.db, role, monday_of(clock.today()) - ago * A_WEEK)
    before = option(_("◀️ The week before"), "this_week", ago=ago + 1)
    chat.say(digest.text, option(_("📄 Files"), "ward_files", ago=ago), before, option(_("🏠 Home"), "home"))


async def ward_files(chat: Chat) -> None:
    role = await identity.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    if role is None:
        return chat.go("not_yours")
    if role.ward_code is None:
        return chat.go("the_page")
    span = week_of(clock.today() - int(chat.given("ago") or 0) * A_WEEK)
    ward = await chat.db.get_one(Ward, role.ward_code)
    await _send(chat, report_files.of_ward(ward, await places.groups_of(chat.db, ward.code), span))


async def _group(chat: Chat) -> ResidentialGroup | None:
    groups = {group.id: group for group in await permissions.groups_led(chat.db, chat.person)}
    wanted = chat.given("group")
    if wanted is None and len(groups) > 1:
        names = {group.id: labels.group(group) for group in groups.values()}
        wanted = await chat.choose("group", _("Which residential group?"), names)
    return groups.get(wanted) if wanted is not None else next(iter(groups.values()), None)


FLOWS = (
    Flow("this_week", this_week, commands=("tuan", "report", "week"), intent=Intent.REPORT, right=Right.SEE_NUMBERS),
    Flow("week_files", week_files, right=Right.SEE_NUMBERS),
    Flow("ward_files", ward_files, right=Right.SEE_NUMBERS),
)
