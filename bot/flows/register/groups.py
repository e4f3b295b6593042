"""The residential groups of a ward: entering, renaming, merging one into another."""

import re
from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.lists.groups import read_groups
from bot.domain.people.places import GroupName
from bot.flows.questions.group import which_coordinated
from bot.flows.questions.heard import words_of
from bot.flows.questions.where import ask_ward, read_group_name
from bot.i18n import Text, _, lines, n_, verbatim
from bot.services.people import places
from bot.services.register import group_changes, new_groups
from bot.services.register.new_groups import Added
from bot.storage.tables.messaging import Act
from bot.storage.tables.places import ResidentialGroup, Ward

_HOME = option(_("🏠 Home"), "home")
_ADD, _RENAME, _MERGE = "add", "rename", "merge"
_SHOWN = 12


async def change_group(chat: Chat) -> None:
    ward_code = await _whose_ward(chat)
    groups = await places.groups_of(chat.db, ward_code)
    named: dict[Any, Text] = {group.id: labels.group(group) for group in groups}
    which = await chat.choose(
        "which", _("Which residential group is it about?"), {_ADD: _("➕ Enter residential groups"), **named}
    )
    if which == _ADD:
        return chat.go("add_groups", ward=ward_code)
    group = await chat.db.get_one(ResidentialGroup, which)
    what = await chat.choose(
        "what", labels.group(group), {_RENAME: _("✏️ Change its name"), _MERGE: _("🔗 Join it to another one")}
    )
    await (_rename(chat, group) if what == _RENAME else _merge(chat, group, groups))


# «Thêm khu phố 12», «phường mới lập ấp Tân Hòa»: what is named behind.
_TO_ADD = re.compile(r"^.*?\b(?:thêm|nhập|bổ sung|lập|tạo|thiếu|add)\b(?: thêm| mới)*\W+", re.IGNORECASE)


def _take_named(chat: Chat) -> None:
    begins = _TO_ADD.match(words_of(chat))
    read = _read_groups(words_of(chat)[begins.end() :]) if begins is not None else None
    if read is not None and not read["unread"] and any(any(map(str.isdigit, name)) for _kind, name in read["groups"]):
        chat.answers.setdefault("groups", read)


async def add_groups(chat: Chat) -> None:
    """Groups are there before anybody leads them, so that people can say where they live."""
    ward_code = chat.given("ward") or await _whose_ward(chat)
    ward = await chat.db.get_one(Ward, ward_code)
    _take_named(chat)
    read = await chat.ask(
        "groups",
        lines(
            _("Which residential groups does {ward} have? Type one, or a whole list: one a line.", ward=_name(ward)),
            _("A sheet sent as a file will do, a column copied from one, or «khu phố 1 đến 12»."),
        ),
        _read_groups,
        example=_("for example: khu phố 1 đến 12, ấp Suối Sâu"),
    )
    names = [GroupName(*pair) for pair in read["groups"]]
    sure = await chat.confirm(
        "sure",
        lines(
            n_(
                "I read one residential group in {ward}:",
                "I read {n} residential groups in {ward}:",
                len(names),
                ward=_name(ward),
            ),
            _shown(names),
            _("Not understood: {lines}", lines=verbatim("; ".join(read["unread"]))) if read["unread"] else None,
        ),
        _("✅ That's right"),
        _("❌ No, leave it"),
    )
    if not sure:
        return chat.say(_("All right, I have changed nothing."), _HOME)
    added = await new_groups.add(chat.db, chat.person, ward_code, names)
    if added.act is None:
        return chat.say(_("They are all there already: I have changed nothing."), _HOME)
    _say_added(chat, added, len(names))


def _say_added(chat: Chat, added: Added, n: int) -> None:
    there = n - len(added.groups)
    chat.say(
        lines(
            n_(
                "Done. One residential group is entered.",
                "Done. {n} residential groups are entered.",
                len(added.groups),
            ),
            n_("One was there already.", "{n} were there already.", there) if there else None,
            n_(
                "One person had named theirs and is in it now.",
                "{n} people had named theirs and are in it now.",
                added.people,
            )
            if added.people
            else None,
        ),
        option(_("↩️ Undo"), "undo", act=added.act.id if added.act else 0),
        option(_("📍 Group not known"), "place_people"),
        _HOME,
    )


def _read_groups(words: str) -> dict[str, Any] | None:
    read = read_groups(words)
    return (
        {"groups": [list(name) for name in read.groups], "unread": list(read.unread[:_SHOWN])} if read.groups else None
    )


def _shown(names: Sequence[GroupName]) -> Text:
    first = labels.enumeration([labels.group(name) for name in names[:_SHOWN]])
    return first if len(names) <= _SHOWN else _("{first}, and {n} more", first=first, n=len(names) - _SHOWN)


def _name(ward: Ward) -> Text:
    return verbatim(ward.name)


async def _whose_ward(chat: Chat) -> str:
    coordinated = await which_coordinated(chat)
    return coordinated.ward_code if coordinated is not None and coordinated.ward_code else await ask_ward(chat)


async def _rename(chat: Chat, group: ResidentialGroup) -> None:
    typed = await chat.ask(
        "name",
        _("What is it called now?"),
        lambda words: _of_its_kind(group, words),
        example=_("for example: khu phố 3, ấp Suối Sâu"),
    )
    kind, _space, name = typed.partition(" ")
    before = labels.group(group)
    act = await group_changes.rename(chat.db, chat.person, group, kind, name)
    if act is None:
        words = _("The ward has one of that name already. To make one of two, choose «Join it to another one».")
        return chat.say(words, option(_("🔗 Join it to another one"), "change_group"), _HOME)
    done = _("Done: {before} is called {after} now.", before=before, after=labels.group(group))
    _say(chat, lines(done, _("Classes, people and reports stay as they are.")), act)


def _of_its_kind(group: ResidentialGroup, words: str) -> str | None:
    typed = read_group_name(words)
    kind, _space, name = (typed or "").partition(" ")
    return f"{group.kind} {name}" if typed and kind == "other" and name[:1].isdigit() else typed


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
            sửa khu phố · đổi tên khu phố · gộp hai khu phố · tách khu phố
            nhập khu phố 2 vào khu phố 3 · danh sách khu phố của phường · rename a neighbourhood
            khu phố 7 đổi tên · tách khu phố 3 · sáp nhập hai ấp · thêm một ấp mới · đổi khu phố 5 thành 5A
            gộp mấy khu phố lại · khu phố mới thành lập
            sửa tên khu phố 3 · nhập hai khu phố thành một · khu phố 4 nhập vào khu phố 5 · sáp nhập khu phố
            chia khu phố 2 ra làm hai · đổi tên ấp · danh sách các khu phố · gop khu pho · chỉnh tên khu phố
            khu phố 6 tách ra · phường mới sáp nhập đổi tên khu phố · xem danh sách khu phố
        """,
    ),
    Flow(
        "add_groups",
        add_groups,
        right=Right.CHANGE_GROUPS,
        label=_("➕ Enter residential groups"),
        phrases="""
            thêm khu phố · nhập khu phố mới · thêm ấp mới · nhập danh sách khu phố · phường có thêm khu phố
            thêm các khu phố của phường · add residential groups · enter the neighbourhoods of the ward
            bổ sung khu phố · tạo khu phố · khai báo các khu phố của phường · thêm ấp · nhập tên các khu phố
            phường còn thiếu mấy khu phố nhập thêm
            còn thiếu ấp Tân Hòa thêm vô · thêm một ấp mới · bổ sung khu phố chưa có
            thêm khu phố 7 · nhập thêm ấp 4 với ấp 5 · phường mới lập khu phố 12
        """,
    ),
)
