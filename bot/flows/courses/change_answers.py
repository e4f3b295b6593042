"""Answers to a change of a session, and the board of acknowledgements."""

from collections.abc import Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.domain.courses import NoticeKind
from bot.flows.questions.heard import facts_of, that_fit, words_in_frame
from bot.i18n import _, lines, n_, verbatim
from bot.services.access import permissions
from bot.services.courses import change_notices, courses, make_up
from bot.services.people import identity
from bot.services.reminders import replies
from bot.services.reminders.due import Ahead
from bot.storage import session_queries
from bot.storage.tables.courses import Notice
from bot.storage.tables.people import Person


async def acknowledge(chat: Chat) -> None:
    people = chat.given("people") or [_for(chat)]
    known = [await change_notices.acknowledge(chat.db, chat.person, chat.given("notice") or 0, one) for one in people]
    notice = known[0]
    if notice is None:
        return chat.go("past")
    if len(people) > 1:
        return chat.say(
            n_(
                "Thank you. I have noted that one person knows.",
                "Thank you. I have noted that {n} people know.",
                len(people),
            )
        )
    if notice.kind is NoticeKind.CALLED_OFF:
        return chat.say(_("Thank you. I will write when there is a new date."))
    chat.say(_("Thank you. See you there!"))


async def cannot_come(chat: Chat) -> None:
    if await change_notices.acknowledge(chat.db, chat.person, chat.given("notice") or 0, _for(chat)) is None:
        return chat.go("past")
    if chat.given("sessions"):
        return await _which_of(chat, chat.given("sessions"))
    helping = {helper.id for helper in await session_queries.helpers(chat.db, chat.given("session"))}
    answers: dict[str, Any] = {"session": chat.given("session"), "for": _for(chat)}
    if _for(chat) in helping:
        return chat.go("release_shift", **answers)
    chat.go("answer_reminder", coming=False, **answers)


async def _which_of(chat: Chat, session_ids: Sequence[int]) -> None:
    items: list[tuple[str, int, int]] = []
    for session_id in session_ids:
        to = await change_notices.audience(chat.db, session_id)
        if any(one.id == _for(chat) for one in to.helpers):
            items.append((Ahead.SHIFT, session_id, _for(chat)))
        elif any(one.id == _for(chat) for one in to.learners):
            items.append((Ahead.SEAT, session_id, _for(chat)))
    chat.go("not_to_all", items=items)


async def give_way(chat: Chat) -> None:
    """Begin to leave, as asked because the class has to be smaller."""
    if await change_notices.acknowledge(chat.db, chat.person, chat.given("notice") or 0, _for(chat)) is None:
        return chat.go("past")
    answers = {"for": _for(chat)} if chat.given("for") else {}
    if chat.given("course"):
        return chat.go("leave", course=chat.given("course"), **answers)
    await _which_of(chat, chat.given("sessions"))


async def new_date(chat: Chat) -> None:
    session_id, notice_id = chat.given("session") or 0, chat.given("notice") or 0
    if await change_notices.acknowledge(chat.db, chat.person, notice_id, _for(chat)) is None:
        return chat.go("past")
    if not chat.given("comes"):
        await make_up.decline(chat.db, _for(chat), session_id)
        return chat.say(_("All right, I have noted it. The sessions after that stay as they are."))
    person = await chat.db.get_one(Person, _for(chat))
    details = await make_up.take(chat.db, person, notice_id, session_id)
    if details is None:
        return chat.say(_("That session has no free seat any more. You may still come and sit in."))
    chat.say(
        lines(
            _("Done! The seat is kept for {name}.", name=labels.person(person)),
            _("📅 {when}", when=details.session.starts_at),
            _("📍 {place}", place=verbatim(details.venue.name)),
        )
    )


async def new_dates(chat: Chat) -> None:
    session_id, notice_id = chat.given("session") or 0, chat.given("notice") or 0
    told = {one: await identity.on_behalf(chat.db, chat.person, one) for one in chat.given("people") or ()}
    names = told_apart(told.values(), labels.person, numbers=False)
    coming = await chat.choose_many("coming", _("Who can come then?"), names)
    for one in told:
        await change_notices.acknowledge(chat.db, chat.person, notice_id, one)
    for one in told.keys() - set(coming):
        await make_up.decline(chat.db, one, session_id)
    seated = [one for one in coming if await make_up.take(chat.db, told[one], notice_id, session_id)]
    left = [names[one] for one in coming if one not in seated]
    chat.say(
        lines(
            n_("A seat is kept for one person.", "Seats are kept for {n} people.", len(seated)),
            _("No seat is left for {names}.", names=labels.enumeration(left)) if left else None,
        )
    )


async def notice_board(chat: Chat) -> None:
    notice = None if _speaks_of_reminders(chat) else await _notice(chat)
    if notice is None and chat.given("notice") is None:
        return await _who_answered(chat)
    details = await session_queries.details(chat.db, notice.session_id) if notice is not None else None
    if notice is None or details is None:
        return chat.go("past")
    if not await permissions.may_at_session(chat.db, chat.person, Right.CHANGE_SESSION, details):
        return chat.go("not_yours")
    chat.say(await change_notices.board(chat.db, notice), option(_("🔄 Look again"), "notice_board", notice=notice.id))


def _speaks_of_reminders(chat: Chat) -> bool:
    """Return whether it is «ai chưa trả lời lời nhắc», and not whether a change is known."""
    return not _OF_REMINDERS.isdisjoint(words_in_frame(chat))


_OF_REMINDERS = frozenset(("nhắc", "nhac", "reminder", "reminders"))


async def _who_answered(chat: Chat) -> None:
    """Tell who has answered the reminders of the next session, or of the one that is named."""
    ahead = await courses.changeable_by(chat.db, chat.person)
    meant = (that_fit(ahead, facts_of(chat)) or ahead)[:1]
    sessions = option(_("📋 Sessions"), "my_sessions")
    if not meant:
        return chat.say(_("No class was moved or called off lately."), sessions)
    heard = await replies.of_session(chat.db, meant[0].session.id)
    if not (heard.coming or heard.cannot or heard.silent):
        nobody = _("Nobody has a seat yet, so nobody was asked.")
        return chat.say(lines(labels.session_line(meant[0]), nobody), sessions)
    names = list(told_apart(heard.silent, labels.person, numbers=False).values())
    chat.say(
        lines(
            labels.session_line(meant[0]),
            _("{coming} will come, {cannot} cannot.", coming=heard.coming, cannot=heard.cannot),
            _("Not heard of yet: {names}", names=labels.enumeration(names)) if names else _("Everybody has answered."),
        ),
        option(_("📋 List of names"), "roster", session=meant[0].session.id),
        sessions,
    )


async def _notice(chat: Chat) -> Notice | None:
    if chat.given("notice") is not None:
        return await chat.db.get(Notice, chat.given("notice"))
    return await change_notices.newest(chat.db, chat.person)


def _for(chat: Chat) -> int:
    return int(chat.given("for") or chat.person.id)


FLOWS = (
    Flow(
        "notice_board",
        notice_board,
        label=_("👀 Who knows?"),
        asked_with=Right.CHANGE_SESSION,
        phrases="""
            ai đã biết rồi · còn ai chưa xác nhận · bao nhiêu người biết lớp dời rồi · who has not answered
            mấy người đã bấm biết rồi · ai chưa đọc tin · còn ai chưa hay lớp nghỉ · mấy người trả lời rồi
            ai xác nhận rồi · bao nhiêu người biết tin rồi · còn ai chưa hay
            ai chưa bấm biết rồi · mấy người xác nhận rồi · bao nhiêu người báo đi rồi · ai báo đi ai báo bận
            những ai chưa phản hồi · còn mấy người chưa xem tin · bao nhiêu người trả lời lời nhắc · who confirmed
            ai chưa nhận được tin · còn ai chưa báo đi hay không · mấy người chưa trả lời tin nhắc
            mấy người báo đi · ai đã xác nhận đi · còn ai chưa xem · danh sách chưa trả lời
            bao nhiêu người đã đọc tin · ai hay tin rồi · ai chưa biết lớp đổi giờ · có mấy người báo bận
            bà con trả lời tới đâu rồi · mấy người biết lớp nghỉ rồi · bao nhiêu người chưa đọc · ai xem tin rồi
            lớp tối nay ai báo đi
        """,
    ),
    Flow("acknowledge", acknowledge, aside=True),
    Flow("cannot_come", cannot_come, aside=True),
    Flow("give_way", give_way, aside=True),
    Flow("new_date", new_date, aside=True),
    Flow("new_dates", new_dates),
)
