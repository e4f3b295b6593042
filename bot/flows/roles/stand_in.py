"""«Nhờ người trông tổ đến 30/11», «bàn giao»: asking somebody to lead a group for a while or for good."""

from datetime import date, timedelta
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.parsing.time import UnclearTime
from bot.errors import NotAllowed
from bot.flows.questions.heard import facts_of, named, words_of
from bot.flows.questions.when import HINTS, read_moments
from bot.flows.questions.who import called, shown, which_of
from bot.i18n import Text, _, lines, on_any_day
from bot.services.access import codes, permissions, ways_in
from bot.services.roles import handover, stand_ins
from bot.services.roles.stand_ins import HOME, Term
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

_BY_CODE = 0
_OFFERED = 5
_WAITS = (7, 14, 30)


async def stand_in(chat: Chat) -> None:
    group = await _group(chat)
    if group is None:
        return chat.go("not_yours")
    last = date.fromisoformat(await _day(chat, _("Until which day?"), [clock.today() + timedelta(n) for n in _WAITS]))
    whom = await _whom(chat, group)
    alone = await chat.choose(
        "alone",
        _("And you yourself until then?"),
        {True: _("😴 I rest until then"), False: _("👥 We lead together")},
    )
    await _ask(chat, group, Term(None, clock.midnight(last + timedelta(days=1)), alone), whom)


async def hand_over(chat: Chat) -> None:
    group = await _group(chat)
    if group is None:
        return chat.go("not_yours")
    first = date.fromisoformat(
        await _day(chat, _("From which day on?"), [clock.today() + timedelta(n) for n in (0, *_WAITS)])
    )
    whom = await _whom(chat, group)
    since = clock.midnight(first) if first > clock.today() else None
    await _ask(chat, group, Term(since), whom)


async def _ask(chat: Chat, group: ResidentialGroup, term: Term, whom: Person | None) -> None:
    try:
        code, act = await stand_ins.ask(chat.db, chat.person, group, term, whom)
    except NotAllowed:
        return chat.say(_("You look after this group only for a while yourself: not longer than that, please."), HOME)
    undo = option(_("↩️ Undo"), "undo", act=act.id)
    if whom is not None:
        words = _("I have asked {name}. As soon as they agree I will write to you.", name=labels.person(whom))
        return chat.say(lines(words, handover.span(term.since, term.until)), undo, HOME)
    name = await permissions.full_name(chat.db, group)
    words = lines(_("🤝 Will you lead {group}?", group=name), handover.span(term.since, term.until))
    chat.say(on_any_day(lines(words, await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)))))
    chat.say(
        _("Please forward the message above to whom you want to ask. It is for one person and good for 3 days."),
        undo,
        HOME,
    )


async def _group(chat: Chat) -> ResidentialGroup | None:
    given = await chat.db.get(ResidentialGroup, chat.given("group") or 0)
    if given is not None and await permissions.may(chat.db, chat.person, Right.ACT_FOR_LEADERS, given):
        return given
    led = {group.id: group for group in await permissions.groups_led(chat.db, chat.person)}
    if len(led) > 1:
        shown = {group.id: labels.group(group) for group in led.values()}
        return led.get(await chat.choose("group", _("Which group is it about?"), shown))
    return next(iter(led.values()), None)


async def _day(chat: Chat, text: Text, usual: list[date]) -> str:
    heard = read_moments(words_of(chat)) or []
    if heard and heard[0]["day"] and heard[0]["day"] >= clock.today().isoformat():
        return heard[0]["day"]
    shown: dict[str, Text] = {day.isoformat(): _("{when}", when=day) for day in usual}
    return await chat.ask("day", text, _read_day, shown, _("for example: 30/11"))


def _read_day(words: str) -> str | None:
    heard = read_moments(words)
    day = heard[0]["day"] if heard is not None and len(heard) == 1 else None
    if day is not None and date.fromisoformat(day) < clock.today():
        raise NotUnderstood(HINTS[UnclearTime.PAST])
    return day


async def _whom(chat: Chat, group: ResidentialGroup) -> Person | None:
    known = {one.id: one for one in await stand_ins.candidates(chat.db, chat.person, group)}
    meant = [one for who in facts_of(chat).people[:1] for one in named(list(known.values()), who)]
    if len(meant) == 1:
        chat.answers.setdefault("whom", meant[0].id)

    def read(words: str) -> Any:  # noqa: ANN401 ids as JSON, or None
        return [one.id for one in called(list(known.values()), words)] or None

    offered: dict[Any, Text] = {**await shown(chat, list(known.values())[:_OFFERED], labels.person)}
    offered[_BY_CODE] = _("📨 Somebody else, by a code")
    chosen = await chat.ask("whom", _("Whom shall I ask? Choose one, or type the name."), read, offered)
    meant = [known[one] for one in chosen if one in known] if isinstance(chosen, list) else []
    return known.get(await which_of(chat, "which", meant) or 0) if meant else known.get(chosen)


FLOWS = (
    Flow(
        "stand_in",
        stand_in,
        commands=("trongto",),
        intent=Intent.STAND_IN,
        right=Right.LEAD_GROUP,
        label=_("🤝 Somebody to look after the group"),
        phrases="""
            nhờ người trông tổ · nhờ cháu Lan trông giùm đến chủ nhật · tuần sau tôi đi vắng
            nhờ anh Tâm trông khu phố giúp · tôi nằm viện nhờ chị Hoa phụ trách thay · stand in for me
            nhờ cô Hạnh thay tôi vài bữa · tôi đi công tác nhờ người lo giùm khu phố
            tôi đi vắng nhờ anh Tâm coi giùm · nhờ chị Hoa lo giùm khu phố tới thứ hai
            mai đi công tác nhờ người trông · tôi bệnh nhờ cô Hạnh coi giùm tổ vài bữa
            anh đi công tác nhờ cô Hoa coi giùm · giao chị Sáu lo mấy bữa · vắng nhà một tuần nhờ người coi tổ
            nhờ chị Tám trông khu phố mấy bữa · chú Năm lo giúp khu phố tuần sau · tôi bệnh nhờ anh Ba lo thay
            chị đi vắng tuần này nhờ chị Hoa coi · giao anh Tâm coi khu phố giùm · tôi đi công chuyện xa mấy bữa
            nhờ anh Ba lo thay mấy ngày · vắng mấy bữa để cô Hạnh coi · anh đi học xa nhờ người trông
            nho nguoi trong giup · chị bận hai tuần nhờ cô Lan phụ trách · về quê mấy bữa giao khu phố cho chú Sáu
            tôi mổ mắt nhờ anh Bình lo · để chị Nga trông khu phố ít bữa · mấy ngày tới cô Hoa làm thay tôi
            chị vắng tuần tới nhờ người khác lo · hôm đó chị không có mặt, ai coi giúp khu phố
        """,
    ),
    Flow(
        "hand_over",
        hand_over,
        commands=("bangiao",),
        intent=Intent.HAND_OVER,
        right=Right.LEAD_GROUP,
        label=_("🔑 Hand the group over"),
        phrases="""
            bàn giao khu phố · bàn giao công việc cho người mới · tôi thôi làm trưởng khu phố
            bàn giao tổ cho anh Tâm · hand over · chuyển giao cho trưởng mới · tôi nghỉ luôn giao lại cho chị Hoa
            tôi thôi nhiệm vụ giao cho anh Phúc · hết nhiệm kỳ giao lại · bàn giao chức trưởng
            chuyển khu phố cho người khác phụ trách · tôi nghỉ làm trưởng giao cho chị Năm
            anh Phúc lên làm trưởng thay tôi
            giao hẳn khu phố cho người khác · tôi hết làm trưởng · bàn giao hết cho chị Nga
            bàn giao cho trưởng mới · ban giao khu pho · anh thôi chức giao cho cô Hạnh
            khu phố đổi trưởng rồi bàn giao · từ nay anh Bình làm trưởng
            mai mốt tôi thôi chức người khác lên thay · chị Hoa lên làm trưởng thay tôi
        """,
    ),
    # A coordinator, for the leader of a group.
    Flow("hand_over_for", hand_over, right=Right.ACT_FOR_LEADERS),
)
