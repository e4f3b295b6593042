"""/admin: becoming the first administrator, what administrators do, and inviting one another."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.i18n import _, lines, n_
from bot.services.access import codes, permissions, ways_in
from bot.services.people import identity
from bot.services.reports.papers import printed_documents
from bot.services.roles import invitations, requests


async def administrator(chat: Chat) -> None:
    typed = str(chat.given("payload") or "")
    if await identity.role_of(chat.db, chat.person, RoleKind.ADMINISTRATOR):
        return await _to_do(chat)
    if not await permissions.become_administrator(chat.db, chat.person, typed):
        return chat.say(_("This opens nothing. Whoever runs the assistant can help."), option(_("🏠 Home"), "home"))
    chat.say(_("You are now the administrator. The code is used up: nobody else can become one by it."))
    await _to_do(chat)


async def _to_do(chat: Chat) -> None:
    waiting = len(await requests.open_for(chat.db, chat.person))
    chat.say(
        _("Leaders are invited by a code. Requests waiting: {n}.", n=waiting),
        option(_("🔑 Invite a leader"), "invite_leader"),
        option(_("📥 Requests"), "requests"),
        option(_("🔐 Administrators"), "administrators"),
        option(_("🏛 Who answers for the data"), "controller"),
        option(_("🚫 End a role"), "revoke"),
        option(_("📒 What was done lately"), "log"),
        option(_("👁 See as somebody else"), "see_as"),
        option(_("🛑 Emergency stop"), "emergency_stop"),
    )


async def administrators(chat: Chat) -> None:
    found = await identity.administrators(chat.db)
    another = option(_("➕ Invite an administrator"), "invite_administrator")
    end = option(_("🚫 End a role"), "revoke")
    chat.say(
        lines(
            n_("One administrator:", "{n} administrators:", len(found)),
            labels.enumeration([labels.full_name(one) for one in found]),
            _("Nobody can take over when you lose your phone: please invite one more.") if len(found) == 1 else None,
        ),
        *((another, end) if len(found) > 1 else (another,)),
        option(_("🏠 Home"), "home"),
    )


async def invite_administrator(chat: Chat) -> None:
    sure = await chat.confirm(
        "sure",
        _("An administrator gives and ends all roles, sees the log, and can stop all sending. Shall I make a code?"),
        _("✅ Make the code"),
        _("❌ No, leave it"),
    )
    if not sure:
        return chat.say(_("All right, I have changed nothing."), option(_("🏠 Home"), "home"))
    code, act = await invitations.invite_administrator(chat.db, chat.person)
    place = _("the whole area")
    paper = await printed_documents.invitation(chat.db, code, chat.person, place, reader_of(chat.person))
    where = await ways_in.where_to_send(chat.db, code.text, codes.place_of(code))
    chat.say(lines(_("📨 Invitation to be an administrator."), where), file=paper.id)
    chat.say(
        _("Please forward the message above. It is for one person and good for 3 days."),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("🏠 Home"), "home"),
    )


FLOWS = (
    Flow("administrator", administrator, commands=("admin",)),
    Flow(
        "administrators",
        administrators,
        commands=("quantri", "administrators"),
        right=Right.INVITE_ADMINISTRATORS,
        label=_("🔐 Administrators"),
        page=True,
        phrases="""
            ai là quản trị viên · danh sách quản trị viên · có mấy người quản trị · who are the administrators
            xem các quản trị viên · quản trị viên là ai · những ai đang quản trị hệ thống · coi ai quản trị trợ lý này
        """,
    ),
    Flow(
        "invite_administrator",
        invite_administrator,
        right=Right.INVITE_ADMINISTRATORS,
        label=_("➕ Invite an administrator"),
        phrases="""
            mời thêm quản trị viên · thêm người quản trị · cấp mã quản trị viên · invite an administrator
            mời chị Hà làm quản trị viên · cho thêm một người quản trị nữa · mời người cùng quản trị
            cấp quyền quản trị cho anh Tâm
        """,
    ),
)
