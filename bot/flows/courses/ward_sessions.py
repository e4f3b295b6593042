"""«Các lớp của phường»: all classes of a ward by day and state, and acting for a leader, with a reason."""

import re
from collections.abc import Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.vietnamese import fold, letters
from bot.flows.questions.heard import facts_of, named, words_of
from bot.i18n import Text, _, lines, n_
from bot.services.access import permissions
from bot.services.calls import calls
from bot.services.courses import of_ward
from bot.services.courses.of_ward import WardFilter
from bot.services.people import places
from bot.services.roles import acting, directory
from bot.services.roles.acting import Why
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.places import ResidentialGroup

_HOME = option(_("🏠 Home"), "home")
_PEOPLE = option(_("👥 People of the ward"), "ward_people")
_NAMES: dict[WardFilter, Text] = {
    WardFilter.TODAY: _("📅 Today"),
    WardFilter.WEEK: _("🗓 The next seven days"),
    WardFilter.LATER: _("📆 Later"),
    WardFilter.SHORT: _("🙋 Helpers are missing"),
    WardFilter.UNMARKED: _("❓ Not marked yet"),
    WardFilter.CALLED_OFF: _("⛔ Called off"),
}


async def ward_sessions(chat: Chat) -> None:
    shown = WardFilter(chat.given("shown") or _heard(words_of(chat)) or WardFilter.WEEK)
    group = await _group(chat)
    found = await of_ward.sessions(chat.db, chat.person, shown, group)
    others = [_filtered(one) for one in WardFilter if one is not shown]
    if not found:
        return chat.say(lines(_NAMES[shown], _("There is no class of this kind.")), *others, _PEOPLE, _HOME)
    which = lines(_NAMES[shown], n_("One class. Which one?", "{n} classes. Which one?", len(found)))
    await chat.links(which, await _lines(chat, found), *others, _PEOPLE, _HOME)
    return None


def _filtered(shown: WardFilter) -> Option:
    return option(_NAMES[shown], "ward_sessions", shown=shown.value)


# What is said beside «lớp của phường»; the first that is named.
_SAID = (
    (WardFilter.UNMARKED, r"(?:chua|thieu|quen) (?:diem danh|cham)|not marked"),
    (WardFilter.CALLED_OFF, r"(?:bao|cho|duoc) nghi|bi huy|called off"),
    (WardFilter.SHORT, r"(?:thieu|can|khong co|chua co|chua du) (?:them )?(?:nguoi|tinh nguyen|tnv|ban)|lack helpers"),
    (WardFilter.TODAY, r"hom nay|bua nay|toi nay|sang nay|chieu nay|today"),
    (WardFilter.LATER, r"thang (?:sau|toi)|tuan sau nua|later"),
)


def _heard(words: str) -> WardFilter | None:
    said = letters(words)
    return next((shown for shown, named in _SAID if re.search(rf"\b(?:{named})\b", said)), None)


async def _group(chat: Chat) -> int | None:
    if chat.given("group") is not None:
        return int(chat.given("group"))
    groups = await _groups_of_wards(chat)
    named = facts_of(chat).group
    meant = [one.id for one in groups if named and (one.kind, one.search_name) == (named.kind, fold(named.name))]
    return meant[0] if len(meant) == 1 else None


async def _groups_of_wards(chat: Chat) -> list[ResidentialGroup]:
    at = await permissions.reach(chat.db, chat.person, Right.ACT_FOR_LEADERS)
    codes = {place.ward for place in at if place.ward is not None}
    return [group for code in sorted(codes) for group in await places.groups_of(chat.db, code)]


async def _lines(chat: Chat, found: Sequence[SessionDetails]) -> list[Option]:
    """Name each by its group and place, and by its ward where there are several."""
    codes = {one.group.ward_code for one in found}
    wards = await places.wards(chat.db, codes) if len(codes) > 1 else {}
    named = labels.session_lines(found)
    shown = []
    for one in found:
        ward = wards.get(one.group.ward_code)
        where = labels.group(one.group) if ward is None else labels.in_ward(one.group, ward)
        line = _("{group} · {session}", group=where, session=named[one.session.id])
        shown.append(option(line, "session_card", session=one.session.id))
    return shown


async def _whose(chat: Chat) -> ResidentialGroup | None:
    """Return the group that was given, or named by itself or its leader; else one that is led."""
    given = await _group(chat)
    if given is None:
        led = {one.role.group_id: one for one in await directory.leaders(chat.db, chat.person)}
        who = facts_of(chat).people
        meant = named([one.person for one in led.values()], who[0]) if who else []
        theirs = [key for key, one in led.items() if one.person in meant]
        if len(theirs) == 1:
            chat.answers.setdefault("group", theirs[0])
        names = {key: _("{one} · {other}", one=labels.in_full(one.person), other=one.where) for key, one in led.items()}
        given = await chat.choose("group", _("For which leader do you act?"), names) if names else None
    return None if given is None else await chat.db.get(ResidentialGroup, given)


async def act_for_leader(chat: Chat) -> None:
    group = await _whose(chat)
    if group is None:
        return chat.go("past")
    await permissions.must(chat.db, chat.person, Right.ACT_FOR_LEADERS, group)
    question = _("Why do you act for the leader of {group}? The leader is told.", group=labels.group(group))
    why = Why(await chat.choose("why", question, acting.REASONS))
    act = await acting.act_for_leader(chat.db, chat.person, group, why)
    session = int(chat.given("session") or 0)
    known = await session_queries.details(chat.db, session)
    to_call = await calls.waiting(chat.db, chat.person)
    chat.say(
        _("Done: until tomorrow you may do in {group} what its leader may.", group=labels.group(group)),
        option(_("↩️ Undo"), "undo", act=act.id),
        *((option(_("🔙 The session"), "session_card", session=session),) if known is not None else ()),
        option(_("📖 The book"), "book", group=group.id),
        *((option(_("☎️ Please call ({n})", n=to_call), "calls"),) if to_call else ()),
        _HOME,
    )


FLOWS = (
    Flow(
        "ward_sessions",
        ward_sessions,
        commands=("lopphuong", "ward_classes"),
        right=Right.ACT_FOR_LEADERS,
        page=True,
        label=_("📋 Classes of the ward"),
        phrases="""
            các lớp của phường · lịch lớp toàn phường · hôm nay phường có lớp nào · lớp nào chưa điểm danh trong phường
            xem lớp của các khu phố · all classes of the ward · các lớp trong phường · phường mình có lớp nào
            cả phường tuần này học những lớp gì · các lớp của toàn phường
            các lớp khu phố 9 · lớp của khu phố 7 · lớp nào trong phường chưa điểm danh · buổi nào chưa điểm danh
            lớp nào của phường thiếu người hướng dẫn · lớp nào đang thiếu người hướng dẫn
            mấy buổi báo nghỉ trong phường · buổi nào báo nghỉ tuần này · khu phố 5 có lớp gì
        """,
    ),
    Flow(
        "act_for_leader",
        act_for_leader,
        commands=("lamthay", "act_for"),
        right=Right.ACT_FOR_LEADERS,
        label=_("✋ Act for the leader"),
        phrases="""
            làm thay · làm thay trưởng khu phố · làm thay khu phố 7 · làm thay anh Dũng · làm thay cho chị Lan
            tôi làm thay trưởng ấp · làm giùm trưởng khu phố 3 mấy bữa · act for the leader
        """,
    ),
)
