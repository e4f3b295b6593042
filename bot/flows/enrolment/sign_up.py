"""A resident takes a seat in a class, or a place on the waiting list."""

from datetime import datetime
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import no, option, yes
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.messaging.reminders import next_to_learners
from bot.domain.parsing.intents import Intent
from bot.domain.understanding.frame import KIN
from bot.flows.enrolment.which_class import class_near, is_full, say_for_whom, which_class
from bot.flows.questions import heard
from bot.flows.questions.audiences import what_they_are
from bot.flows.questions.home import ask_home
from bot.i18n import Text, _, lines
from bot.services.courses import catalogue
from bot.services.enrolment import capacity, enrolment
from bot.services.enrolment.enrolment import Enrolled
from bot.services.people import profile
from bot.services.people.places import Home
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.places import ResidentialGroup

_FAMILY = "family"
_FOR_FAMILY = _("👪 For somebody of my family")


async def sign_up(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="sign_up", **_wanted(chat))
    group = await _wanted_group(chat)
    home = await _home(chat, group)
    details = await _chosen(chat, group, home)
    if details is None:
        await _settle(chat, home)
        # The classes that are open may all be theirs already.
        mine = await catalogue.seats_of(chat.db, chat.person) if group is None else []
        if mine:
            return _tell(chat, mine[0], Enrolled(EnrolmentStatus.ENROLLED, already=True))
        return chat.say(_none_open(group), *_WAYS_ON, *what_they_are(chat.person))
    if not await enrolment.is_open_to(chat.db, chat.person, details.course):
        return await say_for_whom(chat, details.course)
    await _take(chat, details, home)


async def _take(chat: Chat, details: SessionDetails, home: Home | None) -> None:
    course = details.course
    before = await capacity.standing(chat.db, chat.person, course.id)
    if before is None or before.status not in (EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITLISTED):
        sure = await _sure(chat, details)
        if sure == _FAMILY:
            return chat.go("for_relative", course=course.id)
        await _settle(chat, home)
        if not sure:
            return chat.say(_("All right, I have changed nothing."), *_WAYS_ON)
    enrolled = await enrolment.enrol(chat.db, chat.person, course, chat.person)
    _tell(chat, details, enrolled)


_WAYS_ON = (option(_("📝 Other classes"), "sign_up"), option(_("🏠 Home"), "home"))


def _wanted(chat: Chat) -> dict[str, Any]:
    return {name: chat.given(name) for name in ("course", "of_group", "sentence") if chat.given(name) is not None}


async def _wanted_group(chat: Chat) -> ResidentialGroup | None:
    wanted = chat.given("of_group")
    return None if wanted is None else await chat.db.get(ResidentialGroup, wanted)


def _none_open(group: ResidentialGroup | None) -> Text:
    if group is None:
        return _("There is no open class near you yet.")
    return _("There is no open class in {group} yet.", group=labels.group(group))


async def _home(chat: Chat, group: ResidentialGroup | None) -> Home | None:
    """Ask for the home of people who came by no class or group code and were never asked."""
    asked, came_to = chat.given("ward") is not None, chat.given("course") is not None or group is not None
    return await ask_home(chat) if chat.person.ward_code is None and (asked or not came_to) else None


async def _settle(chat: Chat, home: Home | None) -> None:
    if home is not None:
        await profile.settle(chat.db, chat.person, chat.person.name or "", home)


async def _chosen(chat: Chat, group: ResidentialGroup | None, home: Home | None) -> SessionDetails | None:
    if chat.given("course") is not None:
        return await catalogue.next_of_course(chat.db, chat.given("course"))
    near, question = home.place if home is not None else None, _("Which class would you like to join?")
    details = await (
        class_near(chat, question, chat.person, near)
        if group is None
        else which_class(chat, question, await catalogue.open_in(chat.db, group))
    )
    if details is not None:
        chat.answers["course"] = details.course.id
    return details


async def _sure(chat: Chat, details: SessionDetails) -> bool | str:
    if heard.speaks_of_kin(chat.typed):  # «lớp thứ bảy cho mẹ em»
        return _FAMILY
    family: dict[bool | str, Text] = {_FAMILY: _FOR_FAMILY}
    if is_full(details.course):
        words = lines(
            labels.session(details),
            _("This class is full. Shall I put you on the waiting list? Free seats are offered in order."),
        )
        return await chat.choose("wait", words, {True: _("✅ Yes, please"), False: _("❌ No, thank you"), **family})
    words = lines(_("You would like this class, is that right?"), labels.session(details))
    return await chat.choose("right", words, {True: _("✅ That's right"), False: _("🔁 Choose again"), **family})


def _tell(chat: Chat, details: SessionDetails, enrolled: Enrolled) -> None:
    undo = (option(_("↩️ Undo"), "undo", act=enrolled.act.id),) if enrolled.act else ()
    if enrolled.status is EnrolmentStatus.ENROLLED:
        words = _already(details) if enrolled.already else _done(details, enrolled)
    elif enrolled.status is EnrolmentStatus.OFFERED:
        return chat.say(
            lines(_("A seat is being kept for you. Can you come?"), labels.session(details)),
            yes(_("✅ I can come"), "answer_offer", course=details.course.id, yes=True),
            no(_("❌ I am busy"), "answer_offer", course=details.course.id, yes=False),
        )
    else:
        words = _(
            "You are number {n} on the waiting list of this class. When a seat falls free I will tell you at once.",
            n=enrolled.line or 1,
        )
    family = (option(_FOR_FAMILY, "for_relative", course=details.course.id),) if enrolled.already else ()
    kind = () if enrolled.already else what_they_are(chat.person)
    chat.say(words, *undo, *family, option(_("📅 My classes"), "my_classes"), *kind)


def _already(details: SessionDetails) -> Text:
    return lines(_("You already have your place in this class."), labels.session(details))


def _done(details: SessionDetails, enrolled: Enrolled) -> Text:
    reminder = _first_reminder(details)
    return lines(
        _("Done! I have kept a seat for you."),
        labels.session(details),
        _("Sessions that are full already: {n}. The others are yours.", n=len(enrolled.full))
        if enrolled.full
        else None,
        _("Please bring your telephone, charged."),
        _("I will remind you {when}.", when=reminder) if reminder else None,
    )


def _first_reminder(details: SessionDetails) -> datetime | None:
    return next_to_learners(clock.local(details.session.starts_at), clock.local(clock.now()))


FLOWS = (
    Flow(
        "sign_up",
        sign_up,
        commands=("classes",),
        intent=Intent.ENROL,
        label=_("📝 Join a class"),
        for_learners=True,
        # Whoever names somebody of theirs signs them up.
        never_with=frozenset({KIN}),
        phrases="""
            lớp khác · xem lớp khác · other classes
            lớp tối cho công nhân · có lớp nào cho tiểu thương không · lớp dành cho người cao tuổi
            đăng ký · đăng ký lớp · tôi muốn học · tôi muốn đăng ký học VNeID · muốn học xài zalo
            tôi muốn học cách dùng điện thoại · xin học · ghi danh · ghi tên học · cho tôi học với · còn lớp không
            có lớp nào không · lớp nào mới mở · xem các lớp · còn chỗ không · ở đây có dạy VNeID không
            giữ chỗ cho tôi · muốn học thêm lớp nữa · sign up · join a class · lớp nào gần nhà
            tôi muốn tham gia lớp · đăng ký cho tôi lớp chống lừa đảo · muốn đi học thì làm sao · cho bà vô lớp với
            bà muốn đăng ký đi học · ghi tên bà vào lớp · khi nào mở lớp mới · sắp tới có lớp gì
            cho tôi đăng ký lớp thanh toán · register for a class · khu phố có lớp gì không
            dạy cái gì vậy cho học với · muốn học cách xài điện thoại · muốn biết cách dùng zalo thì học ở đâu
            đăng kí đi học · cho tui học lớp đó · bà muốn học VNeID thì đăng ký sao
            cho tôi theo học · ghi tên tui vô lớp · muốn học bấm điện thoại · có lớp nào dạy zalo
            chưa biết xài điện thoại muốn đi học · đăng ký lớp dùng điện thoại · cho vô học được hông
            nghe nói có lớp dạy điện thoại · lớp mới chừng nào mở · how do I join · can I learn to use my phone
            teach me how to use zalo · xin một chỗ học · xin theo lớp vneid · tui mù tịt điện thoại cho học với
            gần nhà có lớp nào không
            cho tui học chung với · tui muốn đi học · bác muốn học cái này · cho bác học lớp đó với
            ghi cho bà một chỗ · cho tôi một suất · nhận tôi học với · nhận bà học không con · xin vào lớp
            muốn vô học thì gặp ai · muon hoc vneid · cho toi dang ky hoc · con ghi tên bác đi học
            bà đi học được không con · nghe loa nói có lớp cho bà học với · nghe bà Tư nói có lớp
            chỗ nào dạy xài điện thoại · có dạy xài máy không · ở đâu dạy bấm máy vậy
            lớp dạy điện thoại còn nhận người không · còn nhận không con · tui ham học lắm · cho học lớp tối với
            tôi chọn lớp tối · cho tôi theo lớp zalo · tui muốn biết quét mã · bác muốn biết xài zalo
            dạy tui xài điện thoại đi · học cái này ở đâu · tôi muốn ghi tên học lớp tối thứ tư
            học cách trả tiền điện nước qua điện thoại · ghi danh học đóng tiền trên mạng
            I would like to join a class · sign me up please · tui muốn vô học
            cho bà đổi qua lớp buổi sáng · chuyển tui sang lớp tối · đổi lớp khác được không con · muốn qua lớp VNeID
            dạy bà gọi video cho cháu · chỉ bác cách nhắn zalo · bày tui xài điện thoại · dạy cô chuyển khoản với
            con dạy bà coi youtube được không · chỉ ông cách đặt xe
        """,
    ),
)
