"""One person of the book and a class: a seat there, or none any more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.enrolment import EnrolmentStatus
from bot.domain.understanding.frame import Facts
from bot.flows.questions.heard import facts_of, that_fit, words_of
from bot.flows.register import of_book
from bot.i18n import Text, _, lines
from bot.services.courses import catalogue
from bot.services.register import class_places, register
from bot.storage.tables.courses import Course

_HOME = option(_("🏠 Home"), "home")
_BOOK = option(_("📖 The book"), "book")


async def put_in_class(chat: Chat) -> None:
    if chat.given("person") is None:
        return await _of_whom(chat, "put_in_class")
    found = await register.person_of(chat.db, chat.person, chat.given("person"))
    if found is None:
        return chat.go("past")
    person, _group = found
    open_near = await catalogue.open_near(chat.db, person)
    near = {details.course.id: details for details in that_fit(open_near, _beside_the_name(chat)) or open_near}
    if not near:
        return chat.say(_("There is no open class near {name} yet.", name=labels.in_full(person)), _BOOK, _HOME)
    named = labels.session_lines(list(near.values()))
    course_id = await chat.choose(
        "class",
        _("Into which class shall I put {name}?", name=labels.in_full(person)),
        {course: named[details.session.id] for course, details in near.items()},
    )
    enrolled = await class_places.enrol(chat.db, chat.person, person, await chat.db.get_one(Course, course_id))
    undo = (option(_("↩️ Undo"), "undo", act=enrolled.act.id),) if enrolled.act else ()
    if enrolled.status is EnrolmentStatus.WAITLISTED:
        words = _(
            "The class is full: {name} is number {n} on the waiting list.",
            name=labels.in_full(person),
            n=enrolled.line or 1,
        )
    else:
        words = _("Done. {name} has a seat: {class_}.", name=labels.in_full(person), class_=_class_of(near, course_id))
    chat.say(words, *undo, option(_("👤 Back to the person"), "book_person", person=person.id), _BOOK)


async def take_from_class(chat: Chat) -> None:
    if chat.given("person") is None:
        return await _of_whom(chat, "take_from_class")
    found = await register.person_of(chat.db, chat.person, chat.given("person"))
    if found is None:
        return chat.go("past")
    person, _group = found
    name = labels.in_full(person)
    all_theirs = [details for details, _mine in await catalogue.courses_of(chat.db, person)]
    theirs = {details.course.id: details for details in that_fit(all_theirs, _beside_the_name(chat)) or all_theirs}
    back = option(_("👤 Back to the person"), "book_person", person=person.id)
    if not theirs:
        return chat.say(_("{Name} is in no class that is still to come.", Name=name), back, _BOOK)
    course_id = next(iter(theirs))
    if len(theirs) > 1:
        named = labels.session_lines([*theirs.values()])
        shown = {course: named[details.session.id] for course, details in theirs.items()}
        course_id = await chat.choose("class", _("Out of which class shall I take {name}?", name=name), shown)
    class_ = labels.session_line(theirs[course_id])
    sure = await chat.confirm_in_words(
        f"sure{course_id}",
        lines(
            _("Shall I take {name} out of this class: {class_}?", name=name, class_=class_),
            _("The place goes to the next in line; I will tell {name} that it was you.", name=name),
        ),
        _("👋 Yes, take them out"),
        _("Leave it"),
    )
    if not sure:
        return chat.say(_("All right, nothing was changed."), back, _BOOK)
    act = await class_places.take_from_class(chat.db, chat.person, person, theirs[course_id])
    if act is None:
        return chat.go("past")
    chat.say(_("{name} has left the class.", name=name), option(_("↩️ Undo"), "undo", act=act.id), back, _BOOK)


async def _of_whom(chat: Chat, flow: str) -> None:
    who = await of_book.meant(chat)
    if who is None:
        return of_book.nobody(chat)
    return chat.go(flow, person=who, sentence=words_of(chat))


def _beside_the_name(chat: Chat) -> Facts:
    return replace(facts_of(chat), group=None)


def _class_of(near: Mapping[int, Any], course_id: int) -> Text:
    return labels.session_line(near[course_id])


FLOWS = (
    Flow(
        "put_in_class",
        put_in_class,
        label=_("📝 Put into a class"),
        asked_with=Right.KEEP_BOOK,
        phrases="""
            ghi bà Tư vào lớp VNeID · cho ông Ba học lớp tối thứ tư · đăng ký lớp giùm bà Năm
            bỏ bà Tám vào lớp sáng thứ bảy · xếp chú Hai vô lớp zalo · thêm một người vào lớp
            put Mrs Tu into the class · ghi giùm cô Út lớp chống lừa đảo · thêm ông Bảy vô lớp
            cho bà Sáu vào học lớp VNeID · ghi cô Hạnh vô lớp thứ tư · bà Năm muốn học lớp tối thứ tư ghi giùm
            xếp bà Ba vào lớp
            xếp cô Năm vào lớp tối thứ tư · cho bà Sáu học lớp sáng thứ bảy · ghi danh giùm ông Tám lớp vneid
            đưa chú Ba vô lớp chủ nhật · put Mrs Tu in the class
            ghi tên bà Bảy vô lớp tối · cho cô Sáu vô lớp thứ bảy · thêm bác Tâm vào lớp VNeID
            đăng ký cho ông Hai lớp zalo · ghi bà Tám học lớp sáng chủ nhật · ghi danh cô Ba · xếp ông Năm lớp tối
            thêm bà Út vô lớp này · ghi ten ba Tu vo lop · cho chú Sáu một chỗ lớp thứ tư · bỏ tên bác Hai vô lớp
            giữ chỗ cho cô Năm lớp vneid · cô Bảy xin học lớp tối ghi giùm · đưa bà Tư vô danh sách lớp
            ghi thêm bà Ba với bà Tư vào lớp
            cho ông Ba vô học lớp thứ sáu · bà Út học chung lớp thứ tư nha
        """,
    ),
    Flow(
        "take_from_class",
        take_from_class,
        label=_("👋 Take out of a class"),
        asked_with=Right.KEEP_BOOK,
        phrases="""
            xóa bà Tư khỏi lớp · rút tên ông Ba ra khỏi lớp VNeID · bỏ tên cô Sáu khỏi danh sách lớp
            gạch tên bà Năm trong lớp thứ bảy · cho ông Tám ra khỏi lớp · rút chú Ba khỏi lớp zalo
            lấy tên bà Bảy ra khỏi lớp · hủy chỗ của bà Tư trong lớp · xoa ten ba Tu khoi lop
            take Mrs Tu out of the class · xóa tên ông Hai trong danh sách lớp thứ tư
        """,
    ),
)
