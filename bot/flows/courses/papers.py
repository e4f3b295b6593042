"""Papers for the leader: posters of a class and of the group, and the roll as a sheet."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Place, Right
from bot.flows.questions.group import which_group
from bot.flows.questions.heard import which_session
from bot.i18n import Text, _, lines, on_any_day, verbatim
from bot.services.access import codes, permissions, ways_in
from bot.services.attendance import roll as attendance_roll
from bot.services.courses import class_pages, courses
from bot.services.reports.papers import printed_documents
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails


async def poster(chat: Chat) -> None:
    if chat.given("session") is None:
        return await _of_which(chat, "poster")
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.SEE_NAMES, details):
        return chat.go("not_yours")
    made = await printed_documents.poster(chat.db, details, reader_of(chat.person))
    led = {group.id for group in await permissions.groups_led(chat.db, chat.person)} & {details.group.id}
    where = await ways_in.where_to_send(chat.db, details.course.code, details.place)
    said = lines(labels.topic(details.topic), _("📅 {when}", when=details.session.starts_at), _venue(details), where)
    chat.say(_("A picture to send on."), file=made.picture.id, instead=on_any_day(said))
    chat.say(
        _("And a page to print and hang up, in A4."),
        option(_("🔗 Link of the class"), "class_link", session=details.session.id),
        option(_("🔙 The session"), "session_card", session=details.session.id),
        *(option(_("🖼 Poster with the code of the group"), "group_poster", group=group) for group in led),
        option(_("🏠 Home"), "home"),
        file=made.page.id,
        instead=_BY_HAND,
    )


def _venue(details: SessionDetails) -> Text:
    return _("📍 {place}", place=verbatim(details.venue.name))


_BY_HAND = _("The words above can be sent on, or written on the notice board as they stand.")


async def class_link(chat: Chat) -> None:
    if chat.given("session") is None:
        return await _of_which(chat, "class_link")
    details = await session_queries.details(chat.db, chat.given("session"))
    if details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.SEE_NAMES, details):
        return chat.go("not_yours")
    back = option(_("🔙 The session"), "session_card", session=details.session.id)
    address = class_pages.address(chat.db, details.course)
    if address is None:
        return chat.say(_("This class has no page. Please send on its card or its poster."), back)
    chat.say(_("The page of the class, to post in your group: {address}", address=verbatim(address)), back)


async def _of_which(chat: Chat, flow: str) -> None:
    mine = await courses.changeable_by(chat.db, chat.person)
    first_of_each = {details.course.id: details for details in reversed(mine)}
    meant = await which_session(chat, [*first_of_each.values()], _("Of which class?"))
    return chat.go(flow, session=meant.session.id) if meant is not None else chat.go("my_sessions")


async def group_poster(chat: Chat) -> None:
    group = await which_group(chat)
    if group is None:
        return chat.go("not_yours")
    made = await printed_documents.group_poster(chat.db, chat.person, group, reader_of(chat.person))
    what = _(
        "A picture to send on: its code {code} leads to all classes of {group}, all year.",
        code=await codes.of_group(chat.db, chat.person, group),
        group=labels.group(group),
    )
    code = await codes.of_group(chat.db, chat.person, group)
    leads = _("The code {code} leads to all classes of {group}, all year.", code=code, group=labels.group(group))
    where = await ways_in.where_to_send(chat.db, code, Place(group.ward_code, group.id))
    chat.say(what, file=made.picture.id, instead=lines(leads, where))
    page = _("And a page to print and hang up, in A4.")
    chat.say(page, option(_("🏠 Home"), "home"), file=made.page.id, instead=_BY_HAND)


async def paper_roll(chat: Chat) -> None:
    roll = await attendance_roll.roll_of(chat.db, chat.person, chat.given("session") or 0)
    if roll is None:
        return chat.go("past")
    await attendance_roll.print_numbers(chat.db, roll)
    sheet = await printed_documents.roll_sheet(chat.db, roll, reader_of(chat.person))
    chat.say(
        _("The roll to print. The names are for the class only: please throw the sheet away afterwards."),
        option(_("🔙 The session"), "session_card", session=roll.details.session.id),
        option(_("🏠 Home"), "home"),
        file=sheet.id,
        instead=_("The names with their numbers stand under «Roll call» of this session."),
    )


FLOWS = (
    Flow(
        "poster",
        poster,
        right=Right.REGISTER_COURSE,
        label=_("🖼 Poster"),
        phrases="""
            cho chị mã lớp để dán ngoài cổng · mã lớp là gì vậy em · cho xin mã đăng ký lớp thứ bảy · mã của lớp VNeID
            lớp này mã số mấy để bà con nhắn · cần mã lớp để phát loa · in tờ dán của lớp thứ tư
            tờ thông báo của lớp VNeID · gửi chị hình có mã của lớp để đăng nhóm · mã để bà con đăng ký lớp là gì
            what is the code of the class · poster of the class
        """,
    ),
    Flow(
        "group_poster",
        group_poster,
        commands=("todan", "poster"),
        right=Right.LEAD_GROUP,
        label=_("🖼 Poster with the code of the group"),
        phrases="""
            tờ dán · cho xin tờ rơi · in thông báo lớp để dán · poster · làm tờ quảng bá lớp · in mã qr của khu phố
            in tờ rơi · tờ rơi dán bảng tin · cho xin tờ quảng cáo lớp · tờ giới thiệu lớp để phát · bản in có mã qr
            giấy dán ở nhà văn hóa
            cần tờ thông báo mở lớp · xin tờ dán nhà văn hóa · to roi · làm giùm tờ giới thiệu lớp · mã qr để dán
            giấy mời học lớp
            cho xin poster có mã · in tấm poster mã quét
            làm tờ dán bảng tin khu phố · in tờ dán ở nhà văn hóa
        """,
    ),
    Flow("paper_roll", paper_roll),
    Flow(
        "class_link",
        class_link,
        right=Right.REGISTER_COURSE,
        label=_("🔗 Link of the class"),
        phrases="""
            cho xin link lớp · đường dẫn của lớp · link lớp để gửi nhóm · trang của lớp · lấy link đăng ký lớp
            link of the class · class page
            gửi đường dẫn lớp vô nhóm cho bà con đăng ký · cho chị cái link để bà con tự ghi danh
        """,
    ),
)
