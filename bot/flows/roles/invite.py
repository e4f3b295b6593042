"""Inviting leaders and coordinators by a code, and accepting it."""

import re

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind, RoleStatus
from bot.flows.questions.group import looking_at, which_coordinated
from bot.flows.questions.heard import facts_of, words_of
from bot.flows.questions.where import ask_group_there, ask_ward
from bot.i18n import _, lines, verbatim
from bot.services.access import codes, permissions, ways_in
from bot.services.people import places, profile
from bot.services.reports.papers import printed_documents
from bot.services.roles import invitations, slips
from bot.storage.tables.people import Code, Person, Slip
from bot.storage.tables.places import Ward

_WHAT_NOW = {
    RoleKind.ORGANISER: _(
        "Register your classes, invite your members by a code; when somewhere needs people, I will ask whom you send."
    ),
    RoleKind.RESIDENT: _("I will show you its classes first. You may also help others, if you like."),
}
_USED = _("Somebody has just used this code. Please ask for another one.")
_FIRST_STEPS = {
    RoleKind.LEADER: (option(_("➕ Register a class"), "register_course"),),
    RoleKind.COORDINATOR: (option(_("📥 Requests"), "requests"),),
    RoleKind.RESIDENT: (
        option(_("📝 Join a class"), "sign_up"),
        option(_("🤝 I want to help as a volunteer"), "volunteer"),
    ),
    RoleKind.ORGANISER: (
        option(_("➕ Register a class"), "register_course"),
        option(_("📨 Invite members"), "invite_members"),
        option(_("📋 Who needs people"), "wanted"),
    ),
}


async def invite_leader(chat: Chat) -> None:
    coordinated = await which_coordinated(chat)
    ward_code = coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)
    seen = await looking_at(chat, verbatim((await chat.db.get_one(Ward, ward_code)).name)) if coordinated else None
    if (said := facts_of(chat).group) is not None:
        chat.answers.setdefault("group", f"{said.kind} {said.name}")
    group = await ask_group_there(chat, ward_code, seen)
    if group is None:
        return chat.go("invite_leader")
    code, act = await invitations.invite_leader(chat.db, chat.person, group)
    name = await permissions.full_name(chat.db, group)
    chat.say(
        lines(
            _("📨 Invitation for the leader of {group}.", group=name),
            await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)),
        ),
        file=(await printed_documents.invitation(chat.db, code, chat.person, name, reader_of(chat.person))).id,
    )
    chat.say(
        _(
            "Please forward the message above to the leader of {group}. It is for one person and good for 3 days.",
            group=name,
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🖨 Invite many by slips"), "invite_many"),
        option(_("🏠 Home"), "home"),
    )


# «Mời điều phối viên cho phường Phú Lợi»: what stands before the name of the ward.
_FOR_WARD = re.compile(r"^.*\b(?=phường|xã|phuong)", re.IGNORECASE)


async def invite_coordinator(chat: Chat) -> None:
    named = await places.wards_named(chat.db, _FOR_WARD.sub("", words_of(chat))) if words_of(chat) else []
    if len(named) == 1:
        chat.answers.setdefault("area", False)
        chat.answers.setdefault("ward0", named[0].name)
    whole = await chat.confirm("area", _("For what?"), _("For the whole area"), _("For one ward"))
    made = await invitations.invite_coordinator(chat.db, chat.person, None if whole else await ask_ward(chat))
    code, act = made
    name = verbatim((await chat.db.get_one(Ward, code.ward_code)).name) if code.ward_code else _("the whole area")
    chat.say(
        lines(
            _("📨 Invitation for the coordinator, {place}.", place=name),
            await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)),
        ),
        file=(await printed_documents.invitation(chat.db, code, chat.person, name, reader_of(chat.person))).id,
    )
    chat.say(
        _("Please forward the message above. It is for one person and good for 3 days."),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


async def accept_invitation(chat: Chat) -> None:
    """Welcome a newcomer first; the role follows without another approval."""
    code = await codes.look_up(chat.db, str(chat.given("code") or ""))
    if code is None or code.role_kind is None or not await invitations.stands(chat.db, code):
        chat.say(_("I do not know that code, or it is no longer good. Please ask whoever gave it to you."))
        return chat.go("home")
    if code.stands_in_for_id is not None:
        return chat.go("take_over", code=code.text)
    if code.role_kind is RoleKind.VOLUNTEER:
        return chat.go("volunteer", invitation=code.text)
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="accept_invitation", code=code.text)
    slip = await slips.of_code(chat.db, code)
    if slip is not None:
        return await _ask_by(chat, code, slip)
    role = await invitations.accept(chat.db, chat.person, code)
    if role is None:
        return chat.say(_USED, option(_("🏠 Home"), "home"))
    title = permissions.title(code.role_kind, await permissions.held_at(chat.db, role))
    chat.say(
        lines(_("Thank you! You are now {title}.", title=title), _WHAT_NOW.get(code.role_kind)),
        *_FIRST_STEPS.get(code.role_kind, ()),
        option(_("🏠 Home"), "home"),
    )


async def _ask_by(chat: Chat, code: Code, slip: Slip) -> None:
    """Ask for the role: a slip may lie about, so whoever gives the role sees who has come by it, and decides."""
    role = await slips.ask(chat.db, chat.person, code, slip)
    if role is None:
        return chat.say(_USED, option(_("🏠 Home"), "home"))
    title = permissions.title(role.kind, await permissions.held_at(chat.db, role))
    if role.status is RoleStatus.ACTIVE:
        return chat.say(_("You already are {title}.", title=title), option(_("🏠 Home"), "home"))
    by = await chat.db.get(Person, code.created_by_id) if code.created_by_id is not None else None
    who = labels.person(by) if by is not None else _("whoever runs the assistant")
    chat.say(
        lines(
            _("Thank you! {name} now confirms that you are {title}.", title=title, name=who),
            _("Nothing is open to you until then; I will write as soon as they have."),
        ),
        option(_("🏠 Home"), "home"),
    )


FLOWS = (
    Flow(
        "invite_leader",
        invite_leader,
        commands=("moi", "invite"),
        right=Right.INVITE_LEADERS,
        label=_("🔑 Invite a leader"),
        phrases="""
            mời trưởng khu phố · mời trưởng ấp mới · tạo mã mời trưởng khu phố · thêm trưởng khu phố
            invite a leader · cấp mã cho trưởng khu phố 5
            mời trưởng ấp 2 · trưởng khu phố mới chưa có mã · gửi lời mời cho trưởng khu phố
            mời anh Hải làm trưởng khu phố 5
            cấp mã trưởng khu phố · tạo lời mời cho trưởng khu phố mới · mời bác Sơn làm trưởng khu phố
            mời cô Nga giữ khu phố 6 · khu phố 2 có trưởng mới mời giùm · gửi mã cho trưởng ấp · thêm trưởng ấp
            bổ sung trưởng khu phố · cho xin mã mời trưởng khu phố · mời người phụ trách khu phố 8
            đề nghị cấp mã cho trưởng khu phố
        """,
    ),
    Flow(
        "invite_coordinator",
        invite_coordinator,
        commands=("dieuphoi", "coordinators"),
        right=Right.INVITE_COORDINATORS,
        label=_("🧭 Invite a coordinator"),
        phrases="""
            mời điều phối viên · thêm điều phối viên phường · invite a coordinator · cấp quyền điều phối
            thêm một bạn điều phối · mời chị Mai làm điều phối viên · cấp mã điều phối viên
            bổ sung điều phối viên · cho xin mã mời điều phối viên · đề nghị thêm điều phối viên
            cho chị Thảo làm điều phối · cấp mã cho điều phối viên mới · mời cán bộ phường làm điều phối
        """,
    ),
    Flow("accept_invitation", accept_invitation),
)
