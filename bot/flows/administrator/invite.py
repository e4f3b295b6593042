"""Inviting a leader, and the leader's side of it."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.say import option
from bot.domain.people import RoleKind
from bot.flows.administrator.where import ask_group, ask_ward
from bot.i18n import _, lines, verbatim
from bot.services import codes, papers, people, residents, roles
from bot.services.roles import NotAllowed
from bot.storage.people import Code
from bot.storage.places import Organisation, ResidentialGroup


async def invite_leader(chat: Chat) -> None:
    """A code for one person, to be forwarded."""
    coordinated = await people.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    ward_code = coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)
    group = await ask_group(chat, ward_code)
    try:
        code, act = await roles.invite_leader(chat.db, chat.person, group)
    except NotAllowed:
        return chat.go("not_yours")
    name = await roles.full_name(chat.db, group)
    chat.say(
        lines(
            _("📨 Invitation for the leader of {group}.", group=name),
            _("Please send this code to the assistant: {code}", code=code.text),
        ),
        file=(await papers.invitation(chat.db, code, chat.person, name, reader_of(chat.person))).id,
    )
    chat.say(
        _(
            "Please forward the message above to the leader of {group}. It is for one person and good for 3 days.",
            group=name,
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


async def accept_invitation(chat: Chat) -> None:
    """Whoever sends the code is met first, and then has the role: the invitation was a human's approval."""
    code = await codes.look_up(chat.db, str(chat.given("code") or ""))
    if code is None or code.role_kind is None:
        chat.say(_("I do not know that code, or it is no longer good. Please ask whoever gave it to you."))
        return chat.go("home")
    if code.stands_in_for_id is not None:
        return chat.go("take_over", code=code.text)
    if code.role_kind is RoleKind.VOLUNTEER:
        return chat.go("volunteer", invitation=code.text)
    if not residents.is_known(chat.person):
        return chat.go("welcome", then="accept_invitation", code=code.text)
    if await roles.accept(chat.db, chat.person, code) is None:
        return chat.say(
            _("Somebody has just used this code. Please ask for another one."), option(_("🏠 Home"), "home")
        )
    if code.role_kind is RoleKind.ORGANISER:
        return await _speaks(chat, code)
    group = await chat.db.get(ResidentialGroup, code.group_id) if code.group_id is not None else None
    title = roles.title(code.role_kind, labels.group(group)) if group is not None else labels.ROLES[code.role_kind]
    chat.say(
        _("Thank you! You are now {title}.", title=title),
        option(_("➕ Register a class"), "register_course"),
        option(_("🏠 Home"), "home"),
    )


async def _speaks(chat: Chat, code: Code) -> None:
    name = (await chat.db.get_one(Organisation, code.organisation_id)).name
    chat.say(
        lines(
            _("Thank you! You now speak for {organisation}.", organisation=verbatim(name)),
            _("Invite your members by a code; when a residential group needs people, I ask you whom you send."),
        ),
        option(_("📨 Invite members"), "invite_members"),
        option(_("📋 Who needs people"), "wanted"),
        option(_("🏠 Home"), "home"),
    )
