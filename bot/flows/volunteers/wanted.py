"""Sessions that need helpers, and the members an organisation sends."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.errors import NotFound
from bot.flows.questions.organisation import ask_organisation
from bot.flows.questions.who import shown
from bot.i18n import Text, _, lines, n_
from bot.services.access import permissions
from bot.services.courses import of_ward
from bot.services.courses.of_ward import WardFilter
from bot.services.volunteers import organisation_replies, organisation_requests
from bot.services.volunteers.organisation_replies import Member, MembersAsked
from bot.services.volunteers.organisation_requests import OrganisationRequest

_HOME = option(_("🏠 Home"), "home")
_LIST = option(_("📋 Who needs people"), "wanted")


async def wanted(chat: Chat) -> None:
    found = await organisation_requests.open_for(chat.db, chat.person)
    if not found and await of_ward.sessions(chat.db, chat.person, WardFilter.SHORT):
        return chat.go("ward_sessions", shown=WardFilter.SHORT.value)
    if not found:
        return chat.say(_("Nobody needs people at present. I will write as soon as somebody does."), _HOME)
    which = n_("One class needs people:", "{n} classes need people. Which one?", len(found))
    shown = [option(await _line(chat, one), "send_members", session=one.details.session.id) for one in found]
    await chat.links(which, shown, _HOME)
    return None


async def send_members(chat: Chat) -> None:
    organisation = await ask_organisation(chat)
    if organisation is None:
        return chat.go("not_yours")
    session = int(chat.given("session") or 0)
    try:
        asked_for, found = await organisation_replies.could_come(chat.db, chat.person, organisation.id, session)
        if not asked_for.missing:
            return chat.say(_("This class has all the people it needs. Thank you!"), _LIST, _HOME)
        if not found:
            return chat.say(
                _("None of your members is free then, or each of them has been asked."),
                option(_("📨 Invite members"), "invite_members"),
                _HOME,
            )
        chosen = await chat.choose_many("who", await _question(chat, asked_for), await _shown(chat, found))
        sent = await organisation_replies.send(chat.db, chat.person, organisation.id, session, chosen)
    except NotFound:
        return chat.say(_("People are no longer wanted there. Thank you all the same!"), _LIST, _HOME)
    undo = (option(_("↩️ Undo"), "undo", act=sent.act.id),) if sent.act is not None else ()
    chat.say(_said(sent), *undo, _LIST, _HOME)


async def _line(chat: Chat, one: OrganisationRequest) -> Text:
    place = await permissions.full_name(chat.db, one.details.group)
    when = one.details.session.starts_at
    shown = n_("{when}, {place}: one person", "{when}, {place}: {n} people", one.missing, when=when, place=place)
    return (
        shown
        if not one.later
        else n_("{of} · and one later session", "{of} · and {n} later sessions", one.later, of=shown)
    )


async def _question(chat: Chat, one: OrganisationRequest) -> Text:
    return lines(
        labels.session(one.details),
        await permissions.full_name(chat.db, one.details.group),
        organisation_requests.and_later(one.later),
        n_("One person is missing. Whom do you send?", "{n} people are missing. Whom do you send?", one.missing),
    )


async def _shown(chat: Chat, found: list[Member]) -> dict[int, Text]:
    names = await shown(chat, [one.person for one in found], labels.full_name)
    free = {one.person.id for one in found if one.free}
    return {one: _("{name}, free then", name=name) if one in free else name for one, name in names.items()}


def _said(sent: MembersAsked) -> Text:
    return lines(
        n_(
            "I have asked one member and will tell you if they cannot come:",
            "I have asked {n} members and will tell you who cannot come:",
            len(sent.asked),
        )
        if sent.asked
        else _("I have asked nobody: others have been sent meanwhile, or no message reaches them."),
        *(_("⏳ {name}: asked, no answer yet", name=labels.person(person)) for person in sent.asked),
        *(_("No message reaches {name}.", name=labels.person(person)) for person in sent.unreached),
    )


FLOWS = (
    Flow(
        "wanted",
        wanted,
        commands=("canguoi", "wanted"),
        right=Right.SEE_ORGANISATION_REQUESTS,
        label=_("📋 Who needs people"),
        phrases="""
            lớp nào cần người · nơi đang cần người · khu phố nào thiếu tình nguyện viên · ở đâu cần người
            where are people needed · buổi nào còn thiếu người · xem nơi thiếu người
            nơi nào xin người · khu phố nào xin tình nguyện viên · đơn vị nào đang cần hỗ trợ người
            danh sách nơi cần người · lớp nào còn thiếu người đứng · khu phố nào cần hỗ trợ
            chỗ nào còn thiếu tình nguyện viên · nơi nào cần sinh viên · rà soát lớp thiếu người
            thống kê nơi cần tình nguyện viên · các lớp chưa có người dạy · lớp nào chưa đủ người
            lớp nào chưa có người dạy · lớp nào thiếu người dạy · buổi nào chưa có tình nguyện viên
            đơn vị nào xin người · tuần này cần người ở đâu
            bên nào thiếu người đứng lớp · nơi nào cần người
        """,
    ),
    Flow(
        "send_members",
        send_members,
        right=Right.SEND_MEMBERS,
        label=_("📋 Who needs people"),
        phrases="""
            cử người · cử 3 bạn cho lớp thứ bảy · tổ chức mình cử 2 bạn · đoàn cử bạn Nam với bạn Hoa · send people
            bên em cử 3 bạn · đoàn cho 2 bạn xuống khu phố 4 · phân công bạn Minh đi lớp thứ bảy
            chi đoàn cử người xuống lớp · bên mình đi 4 bạn
            cử bạn Phúc xuống lớp · bên em đi 2 bạn · phân công 2 đoàn viên đi lớp tối thứ tư
            cử sinh viên xuống khu phố · hội cử 3 chị · trường cử 5 bạn sinh viên · gửi 2 bạn đi lớp chủ nhật
            đoàn mình nhận lớp này cử 3 bạn · bố trí 4 bạn đi lớp thứ bảy · cho bạn Tuấn đi lớp khu phố 2
            chi đoàn cử 2 bạn
        """,
    ),
)
