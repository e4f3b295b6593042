"""«Gọi giúp»: one person at a time, for leaders and for the volunteers of a session."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.calls import CallOutcome
from bot.i18n import Text, _, lines, n_
from bot.services.calls import calls, untaken
from bot.services.calls import texts as calls_texts
from bot.services.messaging import outbox
from bot.storage.session_queries import SessionDetails

_HOME = option(_("🏠 Home"), "home")


async def next_call(chat: Chat) -> None:
    found = await calls.take(chat.db, chat.person, paused=bool(chat.given("paused")), who=chat.given("who"))
    if found is None:
        return await _nobody_now(chat)
    card = await outbox.reply(chat.db, chat.address, calls_texts.card(found))
    await calls.put_on_card(chat.db, found, card)


async def call_outcome(chat: Chat) -> None:
    if chat.given("outcome") not in set(CallOutcome):
        return chat.go("past")
    outcome = CallOutcome(chat.given("outcome"))
    said = await calls.say_outcome(chat.db, chat.person, chat.given("person") or 0, outcome)
    if said is None:
        return chat.go("past")
    undo = option(_("↩️ Undo"), "undo", act=said.act.id)
    name = labels.person(said.person)
    busy = (option(_("❌ {name} cannot come", name=name), "call_busy", said=said.act.id),) if said.expected else ()
    if said.left:
        return chat.say(calls_texts.receipt(said.person, outcome), _next(said.left), *busy, undo, _HOME)
    chat.say(lines(calls_texts.receipt(said.person, outcome), await _all_done(chat)), *busy, undo, _HOME)


async def call_busy(chat: Chat) -> None:
    act = await calls.cannot_come(chat.db, chat.person, chat.given("said") or 0)
    if act is None:
        return chat.go("past")
    left = await calls.waiting(chat.db, chat.person)
    undo = option(_("↩️ Undo"), "undo", act=act.id)
    ways = (_next(left), undo, _HOME) if left else (undo, _HOME)
    chat.say(_("Noted: cannot come this time. The seat goes to the next."), *ways)


async def call_later(chat: Chat) -> None:
    person = await calls.put_off(chat.db, chat.person, chat.given("person") or 0)
    if person is None:
        return chat.go("past")
    left = await calls.waiting(chat.db, chat.person)
    chat.say(_("All right: {name} stays on the list.", name=labels.person(person)), _next(left), _HOME)


async def _nobody_now(chat: Chat) -> None:
    left = await calls.waiting(chat.db, chat.person)
    if not left:
        return chat.say(await _all_done(chat), _HOME)
    again = await calls.next_try(chat.db, chat.person)
    waits = n_("One person is to be tried again.", "{n} people are to be tried again.", left)
    when = None if again is None else _("The next one at {when}.", when=again)
    chat.say(lines(waits, when), option(_("☎️ Call now all the same"), "calls", paused=True), _HOME)


async def _all_done(chat: Chat) -> Text:
    done = await calls.done_today(chat.db, chat.person)
    if not done:
        return _("Nobody needs to be called now.")
    told, family = done.get(CallOutcome.TOLD, 0), done.get(CallOutcome.TOLD_RELATIVE, 0)
    return lines(
        _("🎉 Everybody on the list is reached. Thank you!"),
        n_("Today you told one person.", "Today you told {n} people.", told) if told else None,
        n_("One through the family.", "{n} through the family.", family) if family else None,
    )


async def untaken_calls(chat: Chat) -> None:
    found = await untaken.by_session(chat.db, chat.person)
    if not found:
        return chat.say(_("No name has waited long for somebody who calls."), _HOME)
    shown = [option(_waits(details, n), "session_card", session=details.session.id) for details, n in found]
    head = n_(
        "☎️ One person waits for a call that nobody has taken. At which class?",
        "☎️ {n} people wait for a call that nobody has taken. At which class?",
        sum(n for _details, n in found),
    )
    await chat.links(head, shown, _HOME)
    return None


def _waits(details: SessionDetails, n: int) -> Text:
    where = _("{one} · {other}", one=labels.group(details.group), other=labels.session_line(details))
    return n_("{where} · one person", "{where} · {n} people", n, where=where)


def _next(left: int) -> Option:
    return option(_("☎️ Next name ({n})", n=left), "calls")


FLOWS = (
    Flow(
        "calls",
        next_call,
        commands=("goi", "calls"),
        right=Right.CALL,
        label=_("☎️ Call them, one by one"),
        phrases="""
            please call · next name · người kế tiếp · tên tiếp theo · người tiếp theo · gọi tiếp
            gọi giúp · ai cần gọi · danh sách cần gọi · còn ai phải gọi · xem danh sách gọi điện
            hôm nay gọi cho ai · who should I call · ai chưa gọi được · cho xem ai cần gọi
            gọi cho ai tiếp · còn ai cần gọi · ai không đọc tin cần gọi · việc gọi giúp hôm nay
            gọi cho ai bây giờ · còn ai chưa gọi · danh sách gọi hôm nay · cần điện thoại cho ai
            phải gọi điện cho những ai · hôm nay gọi bao nhiêu người · cho xin danh sách gọi · cho người kế
            bác nào cần gọi · tiếp theo gọi ai · goi cho ai · bữa nay có ai cần gọi không · việc gọi điện hôm nay
            còn mấy người phải gọi · gọi giùm ai đây
            ai chưa liên lạc được để chị gọi · những người phải gọi điện
            gọi báo mấy người chưa hay tin dời · ai chưa hay dời buổi để chị gọi báo
            điện cho người chưa nhận tin đổi giờ
        """,
    ),
    Flow(
        "untaken_calls",
        untaken_calls,
        right=Right.ACT_FOR_LEADERS,
        page=True,
        label=_("☎️ Calls nobody took"),
        phrases="""
            cuộc gọi chưa ai nhận · ai cần gọi mà chưa ai gọi · nơi nào còn tên chưa gọi · calls nobody took
        """,
    ),
    Flow("call_outcome", call_outcome, right=Right.CALL),
    Flow("call_busy", call_busy, right=Right.CALL),
    Flow("call_later", call_later, right=Right.CALL),
)
