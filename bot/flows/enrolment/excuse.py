"""«Bà Tư báo bận»: a leader writes down for somebody else that they cannot come; read back first."""

from collections.abc import Sequence

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.flows.questions.heard import facts_of, named, that_fit
from bot.i18n import _, lines
from bot.services.courses import courses
from bot.services.enrolment import enrolment
from bot.storage import session_queries
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_SESSIONS = option(_("📋 Sessions"), "my_sessions")
_MOST = 40


async def excuse(chat: Chat) -> None:
    seats = await _seats(chat)
    if not seats:
        return chat.say(_("I find nobody of that name with a seat at a class to come."), _SESSIONS, _HOME)
    details, person = await _which(chat, seats)
    session, name = details.session, labels.person(person)
    question = lines(_("Shall I write down that {name} cannot come?", name=name), labels.session(details))
    if not await chat.confirm("sure", question, _("Yes, write it down"), _("Leave it")):
        return chat.say(_("All right, nothing was changed."), _HOME)
    act = await enrolment.excuse(chat.db, person, session, chat.person)
    if act is None:
        return chat.say(_("{name} has no seat at that class any more.", name=name), _HOME)
    chat.say(
        _("I have noted that {name} cannot come {when}. The seat is free.", name=name, when=session.starts_at),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


async def _seats(chat: Chat) -> list[tuple[SessionDetails, Person]]:
    facts = facts_of(chat)
    mine = await courses.changeable_by(chat.db, chat.person)
    seats = []
    for details in that_fit(mine, facts):
        people = await session_queries.seated(chat.db, details.session.id)
        seats += [(details, one) for one in (named(people, facts.people[0]) if facts.people else people)]
    return seats[:_MOST]


async def _which(chat: Chat, seats: Sequence[tuple[SessionDetails, Person]]) -> tuple[SessionDetails, Person]:
    if len(seats) == 1:
        return seats[0]
    shown = {
        f"{details.session.id} {person.id}": _(
            "{name}, {group}", name=labels.in_full(person), group=labels.session_line(details)
        )
        for details, person in seats
    }
    chosen = await chat.choose("seat", _("Who cannot come, and when?"), shown)
    return next((seat for key, seat in zip(shown, seats, strict=True) if key == chosen), seats[0])


FLOWS = (
    Flow(
        "excuse",
        excuse,
        right=Right.CHANGE_SESSION,
        label=_("📝 Somebody cannot come"),
        phrases="""
            bà Tư báo bận · ông Năm xin nghỉ tối nay · cô Sáu bệnh không đi được · bà Bảy không tới
            bác An nghỉ buổi này · chú Út xin vắng · bà Tư thứ bảy không đi được · ghi bà Tư bận
            bà Xuân nhờ báo nghỉ · Mrs Tu is busy on Wednesday · Hương không tới · bà Tư bận · bà Năm không đi được
            bà Ba nói mai bận · ông Tám xin nghỉ · cô Hạnh báo nghỉ buổi thứ bảy · bác Xuân mắc đám không tới
            cô Tư mắc việc tối nay · ông Sáu với bà Chín không đi được · chú Năm đau chân không tới lớp
            bà Hai xin nghỉ thứ bảy · bà Mười báo không đi được · anh Ba bận buổi chủ nhật · ghi vắng cho bà Út
            bà Sáu nói mai không đi · cô Ba xin phép vắng · ông Tư nhờ xin nghỉ buổi này
            chú Tám kẹt việc không tới được · dì Năm bệnh xin nghỉ · bác Hai đi đám không học được
            cô Út gọi báo bận · ong Nam xin nghi · bác Lan mai mắc công chuyện · bà Chín mệt bữa nay không học
            báo vắng giùm ông Bảy · ghi ông Sáu nghỉ buổi thứ tư · chị Hoa báo tối nay không tới
            chú Ba nhắn không đi được
            cô Bảy xin vắng thứ bảy · chú Tám xin vắng bữa nay
        """,
    ),
)
