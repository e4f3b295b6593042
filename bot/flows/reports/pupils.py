"""«Học sinh dưới 16 tuổi»: how many of them learned in a month, told by whoever speaks for their school."""

import re
from datetime import date, timedelta

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.domain.access.rights import Right
from bot.domain.reports.report_range import read_range
from bot.domain.vietnamese import letters
from bot.flows.questions.heard import words_of
from bot.i18n import Text, Value, _, lines, n_, verbatim
from bot.services.reports import pupils, small_numbers
from bot.services.reports.pupils import ToldPupils
from bot.storage.tables.places import Organisation

_HOME = option(_("🏠 Home"), "home")
_ELSEWHERE = 0
_HEARD = re.compile(r"\b(\d{1,5}) (?:em|hoc sinh|chau|pupils?)\b")
_NOT_YET = _("Only whoever speaks for a school tells how many of its pupils have learned.")


async def tell_pupils(chat: Chat) -> None:
    school = await _school(chat)
    if school is None:
        return chat.say(_NOT_YET, _HOME)
    course_id = await _class(chat, school)
    if course_id is None:
        words = _("Please register a class first: I do not know yet in which ward the pupils are to count.")
        return chat.say(words, option(_("➕ Register a class"), "register_course", organisation=school.id), _HOME)
    month = await _month(chat)
    n = await _how_many(chat, month)
    act = await pupils.tell(chat.db, chat.person, ToldPupils(school, course_id or None, month, n))
    chat.say(_noted(school, month, n), option(_("↩️ Undo"), "undo", act=act.id), _ANOTHER, _HOME)


_ANOTHER = option(_("🎒 Another class or month"), "tell_pupils")


async def _school(chat: Chat) -> Organisation | None:
    found = {school.id: school for school in await pupils.schools(chat.db, chat.person)}
    if len(found) < 2:  # noqa: PLR2004 nothing to choose
        return next(iter(found.values()), None)
    names = {of: verbatim(school.name) for of, school in found.items()}
    return found.get(await chat.choose("organisation", _("For which school?"), names))


async def _class(chat: Chat, school: Organisation) -> int | None:
    """Return a class of the school, 0 for pupils in none of them; None where they would count nowhere."""
    shown = {
        course.id: _("{topic} ({code})", topic=labels.topic(course.topic), code=course.code)
        for course in await pupils.classes(chat.db, school)
    }
    if school.ward_code is None and not shown:
        return None
    if not shown:
        return _ELSEWHERE
    elsewhere = {} if school.ward_code is None else {_ELSEWHERE: _("🏫 At the school, in none of these classes")}
    return await chat.choose("class", _("In which class did they learn?"), {**elsewhere, **shown})


async def _month(chat: Chat) -> date:
    today = clock.today()
    this = today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    if (heard := _read_month(words_of(chat))) is not None:
        chat.answers.setdefault("month", heard)
    offered = {one.isoformat(): _("Month {month}", month=f"{one:%m/%Y}") for one in (this, before)}
    example = _("for example: month 10")
    return date.fromisoformat(await chat.ask("month", _("In which month?"), _read_month, offered, example))


def _read_month(words: str) -> str | None:
    span = read_range(words, clock.today()) if words else None
    if span is None or (span.first.year, span.first.month) != (span.last.year, span.last.month):
        return None
    return span.first.replace(day=1).isoformat()


async def _how_many(chat: Chat, month: date) -> int:
    heard = _HEARD.search(letters(words_of(chat)))
    if heard is not None and 0 < int(heard[1]) <= pupils.MOST:
        chat.answers.setdefault("n", int(heard[1]))
    question = lines(
        _("How many pupils under 16 learned in {month}?", month=f"{month:%m/%Y}"),
        _("Only the number, please: I keep no name and no telephone number of a child."),
    )
    beyond = _("At most {n} can be told at once.", n=pupils.MOST)
    return await chat.ask_amount("n", question, {}, pupils.MOST, beyond, _("for example: 40"))


def _noted(school: Organisation, month: date, n: int) -> Text:
    facts: dict[str, Value] = {"school": verbatim(school.name), "month": f"{month:%m/%Y}"}
    if small_numbers.is_few(n):
        return _("Noted for {school}, {month}. A number under five is shown nowhere.", **facts)
    return n_(
        "Noted for {school}, {month}: {n} pupil. The ward sees the number only.",
        "Noted for {school}, {month}: {n} pupils. The ward sees the number only.",
        n,
        **facts,
    )


FLOWS = (
    Flow(
        "tell_pupils",
        tell_pupils,
        commands=("hocsinh", "pupils"),
        right=Right.TELL_PUPILS,
        label=_("🎒 Pupils under 16"),
        phrases="""
            báo số học sinh · báo số học sinh tháng này · 40 em học sinh tháng 11 · số học sinh dưới 16 tuổi
            trường báo có 120 học sinh tháng này · ghi số học sinh của trường · nhập số em học sinh đã học
            tháng này trường có 85 em học · số học sinh đã học tháng trước · how many pupils learned
            lớp khác tháng khác · another class or month · tell the number of pupils · 60 pupils this month
        """,
    ),
)
