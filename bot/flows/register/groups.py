"""Renaming a residential group, or merging it into another."""

from collections.abc import Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.people.person import RoleKind
from bot.flows.questions.where import ask_ward, read_group_name
from bot.i18n import Text, _, lines
from bot.services.people import identity, places
from bot.services.register import group_changes
from bot.storage.tables.messaging import Act
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")
_RENAME, _MERGE = "rename", "merge"


async def change_group(chat: Chat) -> None:
    coordinated = await identity.role_of(chat.db, chat.person, RoleKind.COORDINATOR)
    ward_code = coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)
    groups = await places.groups_of(chat.db, ward_code)
    if not groups:
        return chat.say(_("That ward has no residential group yet."), _HOME)
    group = await _which(chat, "which", _("Which residential group is it about?"), groups)
    what = await chat.choose(
        "what", labels.group(group), {_RENAME: _("✏️ Change its name"), _MERGE: _("🔗 Join it to another one")}
    )
    await (_rename(chat, group) if what == _RENAME else _merge(chat, group, groups))


async def _rename(chat: Chat, group: ResidentialGroup) -> None:
    typed = await chat.ask(
        "name", _("What is it called now?"), read_group_name, example=_("for example: khu phố 3, ấp Suối Sâu")
    )
    kind, _space, name = typed.partition(" ")
    before = labels.group(group)
    act = await group_changes.rename(chat.db, chat.person, group, kind, name)
    if act is None:
        words = _("The ward has one of that name already. To make one of two, choose «Join it to another one».")
        return chat.say(words, option(_("🔗 Join it to another one"), "change_group"), _HOME)
    done = _("Done: {before} is called {after} now.", before=before, after=labels.group(group))
    _say(chat, lines(done, _("Classes, people and reports stay as they are.")), act)


async def _merge(chat: Chat, group: ResidentialGroup, groups: Sequence[ResidentialGroup]) -> None:
    others = [other for other in groups if other.id != group.id]
    if not others:
        return chat.say(_("There is no other residential group in this ward yet."), _HOME)
    into = await _which(chat, "into", _("Which one does it become part of?"), others)
    sure = await chat.confirm(
        "sure",
        _(
            "{gone} becomes part of {into}: its classes, people and leaders go there, past weeks too. Is that right?",
            gone=labels.group(group),
            into=labels.group(into),
        ),
        _("✅ That's right"),
        _("❌ No, leave it"),
    )
    if not sure:
        return chat.say(_("All right, I have changed nothing."), _HOME)
    act = await group_changes.merge(chat.db, chat.person, group, into)
    if act is None:
        return chat.say(_("That residential group is gone already."), _HOME)
    _say(chat, _("Done: {gone} is part of {into} now.", gone=labels.group(group), into=labels.group(into)), act)


def _say(chat: Chat, words: Text, act: Act) -> None:
    chat.say(words, option(_("↩️ Undo"), "undo", act=act.id), _HOME)


async def _which(chat: Chat, name: str, text: Text, groups: Sequence[ResidentialGroup]) -> ResidentialGroup:
    chosen = await chat.choose(name, text, {group.id: labels.group(group) for group in groups})
    return await chat.db.get_one(ResidentialGroup, chosen)


FLOWS = (
    Flow(
        "change_group",
        change_group,
        commands=("khupho", "groups"),
        right=Right.CHANGE_GROUPS,
        label=_("🏘 Residential groups"),
        phrases="""
            nhập vào nơi khác · join it to another one
            sửa khu phố · đổi tên khu phố · thêm khu phố · gộp hai khu phố · tách khu phố
            nhập khu phố 2 vào khu phố 3 · danh sách khu phố của phường · rename a neighbourhood
            khu phố 7 đổi tên · tách khu phố 3 · sáp nhập hai ấp · thêm một ấp mới · đổi khu phố 5 thành 5A
            gộp mấy khu phố lại · khu phố mới thành lập
        """,
    ),
)
