"""Members of an organisation: the invitation code, the list, and dismissal."""

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.flows.questions.organisation import ask_organisation
from bot.flows.questions.who import shown
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.access import codes, permissions, ways_in
from bot.services.reports import volunteer_hours
from bot.services.reports.papers import printed_documents
from bot.services.reports.volunteer_hours import HelpedAt
from bot.services.volunteers import organisations, rota

_LATELY = 5
_HOME = option(_("🏠 Home"), "home")
_MEMBERS = option(_("👥 Our members"), "members")


async def members(chat: Chat) -> None:
    organisation = await ask_organisation(chat)
    if organisation is None:
        return chat.go("not_yours")
    found = await organisations.members(chat.db, chat.person, organisation.id)
    name = verbatim(organisation.name)
    if not found:
        return chat.say(
            _("{organisation} has no members here yet. Invite them by a code.", organisation=name),
            option(_("📨 Invite members"), "invite_members"),
            option(_("🖨 Invite members by slips"), "invite_members_by_slips"),
            _HOME,
        )
    names = await shown(chat, [person for _role, person in found], labels.full_name)
    await chat.links(
        n_("{organisation}: one member", "{organisation}: {n} members", len(found), organisation=name),
        [option(names[person.id], "member", role=role.id) for role, person in found],
        option(_("📨 Invite members"), "invite_members"),
        option(_("🎓 Hours of our members"), "members_hours"),
        _HOME,
    )
    return None


async def member(chat: Chat) -> None:
    """Show of one's own member what they help with: group, date and hours; of lessons at home no name and no place."""
    role = int(chat.given("role") or 0)
    person = await organisations.member(chat.db, chat.person, role)
    if person is None:
        return chat.go("past")
    helped = await volunteer_hours.of_person(chat.db, person)
    ahead = await rota.of_volunteer(chat.db, person)
    lessons = await volunteer_hours.lessons_ahead(chat.db, person)
    chat.say(
        lines(
            verbatim(person.name or "…"),
            _("🎓 Hours so far: {hours}", hours=volunteer_hours.said_hours(helped)),
            *map(_came_to, helped[-_LATELY:]),
            *(_("🤝 {one} · {other}", one=labels.group(one.group), other=labels.session_line(one)) for one in ahead),
            *(_("🤝 {one} · {when}", one=one.where, when=one.at) for one in lessons),
            None if ahead or lessons else _("Has promised no session at present."),
        ),
        option(_("🚫 No member any more"), "dismiss_member", role=role),
        _MEMBERS,
        _HOME,
    )
    return None


def _came_to(one: HelpedAt) -> Text:
    hours = volunteer_hours.said_hours([one])
    return _("• {where} · {day} · {hours} h", where=one.where, day=clock.local(one.at).date(), hours=hours)


async def invite_members(chat: Chat) -> None:
    organisation = await ask_organisation(chat)
    if organisation is None:
        return chat.go("not_yours")
    offered = {uses: n_("{n} person", "{n} people", uses) for uses in organisations.USES}
    most = max(organisations.USES)
    beyond = _("One code is for up to {n} people.", n=most)
    uses = await chat.ask_amount("uses", _("For how many people shall the code be?"), offered, most, beyond)
    code, act = await organisations.invite_members(chat.db, chat.person, organisation.id, uses)
    name = verbatim(organisation.name)
    chat.say(
        lines(
            _("📨 {organisation} invites its people to learn with their phones.", organisation=name)
            if organisations.member_kind(organisation) is RoleKind.RESIDENT
            else _("📨 {organisation} invites you to help people with their phones.", organisation=name),
            await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)),
        ),
        file=(await printed_documents.invitation(chat.db, code, chat.person, name, reader_of(chat.person))).id,
    )
    chat.say(
        n_(
            "Please forward the message above. It is for one person and good for 3 days; I will tell you who joins.",
            "Please forward the message above. It is for {n} people and good for 3 days; I will tell you who joins.",
            uses,
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🖨 Invite members by slips"), "invite_members_by_slips", organisation=organisation.id),
        _HOME,
    )


async def dismiss_member(chat: Chat) -> None:
    ours = await _ours(chat)
    if not ours:
        return chat.go("members")
    role = chat.given("role") or await chat.choose("who", _("Who is no member any more?"), ours)
    if role not in ours:
        return chat.go("past")
    sure = await chat.confirm_in_words(
        "sure",
        _("{name} is then no member any more, and at none of the classes you sent them to.", name=ours[role]),
        _("🚫 No member any more"),
        _("Leave it"),
    )
    if not sure:
        return chat.say(_("All right, nothing is changed."), _HOME)
    dismissed = await organisations.dismiss(chat.db, chat.person, role)
    if dismissed is None:
        return chat.go("past")
    chat.say(
        _("Done: {name} is no member any more.", name=labels.person(dismissed[0])),
        option(_("↩️ Undo"), "undo", act=dismissed[1].id),
        _HOME,
    )


async def _ours(chat: Chat) -> dict[int, Text]:
    speaks_for = await permissions.organisations_spoken_for(chat.db, chat.person)
    lists = [await organisations.members(chat.db, chat.person, one.id) for one in speaks_for]
    held = {role.id: person for found in lists for role, person in found}
    names = await shown(chat, list(held.values()), labels.full_name)
    return {role: names[person.id] for role, person in held.items()}


FLOWS = (
    Flow(
        "members",
        members,
        commands=("thanhvien", "members"),
        right=Right.INVITE_MEMBERS,
        label=_("👥 Our members"),
        phrases="""
            thành viên của mình · danh sách thành viên · đội mình có ai · xem thành viên tổ chức · our members
            trong đội có những ai · thành viên chi đoàn · ai trong đội mình · coi đội có bao nhiêu bạn
            xem các bạn trong đội · đội có những bạn nào · danh sách tình nguyện viên của đội · thanh vien doi
            bao nhiêu bạn trong đội · xem thành viên · chi đoàn mình có mấy bạn
        """,
    ),
    Flow(
        "invite_members",
        invite_members,
        right=Right.INVITE_MEMBERS,
        label=_("📨 Invite members"),
        phrases="""
            mời thành viên · thêm thành viên mới · mời các bạn vào đội · mã mời thành viên · invite members
            mời bạn mới vào đội · gửi lời mời cho đoàn viên · rủ thêm bạn vào đội · mã cho thành viên mới
            mời thêm đoàn viên · cho xin mã mời thành viên · thêm người vào đội mình · kết nạp bạn mới
            kéo thêm bạn vào đội · gửi mã cho các bạn vào đội
            link cho bạn vô đội · mã cho đoàn viên vô
        """,
    ),
    Flow("member", member, right=Right.INVITE_MEMBERS, page=True),
    Flow("dismiss_member", dismiss_member, right=Right.INVITE_MEMBERS),
)
