"""«Báo cáo»: the week so far, and what to do next."""

import asyncio
from dataclasses import replace
from datetime import date

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import OrganisationKind, RoleKind
from bot.domain.reports.date_range import Span, week_of
from bot.domain.reports.report_range import read_range
from bot.domain.weeks import A_WEEK, monday_of
from bot.flows.questions.group import another_place, coordinated_key, looking_at, which_coordinated
from bot.flows.questions.heard import words_of
from bot.flows.questions.host import which_host
from bot.flows.reports.ward_form import send_filled, ward_of
from bot.i18n import _, lines, verbatim
from bot.services.access import permissions
from bot.services.messaging import attachments
from bot.services.people import identity, places
from bot.services.reports import ward_digest, weekly_summary
from bot.services.reports.papers import report_files
from bot.services.reports.papers.report_files import Asked
from bot.storage.tables.places import Organisation, ResidentialGroup, Ward

_THE_WARD = 0  # among the groups: the ward that somebody coordinates


async def this_week(chat: Chat) -> None:
    span = read_range(words_of(chat), clock.today())
    if span is not None and span != week_of(span.first):
        return await _of_days(chat, span)
    if span is not None and not chat.given("ago"):
        chat.answers["ago"] = (monday_of(clock.today()) - span.first) // A_WEEK
    if (organisation := await _organisation(chat)) is not None:
        return await _of_organisation(chat, organisation, span or week_of(clock.today()))
    group = await _group(chat)
    if group is None:
        return await _of_coordinator(chat)
    ago = int(chat.given("ago") or 0)
    monday = monday_of(clock.today()) - ago * A_WEEK
    draft = await weekly_summary.draft(chat.db, group, monday)
    *before, last = await draft.messages(chat.db, await draft.picture(reader_of(chat.person)))
    for one in before:
        chat.say(one.text, file=one.file)
    seen = await looking_at(chat, labels.group(group))
    chat.say(
        lines(seen, last.text),
        *last.options,
        option(_("📄 Files"), "week_files", group=group.id, monday=monday.isoformat()),
        option(_("◀️ The week before"), "this_week", group=group.id, ago=ago + 1),
        *another_place(seen, "this_week"),
        file=last.file,
    )


async def _of_days(chat: Chat, span: Span) -> None:
    days = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    if (organisation := await _organisation(chat)) is not None:
        return await _of_organisation(chat, organisation, span)
    group = await _group(chat)
    if group is not None:
        asked = report_files.of_group(await chat.db.get_one(Ward, group.ward_code), group, span)
        files = option(_("📄 Files"), "week_files", group=group.id, **days)
    elif (role := await which_coordinated(chat)) is None:
        return chat.go("not_yours")
    elif role.ward_code is None:
        # Files of the whole area there are none; the page has them ward by ward.
        told = await ward_digest.of_days(chat.db, role, span)
        return chat.say(told, option(_("🖥 The page"), "the_page"), option(_("🏠 Home"), "home"))
    else:
        ward = await chat.db.get_one(Ward, role.ward_code)
        asked = report_files.of_ward(ward, await places.groups_of(chat.db, ward.code), span)
        files = option(_("📄 Files"), "ward_files", **days)
    words = await report_files.paragraph(chat.db, replace(asked, reader=reader_of(chat.person)))
    chat.say(verbatim(words), files, option(_("🏠 Home"), "home"))


async def _organisation(chat: Chat) -> Organisation | None:
    if chat.given("group") is not None or not await permissions.organisations_spoken_for(chat.db, chat.person):
        return None
    host = await which_host(chat, Right.SEE_NUMBERS)
    return host if isinstance(host, Organisation) else None


async def _of_organisation(chat: Chat, organisation: Organisation, span: Span) -> None:
    asked = await report_files.of_organisation(chat.db, organisation, span)
    words = await report_files.paragraph(chat.db, replace(asked, reader=reader_of(chat.person)))
    days = {"first": span.first.isoformat(), "last": span.last.isoformat()}
    files = option(_("📄 Files"), "week_files", organisation=organisation.id, **days)
    hours = option(_("🎓 Hours of our members"), "members_hours")
    told = (option(_("🎒 Pupils under 16"), "tell_pupils", organisation=organisation.id),)
    schools = told if organisation.kind is OrganisationKind.SCHOOL else ()
    seen = await looking_at(chat, verbatim(organisation.name))
    ways = (*schools, hours, *another_place(seen, "this_week"), option(_("🏠 Home"), "home"))
    chat.say(lines(seen, verbatim(words)), files, *ways)


def _span(chat: Chat) -> Span:
    if chat.given("first"):
        return Span(date.fromisoformat(chat.given("first")), date.fromisoformat(chat.given("last")))
    given, ago = chat.given("monday"), int(chat.given("ago") or 0)
    named = read_range(words_of(chat), clock.today())
    return named or week_of(date.fromisoformat(given) if given else clock.today() - ago * A_WEEK)


async def week_files(chat: Chat) -> None:
    organisation = await chat.db.get(Organisation, chat.given("organisation") or 0)
    if organisation is not None and await permissions.may(chat.db, chat.person, Right.SEE_NUMBERS, organisation):
        return await _send(chat, await report_files.of_organisation(chat.db, organisation, _span(chat)))
    group = await chat.db.get(ResidentialGroup, chat.given("group") or 0)
    if group is None or not await permissions.may(chat.db, chat.person, Right.SEE_NUMBERS, group):
        return chat.go("not_yours")
    span = _span(chat)
    ward = await chat.db.get_one(Ward, group.ward_code)
    await _send(chat, report_files.of_group(ward, group, span))


async def _send(chat: Chat, asked: Asked, with_form_of: Ward | None = None) -> None:
    facts = await report_files.facts(chat.db, asked)
    sheet, page = [
        await attachments.keep(chat.db, name, await asyncio.to_thread(report_files.made, name, facts), names=False)
        for name in ("bang.xlsx", "bao-cao.pdf")
    ]
    in_words = verbatim(await report_files.paragraph(chat.db, asked))
    chat.say(_("The table, for a spreadsheet."), file=sheet.id, instead=in_words)
    if with_form_of is not None:
        await send_filled(chat, with_form_of, facts)
    home, printed = option(_("🏠 Home"), "home"), _("The report to print is on the page: send «page».")
    if asked.organisation_id is not None:
        printed = _("The report on paper is a file, which does not reach this phone.")
    chat.say(_("The report, to print."), home, file=page.id, instead=printed)


async def _of_coordinator(chat: Chat) -> None:
    role = await which_coordinated(chat)
    if role is None:
        return chat.go("not_yours")
    ago = int(chat.given("ago") or 0)
    digest = await ward_digest.of_role(chat.db, role, monday_of(clock.today()) - ago * A_WEEK)
    where = {"coordinated": coordinated_key(role), "group": _THE_WARD}
    before = option(_("◀️ The week before"), "this_week", ago=ago + 1, **where)
    seen = await looking_at(chat, await permissions.held_at(chat.db, role))
    chat.say(
        lines(seen, digest.text),
        option(_("📄 Files"), "ward_files", ago=ago, **where),
        before,
        *another_place(seen, "this_week"),
        option(_("🏠 Home"), "home"),
    )


async def ward_files(chat: Chat) -> None:
    if (organisation := await _organisation(chat)) is not None:
        return chat.go("week_files", organisation=organisation.id, sentence=words_of(chat))
    group = await _group(chat)
    if group is not None:
        return chat.go("week_files", group=group.id, sentence=words_of(chat))
    ward = await ward_of(chat)
    if ward is None:
        return chat.go("the_page")
    asked = report_files.of_ward(ward, await places.groups_of(chat.db, ward.code), _span(chat))
    await _send(chat, asked, with_form_of=ward)


async def _group(chat: Chat) -> ResidentialGroup | None:
    groups = {group.id: group for group in await permissions.groups_led(chat.db, chat.person)}
    wanted = chat.given("group")
    names = {group.id: labels.group(group) for group in groups.values()}
    if names and await identity.has_any_role(chat.db, chat.person, [RoleKind.COORDINATOR]):
        names[_THE_WARD] = _("🏛 The ward")
    if wanted is None and len(names) > 1:
        wanted = await chat.choose("group", _("Which residential group?"), names)
    return groups.get(wanted) if wanted is not None else next(iter(groups.values()), None)


FLOWS = (
    Flow(
        "this_week",
        this_week,
        commands=("tuan", "report", "week"),
        intent=Intent.REPORT,
        right=Right.SEE_NUMBERS,
        label=_("📊 This week"),
        phrases="""
            báo cáo · báo cáo tuần · xem báo cáo từ 1/11 đến 30/11 · tổng kết tuần này · số liệu tuần này
            tuần này được bao nhiêu người học · báo cáo hôm nay · weekly report · bao nhiêu lượt học tháng này
            kết quả tuần rồi · cho xem số liệu tháng trước · báo cáo quý 4 · tổng kết tháng
            thống kê lớp học trong tuần · mấy lớp đã mở trong tháng · báo cáo tháng · báo cáo tuần rồi
            tổng hợp tháng 11 · báo cáo của phường tháng này · tháng 11 được bao nhiêu người học · tổng hợp tuần
            tổng số lượt học · tuần rồi ra sao · số liệu toàn phường · how many people learned
            phường mình tuần này sao rồi · report for last month · tháng này được bao nhiêu người
            cho xem tình hình tuần này · bao nhiêu bà con đi học tuần qua · monthly summary
            đề nghị báo cáo nhanh · cho xin số liệu tổng hợp tuần qua · tổng hợp giúp số lượt học của phường
            thống kê số người học theo khu phố · cho xem kết quả mở lớp tháng này · tình hình các lớp ra sao rồi
            số liệu mới nhất · cập nhật số liệu tuần · tinh hinh tuan nay · thong ke tuan
            kết quả hoạt động trong tháng · số buổi đã dạy tháng này · số lớp số người học
            tuần này dạy được mấy buổi · có bao nhiêu người đã học · kết quả từ đầu tháng tới giờ · sơ kết tháng
            sơ kết quý · tổng kết quý · báo cáo từ đầu năm · anh cần số liệu họp giao ban · cho anh con số tuần này
            em tổng hợp số người đi học giúp anh · cả phường có mấy lượt người học · số liệu khu phố 3 tuần này
            cho xin kết quả tuần qua · tổng số bà con đã đến lớp · xem thống kê · lượt học trong quý
            tình hình triển khai lớp học · nắm tình hình tuần này
            các ấp tuần qua dạy bao nhiêu buổi · mấy khu phố tuần rồi mở bao nhiêu lớp
        """,
    ),
    Flow("week_files", week_files, right=Right.SEE_NUMBERS),
    Flow(
        "ward_files",
        ward_files,
        right=Right.SEE_NUMBERS,
        label=_("📄 Files"),
        phrases="""
            xuất excel · file excel · tải báo cáo về · cho xin file pdf · xuất file · download the report
            gửi file báo cáo · cho tôi bản excel tháng 11 · tải tệp số liệu · in báo cáo ra giấy · cho file
            xuất bảng excel · lấy file báo cáo tháng 11 · tải excel
            bản word để trình · tải về máy · cần bản in báo cáo · file số liệu để nộp · cho bản pdf · export to excel
            gửi tệp báo cáo qua đây
            cho xin file báo cáo · xin file tổng hợp số liệu · anh cần file để in · kết xuất số liệu ra excel
            tải số liệu tháng này · gửi anh file excel · xuất báo cáo ra pdf · cần file để trình lãnh đạo
            lấy bản pdf · cho xin bản word · tải file · xuat file excel · xuất số liệu · gửi bản mềm báo cáo
            cho xin bản mềm · bản in để họp · tải bảng tổng hợp · lưu số liệu ra file
            cho chị tải file excel về máy
            mẫu báo cáo của phường · biểu mẫu của phường · cho xin mẫu báo cáo phường · mẫu excel của phường
            biểu mẫu báo cáo · điền mẫu của phường giúp anh · mẫu báo cáo phường gửi xuống · the form of the ward
            gửi tôi bảng excel tháng 10 · gửi bảng excel qua đây · cho tôi bảng excel
            export the data · download the monthly report · tải bảng tính về · file bảng tính tháng này
            kết xuất ra file excel giúp
        """,
    ),
)
