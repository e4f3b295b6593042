"""A relative enrols a parent; consent is asked for, recorded, and asked again at the first class."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.understanding.name import name_in
from bot.flows.enrolment.which_class import class_near, say_for_whom
from bot.flows.questions.heard import words_of
from bot.flows.questions.home import ask_home_of_family
from bot.i18n import Text, _, lines, verbatim
from bot.i18n.address import FORMS
from bot.services.courses import catalogue
from bot.services.enrolment import enrolment
from bot.services.enrolment.enrolment import Enrolled
from bot.services.people import identity, profile
from bot.services.people.places import Home
from bot.services.register import relatives
from bot.storage.session_queries import SessionDetails
from bot.storage.tables.people import Person

AGREED = _(
    "They want to learn and have agreed by word of mouth that I keep their name, residential group and classes, until "
    "90 days after the last one. They are asked again at the first class."
)
_OTHER = "other"
_PERSON = option(_("🙋 Talk to a person"), "person")
_HOME = option(_("🏠 Home"), "home")


async def for_relative(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="for_relative", course=chat.given("course"), sentence=words_of(chat))
    known = {one.id: one for one in await identity.told_through(chat.db, chat.person)}
    whom = await _whom(chat, known)
    person = known.get(whom) if isinstance(whom, int) else None
    home = await ask_home_of_family(chat) if person is None and chat.given("course") is None else None
    details = await _class(chat, person, home)
    if details is None:
        return chat.say(_("There is no open class near them yet."), option(_("📝 Other classes"), "sign_up"), _HOME)
    if not await enrolment.is_open_to(chat.db, person or chat.person, details.course):
        return await say_for_whom(chat, details.course)
    if person is None and await relatives.are_too_many(chat.db, chat.person):
        return chat.say(
            _("So many people from one phone: somebody from the class will sign up the others with you."),
            _PERSON,
            _HOME,
        )
    form, name = (None, None) if person else await _named(chat)
    called = labels.person(person) if person else verbatim(f"{FORMS[form or 'bac'].goi} {name}")
    if not await _wants(chat, called):
        return chat.say(
            _("Please ask {name} first. Nothing is written down yet; the class stays here for you.", name=called),
            option(_("📝 Join a class"), "sign_up", course=details.course.id),
            _HOME,
        )
    if person is None:
        words = AGREED.for_(reader_of(chat.person))
        lives = home or Home(details.group.ward_code, details.group)
        person = await relatives.enter(chat.db, chat.person, lives, (form or "", name or ""), words)
    _tell(chat, details, person, await relatives.enrol(chat.db, chat.person, person, details.course))


async def _class(chat: Chat, person: Person | None, home: Home | None) -> SessionDetails | None:
    course = chat.given("course") or chat.given("chosen")
    if course is not None:
        return await catalogue.next_of_course(chat.db, course)
    near = home.place if home is not None else None
    details = await class_near(chat, _("Which class is it for?"), person, near)
    if details is not None:
        chat.answers["chosen"] = details.course.id
    return details


async def _whom(chat: Chat, known: dict[int, Person]) -> int | str:
    if not known:
        return _OTHER
    names = told_apart(known.values(), labels.person, numbers=False)
    options: dict[int | str, Text] = dict(names.items())
    return await chat.choose("whom", _("Whom is it for?"), options | {_OTHER: _("Somebody else of the family")})


async def _named(chat: Chat) -> tuple[str, str]:
    forms = {form: label for form, label in labels.FORMS.items() if form != "ban"}
    form = await chat.choose("form", _("How shall I address the person you sign up?"), forms)
    name = await chat.ask("name", _("What is the full name?"), name_in, None, _("for example: Nguyễn Thị Tư"))
    return form, name


async def _wants(chat: Chat, called: Text) -> bool:
    answer = await chat.choose(
        "wants",
        lines(
            _("Does {name} know of it, and want to learn?", name=called),
            _(
                "I would keep the name, the group and the classes. At the first class {name} will be asked again.",
                name=called,
            ),
        ),
        {"yes": _("Yes, wants to learn"), "not_asked": _("I ask first")},
    )
    return answer == "yes"


def _tell(chat: Chat, details: SessionDetails, person: Person, enrolled: Enrolled) -> None:
    name = labels.person(person)
    undo = (option(_("↩️ Undo"), "undo", act=enrolled.act.id),) if enrolled.act else ()
    if enrolled.status is EnrolmentStatus.WAITLISTED:
        done = _("The class is full: {name} is number {n} on the waiting list.", name=name, n=enrolled.line or 1)
    elif enrolled.already:
        done = _("{name} already has a place in this class.", name=name)
    else:
        done = _("Done! I have kept a seat for {name}.", name=name)
    chat.say(
        lines(done, labels.session(details), _("I will write to you, and you tell {name}.", name=name)),
        *undo,
        option(_("📅 My classes"), "my_classes"),
    )


FLOWS = (
    Flow(
        "for_relative",
        for_relative,
        label=_("👪 For somebody of my family"),
        phrases="""
            chú ghi cho bà nhà luôn nghe · ghi luôn cho bà xã · ghi thêm ông nhà tui · đăng ký cho ông xã luôn
            đăng ký cho má tôi · đăng ký giùm mẹ em · tôi muốn đăng ký cho ba tôi · ghi tên cho bà ngoại học
            đăng ký cho chồng tôi · đăng ký cho người nhà · cho mẹ tôi học với · muốn cho ba má đi học
            ghi tên ông xã tôi · ghi thêm cho vợ tôi · má em muốn học · mẹ tôi muốn học VNeID
            sign up for my mother · register my father · đăng ký hộ bà nội · con đăng ký cho ông ngoại được không
            em đăng ký giùm dì em · cho người nhà một chỗ · giữ chỗ cho má tôi · đăng ký thêm cho bà nhà
            ghi giùm ba em một chỗ · cho má tôi học lớp VNeID · ghi danh cho ông bà tôi · đăng ký học cho bà nội
            má em muốn học lớp đó · cho ba em vô lớp zalo · đăng ký lớp cho mẹ
            cho ba má đi học · cho vợ tui học · ghi tên bả vô học · cho ông xã học lớp này · xin một suất cho dì tôi
            mẹ mình muốn học zalo · bà ngoại em muốn đi học · enrol my grandmother · thêm một suất cho bà nội
            chồng tui cũng muốn học · tui ghi cho bà chị
            cho mẹ mình theo học · mình muốn cho ba đi học · giữ một chỗ cho ba em · cho ông ngoại em vào lớp
            cho mẹ vợ tôi học với · đăng ký thêm chồng tôi · cho ba mẹ mình cùng học · cho thêm bà xã tôi
            lớp cho mẹ em đăng ký sao · cho hai ông bà nhà mình học · đăng ký giùm chị hàng xóm
            dk cho má một chỗ · đăng ký cho ba tôi 70 tuổi chưa biết gì · con của bà Sáu nè, cho má con một suất
            sign up my mother please · mẹ tôi chưa rành điện thoại muốn học
            đăng ký giùm ông nội em · ghi danh thay cho bà ngoại không biết chữ · còn chỗ nào cho ba tôi học không
        """,
    ),
)
