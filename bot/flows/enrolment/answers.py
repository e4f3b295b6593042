"""Answers to a reminder or an offered seat, and «bận» typed by itself."""

from collections.abc import Sequence
from functools import partial

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import SENTENCE, Option, option
from bot.domain.courses import SessionStatus
from bot.domain.enrolment import SeatStatus
from bot.domain.parsing.intents import Intent
from bot.domain.understanding.matter import Matter, Named, is_of, named_in
from bot.domain.vietnamese import fold
from bot.flows.questions.for_whom import to, whose
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _, lines
from bot.services.courses import catalogue
from bot.services.enrolment import capacity, enrolment, offers
from bot.services.people import identity
from bot.services.reminders import reminders
from bot.services.volunteers import rota
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import ClassSession
from bot.storage.tables.messaging import Act
from bot.storage.tables.people import Person


async def answer_reminder(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    session = await chat.db.get(ClassSession, chat.given("session"))
    if session is None or session.status is not SessionStatus.PLANNED or session.starts_at <= clock.now():
        chat.say(_("That session is over or was called off. Here is what is next."))
        return chat.go("my_classes")
    if chat.given("coming"):
        return await _coming(chat, person, session)
    return await _busy(chat, person, session)


async def busy(chat: Chat) -> None:
    """Excuse from what is next of one's own, as learner or helper; a day, class or person named must be that one's."""
    named = named_in(words_of(chat), clock.local(clock.now()))
    relayed = await reminders.relayed_lately(chat.db, chat.address)
    person = await whose(chat, partial(catalogue.soon, chat.db), relayed)
    if named.people and not _is_called(person, named):
        return chat.say(_("Whom do you speak of? I do not want to excuse the wrong person."), *_WAYS_ON)
    soon = await _meant(chat, person, named)
    shifts = await rota.of_volunteer(chat.db, person) if person.id == chat.person.id else []
    if shifts and not soon:
        return chat.go("release_shift", **({SENTENCE: words_of(chat)} if named else {}))
    if not soon:
        nothing = _("You have no class in the next three days, so there is nothing to excuse you from.")
        return chat.say(_("I see no class of yours then.") if named else nothing, *_WAYS_ON)
    which: dict[int | str, Text] = {details.session.id: labels.session_line(details) for details in soon}
    session_id: int | str = soon[0].session.id
    if len(soon) > 1 or shifts:
        session_id = await chat.choose("session", _("Which session can you not come to?"), which | _shift(shifts))
    if session_id == _A_SHIFT:
        return chat.go("release_shift")
    await _busy(chat, person, await chat.db.get_one(ClassSession, int(session_id)))


_A_SHIFT = "shift"
_WAYS_ON = (option(_("📅 My classes"), "my_classes"), option(_("🏠 Home"), "home"))


async def _meant(chat: Chat, person: Person, named: Named) -> list[SessionDetails]:
    if named.when is None and named.topic is None:
        return await catalogue.soon(chat.db, person)
    return [
        details
        for details in await catalogue.seats_of(chat.db, person)
        if is_of(named, Matter((clock.local(details.session.starts_at),), details.topic))
    ]


def _shift(shifts: Sequence[SessionDetails]) -> dict[int | str, Text]:
    return {_A_SHIFT: _("🤝 A class that I help at")} if shifts else {}


def _is_called(person: Person, named: Named) -> bool:
    own = {fold(name) for name in (person.given_name, (person.name or "").split(" ")[-1]) if name}
    return any(fold(one.name) in own for one in named.people)


async def answer_offer(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    if chat.given("yes"):
        return await _accept(chat, person)
    return await _decline(chat, person)


async def _accept(chat: Chat, person: Person) -> None:
    course, session = chat.given("course"), chat.given("session")
    instead = await _is_instead(chat, person)
    if course:
        act = await offers.accept_place(chat.db, person, course, chat.person)
    else:
        act = await offers.accept_seat(chat.db, person, session, chat.person)
    if act is None and not await _has_it(chat, person):
        return _past(chat)
    words = lines(
        _("Wonderful, the seat is yours. See you in class!"),
        _("I have taken you off the waiting list of the other class.") if instead else None,
    )
    chat.say(to(chat, person, words), option(_("📅 My classes"), "my_classes"), *((_undo(act),) if act else ()))


async def _decline(chat: Chat, person: Person) -> None:
    course, session = chat.given("course"), chat.given("session")
    instead = await _is_instead(chat, person)
    if course:
        act = await offers.decline_place(chat.db, person, course, chat.person)
    else:
        act = await offers.decline_seat(chat.db, person, session, chat.person)
    if act is None:
        return await _change_of_mind(chat, person) if await _has_it(chat, person) else _past(chat)
    kept = _("That is all right, thank you for telling me. You keep your place on the waiting list of the other class.")
    asked = _("That is all right, thank you for telling me. I have asked the next in line.")
    chat.say(kept if instead else asked, _undo(act), option(_("🏠 Home"), "home"))


async def _is_instead(chat: Chat, person: Person) -> bool:
    mine = await capacity.standing(chat.db, person, chat.given("course")) if chat.given("course") else None
    return mine is not None and mine.instead_of_id is not None


async def _change_of_mind(chat: Chat, person: Person) -> None:
    if chat.given("course"):
        return chat.go("leave", course=chat.given("course"))
    return await _busy(chat, person, await chat.db.get_one(ClassSession, chat.given("session")))


def _past(chat: Chat) -> None:
    chat.say(
        _("That seat has meanwhile gone to the next in line. You keep your place on the waiting list."),
        option(_("📅 My classes"), "my_classes"),
    )


async def _has_it(chat: Chat, person: Person) -> bool:
    if chat.given("session"):
        seat = await capacity.seat_of(chat.db, person, chat.given("session"))
        return seat is not None and seat.status is SeatStatus.HELD
    return any(details.course.id == chat.given("course") for details in await catalogue.seats_of(chat.db, person))


async def _coming(chat: Chat, person: Person, session: ClassSession) -> None:
    act = await enrolment.come(chat.db, person, session, chat.person)
    if act is not None:
        words = _("Lovely, see you in class {when}!", when=session.starts_at)
        return chat.say(to(chat, person, words), _undo(act))
    chat.say(
        _("Your seat has meanwhile gone to somebody who was waiting. Come all the same: there is room to sit in."),
        option(_("🙋 Talk to a person"), "person"),
    )


async def _busy(chat: Chat, person: Person, session: ClassSession) -> None:
    act = await enrolment.excuse(chat.db, person, session, chat.person)
    others = [
        details for details in await catalogue.seats_of(chat.db, person) if details.course.id == session.course_id
    ]
    noted = _("I have noted that you cannot come this time. That is quite all right.")
    following = _("Your next session is {when}.", when=others[0].session.starts_at) if others else None
    words = lines(noted, following)
    chat.say(
        to(chat, person, words),
        *((_undo(act),) if act else ()),
        option(_("👋 Leave the class"), "leave"),
        option(_("🏠 Home"), "home"),
    )


def _undo(act: Act) -> Option:
    return option(_("↩️ Undo"), "undo", act=act.id)


FLOWS = (
    Flow("answer_reminder", answer_reminder, aside=True),
    Flow("answer_offer", answer_offer, aside=True),
    Flow(
        "busy",
        busy,
        intent=Intent.BUSY,
        label=_("❌ I cannot come"),
        for_learners=True,
        phrases="""
            bận · tôi bận rồi · mai tôi bận · tôi không đi học được · xin nghỉ buổi này · cho tôi nghỉ buổi mai
            mai không tới được · xin phép vắng một buổi · bữa nay bà mệt không đi · tôi bệnh không đi học
            xin nghỉ một hôm · buổi tới tôi bận · mẹ em bận xin nghỉ · cho má em nghỉ buổi này
            mai ba em không đi được · thứ tư này tôi bận · I am busy · I can not come tomorrow
            hôm nay kẹt việc không tới lớp · mai có đám không đi học được · cho nghỉ bữa mai · báo bận buổi tới
            nay tôi không học được · đau chân không đi được · bệnh không đi học được · hôm nay không tới được
            chân đau quá đi không nổi · mai không đến lớp được · kẹt rồi không đi được · bà bệnh rồi
            bữa đó kẹt đám giỗ · mai kẹt không đi học · trời mưa quá xin nghỉ bữa nay
            chiều nay đi khám bệnh nghỉ học bữa · cho má nghỉ một bữa · nghỉ bữa thứ tư nha · hôm nay vắng mặt
            I can't come tomorrow · bữa nay không ra lớp được · xin vắng một hôm · đau quá không đi học nổi bữa nay
            bữa nay tui nghỉ một bữa · cho bác xin nghỉ bữa nay · tối nay bà mắc công chuyện
            mai đi đám cưới không học được · bác cảm rồi không đi học · hôm nay mệt xin nghỉ
            nhức đầu quá nghỉ bữa nay · bữa nay đau lưng không đi · nhà có đám không đi học được
            hôm đó đi bệnh viện · mai tui di kham benh · hom nay toi nghi hoc · toi ban roi
            trông cháu nên không đi học được · tối nay có khách không đi được · bận đột xuất buổi tới vắng
            cho tôi vắng bữa thứ tư · bữa nay tui hổng đi nổi · má em bệnh nghỉ bữa nay · ba em mắc việc bữa đó
            kẹt công chuyện xin vắng một bữa · tui đi về quê bữa đó không học
            con cháu rước đi chơi tuần này bỏ một bữa · ở nhà bệnh không ra lớp · mắc đi lấy thuốc khỏi học bữa nay
            sốt quá thôi không đi học
            tui nóng sốt nằm một chỗ · má tôi hôm đó đi không nổi · ba anh chủ nhật không tới được
        """,
    ),
)
