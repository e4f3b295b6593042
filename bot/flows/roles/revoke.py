"""«Thu hồi»: revoking a role one may give, with a reason that the person is told."""

from collections import Counter
from collections.abc import Sequence

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.domain.people.person import RevokedFor, RoleKind
from bot.i18n import Text, _, lines, verbatim
from bot.services.roles import revocation
from bot.services.roles.revocation import HeldRole
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_REASONS = {
    RevokedFor.MOVED: _("Has moved away"),
    RevokedFor.BUSY: _("Has little time"),
    RevokedFor.ANOTHER: _("Somebody else has the task"),
    RevokedFor.COMPLAINT: _("There was a complaint"),
}
_KINDS = {
    RoleKind.VOLUNTEER: _("🤝 Volunteers ({n})"),
    RoleKind.LEADER: _("🏘 Leaders ({n})"),
    RoleKind.ORGANISER: _("🏢 Organisers ({n})"),
    RoleKind.COORDINATOR: _("🧭 Coordinators ({n})"),
    RoleKind.ADMINISTRATOR: _("🔐 Administrators ({n})"),
}


async def revoke(chat: Chat) -> None:
    below = await revocation.roles_below(chat.db, chat.person)
    if not below:
        return chat.say(_("There is nobody whose role you could end."), _HOME)
    held = {one.role.id: one for one in below}
    one = held.get(chat.given("role") or await _chosen(chat, below))
    if one is None:
        return chat.say(_("That role has ended already, or is not yours to end."), _HOME)
    why = await chat.choose("why", _("Why? They are told this reason."), _REASONS)
    sure = await chat.confirm_in_words("sure", _sure(one), _("🚫 End this role"), _("Leave it"))
    if not sure:
        return chat.say(_("All right, nothing is changed."), _HOME)
    act = await revocation.revoke(chat.db, chat.person, one.role.id, RevokedFor(why))
    await _tell(chat, one, act)


async def _chosen(chat: Chat, below: Sequence[HeldRole]) -> int:
    kinds = Counter(one.role.kind for one in below)
    kind = next(iter(kinds))
    if len(kinds) > 1:
        counted = {kind.value: Text(_KINDS[kind].message, {"n": n}) for kind in _KINDS if (n := kinds[kind])}
        kind = RoleKind(await chat.choose("kind", _("Which kind of role shall end?"), counted))
    held = {one.role.id: one for one in below if one.role.kind is kind}
    names = told_apart([one.person for one in held.values()], _name, numbers=False)
    shown = {role: _("{name}, {group}", name=names[one.person.id], group=one.place) for role, one in held.items()}
    return await chat.choose("who", _("Whose role shall end?"), shown)


def _sure(one: HeldRole) -> Text:
    given_back = _("Others will be asked for the classes and lessons they have promised.")
    return lines(
        _("Shall {name} no longer be {title} from now on?", name=one.person.name or "…", title=one.title),
        given_back if one.role.kind is RoleKind.VOLUNTEER else None,
    )


async def _tell(chat: Chat, one: HeldRole, act: Act | None) -> None:
    name = verbatim(one.person.name or "…")
    if act is None:
        return chat.say(_("That role has ended already, or is not yours to end."), _HOME)
    nobody = await revocation.is_without_anybody(chat.db, act)
    chat.say(
        lines(
            _("Done: {name} is no longer {title} and has been told kindly.", name=name, title=one.title),
            _("Nobody speaks for this organisation now: /tochuc invites somebody.") if nobody else None,
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


def _name(person: Person) -> Text:
    return verbatim(person.name or "…")


FLOWS = (
    Flow(
        "revoke",
        revoke,
        commands=("thuhoi", "revoke"),
        right=Right.GIVE_ROLES,
        label=_("🚫 End a role"),
        phrases="""
            cho tình nguyện viên nghỉ · end a volunteer's role · end a role
            thu hồi vai trò · cho bạn Nam thôi làm tình nguyện viên · thu hồi quyền của anh Tâm · xóa quyền
            bỏ vai trò · revoke a role · ngừng quyền trưởng khu phố 2
            cắt quyền anh Bình · gỡ quyền trưởng khu phố 3 · rút vai trò của chị Hoa
            bỏ quyền tình nguyện viên của bạn Nam · cho anh Tư thôi vai trò · ngưng quyền
            gỡ quyền · cho anh Bảy thôi làm điều phối · bãi nhiệm · miễn nhiệm trưởng khu phố 4
            ngưng vai trò của cô Hà · tước quyền · rút quyền của chị Lan · khóa quyền tình nguyện viên
            bỏ quyền của người này · thu hoi quyen · cho thôi giữ vai trò · dừng quyền điều phối viên
            chấm dứt vai trò · gỡ chị Ngọc khỏi vai trò trưởng · bạn này nghỉ rồi gỡ quyền giùm
        """,
    ),
)
