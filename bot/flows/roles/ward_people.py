"""Leaders and volunteers of a ward: found by name, group, topic and free time, and seen one by one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.coaching import slot_of
from bot.domain.parsing.half_days import read_half_days
from bot.domain.people import phones
from bot.domain.people.person import RoleKind
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic, topics_in
from bot.domain.vietnamese import fold
from bot.flows.questions.heard import facts_of, words_of
from bot.flows.questions.usual_times import TIMES
from bot.flows.questions.who import shown
from bot.i18n import Text, _, lines, n_
from bot.services.calls import untaken
from bot.services.roles import directory, volunteer_signup
from bot.services.roles.directory import Listed, Wanted
from bot.services.volunteers import answers, pauses, rota

_HOME = option(_("🏠 Home"), "home")
_BY = {"group": _("🏘 By group"), "topic": _("📘 By topic"), "time": _("🕑 By free time")}
_AHEAD = 5


async def ward_people(chat: Chat) -> None:
    helping = len(await directory.volunteers(chat.db, chat.person))
    leading = len(await directory.leaders(chat.db, chat.person))
    untold = sum(n for _session, n in await untaken.by_session(chat.db, chat.person))
    chat.say(
        _("Whom are you looking for?"),
        option(_("🤝 Volunteers of the ward ({n})", n=helping), "ward_volunteers"),
        option(_("🏘 Leaders of the ward ({n})", n=leading), "ward_leaders"),
        option(_("🏢 Organisations"), "ward_organisations"),
        option(_("👥 Who waits for somebody to teach them"), "waiting_alone"),
        *((option(_("☎️ Calls nobody took ({n})", n=untold), "untaken_calls"),) if untold else ()),
        option(_("📋 Who needs people"), "wanted"),
        _HOME,
    )


async def ward_volunteers(chat: Chat) -> None:
    everybody = await directory.volunteers(chat.db, chat.person)
    given = _given(chat, everybody)
    found = await directory.volunteers(chat.db, chat.person, _wanted(given))
    about = _about(given, everybody)
    filters = [option(_BY[by], "filter_volunteers", by=by, **given) for by in _BY if by not in given]
    every = (option(_("🤝 Volunteers of the ward"), "ward_volunteers"),) if given else ()
    head = lines(about, n_("🤝 One volunteer", "🤝 {n} volunteers", len(found)) if found else _("🤝 No volunteer"))
    await chat.links(head, await _links(chat, found), *filters, *every, _HOME)


def _given(chat: Chat, everybody: Sequence[Listed]) -> dict[str, Any]:
    """Return what is looked for, as it was chosen or said: «bạn nào rảnh tối thứ tư», «ai dạy VNeID ở khu phố 3»."""
    chosen = {by: chat.given(by) for by in _BY if chat.given(by) is not None}
    if chosen or not (words := words_of(chat)):
        return chosen
    topics, group, free = topics_in(words), facts_of(chat).group, read_half_days(words)
    if topics:
        chosen["topic"] = topics[0].value
    if free:
        chosen["time"] = sorted([day, part.value] for day, part in free)
    named = [one.group for one in everybody if group is not None and one.group is not None]
    meant = [one.id for one in named if group and (one.kind, one.search_name) == (group.kind, fold(group.name))]
    return chosen | ({"group": meant[0]} if meant else {})


def _wanted(given: dict[str, Any]) -> Wanted:
    topic, free = given.get("topic"), given.get("time", ())
    half_days = frozenset((day, DayPart(part)) for day, part in free)
    return Wanted(given.get("group"), None if topic is None else Topic(topic), half_days)


def _about(given: dict[str, Any], everybody: Sequence[Listed]) -> Text | None:
    groups = [one.group for one in everybody if one.group is not None and one.group.id == given.get("group")]
    wanted = _wanted(given)
    parts = [
        *(labels.group(group) for group in groups[:1]),
        *((labels.topic(wanted.topic),) if wanted.topic is not None else ()),
        *((_half_days(wanted),) if wanted.free else ()),
    ]
    return labels.enumeration(parts) if parts else None


def _half_days(wanted: Wanted) -> Text:
    return labels.half_days(slot_of(*one) for one in wanted.free)


async def filter_volunteers(chat: Chat) -> None:
    by = str(chat.given("by"))
    given = {key: chat.given(key) for key in _BY if chat.given(key) is not None}
    if by == "group":
        groups = {one.group.id: one.group for one in await directory.volunteers(chat.db, chat.person) if one.group}
        names = {key: labels.group(group) for key, group in groups.items()}
        return chat.go("ward_volunteers", **given, group=await chat.choose("which", _("Of which group?"), names))
    if by == "topic":
        topics = {topic.value: labels.topic(topic) for topic in Topic}
        return chat.go("ward_volunteers", **given, topic=await chat.choose("which", _("Which topic?"), topics))
    picked = await chat.choose_many("which", _("Free when? Choose one or more."), TIMES)
    free = sorted({(day, part.value) for time in picked for day, part in volunteer_signup.USUAL[time]})
    return chat.go("ward_volunteers", **given, time=[list(one) for one in free])


async def ward_leaders(chat: Chat) -> None:
    found = await directory.leaders(chat.db, chat.person)
    head = n_("🏘 One leader", "🏘 {n} leaders", len(found)) if found else _("🏘 Nobody leads a group yet.")
    invite = option(_("🔑 Invite a leader"), "invite_leader")
    await chat.links(head, await _links(chat, found), invite, _HOME)


async def _links(chat: Chat, found: Sequence[Listed]) -> list[Option]:
    names = await shown(chat, [one.person for one in found], labels.in_full)
    return [
        option(_("{one} · {other}", one=names[one.person.id], other=one.where), "ward_person", role=one.role.id)
        for one in found
    ]


async def ward_person(chat: Chat) -> None:
    one = await directory.one_of(chat.db, chat.person, int(chat.given("role") or 0))
    if one is None:
        return chat.go("past")
    leads = one.role.kind is RoleKind.LEADER
    number = one.person.phone
    chat.say(
        lines(
            _("👤 {one} · {other}", one=labels.in_full(one.person), other=one.where),
            None if number is None else _("📞 {number}", number=phones.masked(number)),
            *(() if leads else await _helps(chat, one)),
        ),
        *(_of_leader(one) if leads else ()),
        option(_("🚫 End this role"), "revoke", role=one.role.id),
        option(_("🏘 Leaders of the ward"), "ward_leaders")
        if leads
        else option(_("🤝 Volunteers of the ward"), "ward_volunteers"),
        _HOME,
    )


def _of_leader(one: Listed) -> tuple[Option, ...]:
    return (
        option(_("📋 Classes of the group"), "ward_sessions", group=one.role.group_id),
        option(_("🔑 Hand over to somebody else"), "hand_over_for", group=one.role.group_id),
    )


async def _helps(chat: Chat, one: Listed) -> list[Text | None]:
    free = frozenset(await answers.free_times(chat.db, one.person))
    away = await pauses.until(chat.db, one.person)
    ahead = await rota.of_volunteer(chat.db, one.person)
    all_topics = len(one.topics) == len(Topic)
    topics = _("All of them") if all_topics else labels.enumeration([labels.topic(topic) for topic in one.topics])
    return [
        _("📘 {topics}", topics=topics) if one.topics else None,
        _("🗓 {when}", when=_half_days(replace(Wanted(), free=free))) if free else None,
        None if away is None else _("⏸ Pauses until {day}", day=away),
        *(_("🤝 {one} · {other}", one=labels.group(of.group), other=labels.session_line(of)) for of in ahead[:_AHEAD]),
        None if ahead else _("Has promised no session at present."),
    ]


FLOWS = (
    Flow(
        "ward_people",
        ward_people,
        commands=("nguoicuaphuong", "people"),
        right=Right.ACT_FOR_LEADERS,
        page=True,
        label=_("👥 People of the ward"),
        phrases="người của phường · ai phụ trách trong phường · tìm người trong phường · people of the ward",
    ),
    Flow(
        "ward_volunteers",
        ward_volunteers,
        commands=("tinhnguyenvien", "volunteers"),
        right=Right.ACT_FOR_LEADERS,
        page=True,
        label=_("🤝 Volunteers of the ward"),
        phrases="""
            tình nguyện viên của phường · danh sách tình nguyện viên · phường có bao nhiêu tình nguyện viên
            bạn nào rảnh tối thứ tư · ai dạy được VNeID · volunteers of the ward · tìm tình nguyện viên
            tình nguyện viên nào rảnh sáng thứ bảy
            phường có mấy tình nguyện viên · đếm tình nguyện viên của phường
        """,
    ),
    Flow("filter_volunteers", filter_volunteers, right=Right.ACT_FOR_LEADERS),
    Flow(
        "ward_leaders",
        ward_leaders,
        commands=("truongkhupho", "leaders"),
        right=Right.ACT_FOR_LEADERS,
        page=True,
        label=_("🏘 Leaders of the ward"),
        phrases="""
            danh sách trưởng khu phố · các trưởng khu phố của phường · ai làm trưởng khu phố 3 · leaders of the ward
            trưởng các khu phố là ai · tìm trưởng khu phố
            trưởng khu phố của phường gồm những ai · trưởng các khu phố là ai
        """,
    ),
    Flow("ward_person", ward_person, right=Right.ACT_FOR_LEADERS, page=True),
)
