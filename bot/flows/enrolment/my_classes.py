"""A person's classes, and leaving one."""

from functools import partial

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.parsing.intents import Intent
from bot.flows.questions.for_whom import to, whose
from bot.flows.questions.heard import facts_of, words_of
from bot.i18n import Text, _, lines
from bot.services.access import permissions
from bot.services.courses import catalogue
from bot.services.enrolment import capacity, enrolment
from bot.services.people import identity, profile
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.courses import Course, Enrolment
from bot.storage.tables.people import Person

_SHOWN = 3
_HOME = option(_("🏠 Home"), "home")
_JOIN = option(_("📝 Join a class"), "sign_up")


async def my_classes(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="my_classes")
    all_details = await catalogue.seats_of(chat.db, chat.person)
    standing = await catalogue.courses_of(chat.db, chat.person)
    family = [line for one in await identity.told_through(chat.db, chat.person) for line in await _of(chat, one)]
    if not all_details and not standing and not family:
        return chat.say(_("You have not signed up for a class yet."), _JOIN, _HOME)
    waiting = [await _waits(chat, details, mine) for details, mine in standing]
    chat.say(
        lines(
            _("Your classes:") if all_details or standing else None,
            *(labels.session(details) for details in all_details[:_SHOWN]),
            *waiting,
            *family,
        ),
        *_offered(standing),
        *_busy(all_details),
        option(_("👋 Leave a class"), "leave"),
        _HOME,
    )


async def _of(chat: Chat, one: Person) -> list[Text]:
    ahead = await catalogue.seats_of(chat.db, one)
    named = [_("👤 {name}", name=labels.person(one))] if ahead else []
    return [*named, *(labels.session(details) for details in ahead[:_SHOWN])]


async def leave(chat: Chat) -> None:
    if facts_of(chat).people and await permissions.groups_led(chat.db, chat.person):
        return chat.go("take_from_class", sentence=words_of(chat))
    person = await whose(chat, partial(catalogue.courses_of, chat.db))
    mine = {details.course.id: details for details, _mine in await catalogue.courses_of(chat.db, person)}
    if not mine:
        return chat.say(_("You have not signed up for a class yet."), _JOIN, _HOME)
    course = (await _which(chat, mine)).course
    leaving = _leaving_smaller(course) if course.surplus else _leaving(course)
    # The answer must not serve for another class.
    sure = await chat.confirm_leaving(
        f"sure{course.id}",
        to(chat, person, leaving),
        _("👋 Yes, leave"),
        _("✋ Stay"),
    )
    if not sure:
        return chat.say(_("Good, you keep your place."), option(_("📅 My classes"), "my_classes"))
    act = await enrolment.leave(chat.db, person, course, chat.person)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act else ()
    if person.id != chat.person.id:
        return chat.say(_("{name} has left the class.", name=labels.person(person)), *undo, _HOME)
    chat.say(_("You have left the class. You are welcome again at any time."), *undo, _HOME)


def _leaving(course: Course) -> Text:
    return _("Leave the class «{topic}»? Your place goes to the next in line.", topic=labels.topic(course.topic))


def _leaving_smaller(course: Course) -> Text:
    return lines(
        _("Leave the class «{topic}»?", topic=labels.topic(course.topic)),
        _("The class has become smaller: nobody takes your place, and the others keep theirs."),
    )


async def stop_waiting(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    course = await chat.db.get(Course, chat.given("course") or 0)
    act = None if course is None else await enrolment.leave(chat.db, person, course, chat.person)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act else ()
    chat.say(_("All right, I no longer keep a place in line for this."), *undo, _JOIN)


async def _which(chat: Chat, mine: dict[int, SessionDetails]) -> SessionDetails:
    if (meant := mine.get(chat.given("course") or 0)) is not None:
        return meant
    if len(mine) == 1:
        return next(iter(mine.values()))
    options = {course_id: labels.session_line(details) for course_id, details in mine.items()}
    course_id = await chat.choose("course", _("Which class would you like to leave?"), options)
    return mine[course_id]


async def _waits(chat: Chat, details: SessionDetails, mine: Enrolment) -> Text | None:
    topic = labels.topic(details.course.topic)
    if mine.status is EnrolmentStatus.WAITLISTED:
        line = await capacity.place_in_line(chat.db, mine)
        return _("⏳ {topic}: number {n} on the waiting list", topic=topic, n=line)
    if mine.status is EnrolmentStatus.OFFERED and mine.offered_until is not None:
        return _("⏳ {topic}: a place is kept for you until {until}", topic=topic, until=mine.offered_until)
    return None


def _offered(standing: list[tuple[SessionDetails, Enrolment]]) -> list[Option]:
    return [
        option(_("✅ I can come"), "answer_offer", course=mine.course_id, yes=True)
        for _meeting, mine in standing
        if mine.status is EnrolmentStatus.OFFERED
    ][:1]


def _busy(all_details: list[SessionDetails]) -> list[Option]:
    return [
        option(_("❌ Busy next time"), "answer_reminder", session=details.session.id, coming=False)
        for details in all_details[:1]
    ]


FLOWS = (
    Flow(
        "my_classes",
        my_classes,
        commands=("mine",),
        intent=Intent.SCHEDULE,
        page=True,
        label=_("📅 My classes"),
        for_learners=True,
        phrases="""
            lịch của tôi · lịch học · xem lịch học · muốn xem lịch học của mình · khi nào học · hôm nào học
            mấy giờ học · mấy giờ vậy
            học ở đâu · lớp ở chỗ nào · nhà văn hóa ở đâu · địa chỉ lớp học · mai có học không
            hôm nay có lớp không · buổi tới là bữa nào · chừng nào học · còn mấy buổi nữa · mẹ em học hôm nào
            khi nào ba em đi học · học mấy tiếng · tới mấy giờ thì nghỉ · học ngày nào vậy · my classes
            when is my class · where is the class · lớp của tôi · tôi đăng ký lớp nào rồi · lớp thứ tư mấy giờ
            chỗ học ở đâu · đường đi tới lớp · lớp bắt đầu lúc mấy giờ · kỳ sau học bữa nào · mấy giờ có mặt
            schedule · cho coi lịch · khi nào có lớp lại · bà học ở đâu vậy con · tuần tới có học không
            còn học nữa không · lớp này học mấy giờ vậy · khi nào tới buổi học · lịch học ra sao · bao giờ tới lớp
            hôm nào đi học vậy con · mấy giờ học vậy con · lớp học chỗ nào · thứ mấy đi học
            hôm nay tui có lớp không · lớp học ở chỗ nào · tuần tới học bữa nào · ba em bữa nay có học không
            ngoại con mấy giờ học · what time is class · where is my class · tuần sau học mấy giờ
            coi giùm lịch của má · nhắc lại giờ học giùm · xem lịch học của bà
            bữa tới học ở đâu · mai học ở đâu vậy con · mai mấy giờ đi học · bữa nào đi học nữa
            buổi sau học ngày mấy · địa điểm học ở đâu · lớp mình học thứ mấy · hôm nào tới buổi nữa
            tui học lớp nào vậy · tui đăng ký lớp nào quên rồi · coi lại lịch học giùm bà · má em mai học mấy giờ
            ba tôi học ở đâu vậy · bữa nay học không con · lớp dời qua hôm nào vậy · học xong mấy giờ về
            còn mấy bữa nữa hết khóa
            lớp ở chỗ nào vậy con · bà quên mất mấy giờ bắt đầu · lớp ở đâu con · học ở đâu con
            bà hổng nhớ đường tới chỗ học · quên đường tới lớp rồi · đi đường nào tới lớp vậy con
        """,
    ),
    Flow("stop_waiting", stop_waiting, aside=True),
    Flow(
        "leave",
        leave,
        commands=("leave",),
        label=_("👋 Leave a class"),
        for_learners=True,
        phrases="""
            thôi học · nghỉ học luôn · tôi không học nữa · bỏ lớp này · rút tên ra khỏi lớp · không muốn học nữa
            xin thôi học · cho tôi thôi lớp này · xóa tên khỏi lớp · leave the class · cancel my seat
            hủy chỗ của tôi · cho má em nghỉ học luôn · trả chỗ lại · tôi bỏ lớp · hủy lớp đã đăng ký
            không theo học được nữa · cho tôi rút khỏi lớp VNeID · ngưng học luôn · bà nghỉ luôn không học nữa
            hủy chỗ · hủy lớp học của tôi · hủy đăng ký giùm bà · thôi không học lớp này nữa
            bà xin rút lui không học nữa · bác xin nghỉ học luôn nghe con · xin nghỉ học hẳn
            gạch tên tui đi · thôi không theo nữa · học không vô thôi nghỉ luôn · bỏ lớp luôn · cho mẹ em nghỉ hẳn
            rút tên ba em · già rồi không học nữa · không theo kịp xin rút · quit the class
            tôi rút khỏi lớp · bỏ tên tui khỏi lớp · khỏi học luôn nha con · bà không theo lớp nữa
            bác nghỉ hẳn luôn · nghỉ luôn lớp này · cho bác thôi học · rut ten khoi lop
            đăng ký rồi giờ không học nữa · tui không đi học nữa đâu con · thôi tui rút
            trả lại chỗ cho người khác học · ba em xin rút · gỡ tên bà khỏi lớp · không học lớp đó nữa hủy giùm
            bỏ học ngang nghe con · nghỉ ngang khỏi học nữa · học ngán rồi xin nghỉ luôn · ngưng học luôn nha
        """,
    ),
)
