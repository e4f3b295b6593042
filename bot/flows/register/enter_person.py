"""Entering one person: what the typed line lacks is asked, then consent."""

import re
from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right
from bot.domain.lists.people import ListedPerson, Secret, read_list
from bot.domain.people.forms import GENDER_OF
from bot.domain.people.person import AgeBand
from bot.flows.questions.age import ask_age
from bot.flows.questions.heard import words_of
from bot.flows.questions.host import given_host, which_host
from bot.flows.register.proxy import ask_way
from bot.flows.register.register import ask_phone
from bot.flows.register.texts import AGREED, shown
from bot.i18n import Text, _, lines, verbatim
from bot.services.access.permissions import Host
from bot.services.register import register
from bot.services.register.register import NewPerson
from bot.storage.tables.people import Person

_UNKNOWN = "unknown"


async def enter_person(chat: Chat) -> None:
    host = await which_host(chat, Right.KEEP_BOOK)
    if (heard := _heard(words_of(chat))) is not None:
        chat.answers.setdefault("line", heard)
    if host is None or chat.given("line") is None:
        return chat.go("not_yours" if host is None else "add_people")
    people = await register.people_of(chat.db, chat.person, host)
    entry = await _asked(chat, ListedPerson.from_json(chat.given("line")), people)
    name = labels.with_form(entry.form, entry.name)
    if not await _agreed(chat, name, await _shares(chat, entry, people)):
        return chat.say(
            _("All right, I have written nothing down. Please ask {name} first.", name=name), *_ways_on(host)
        )
    words = AGREED.for_(reader_of(chat.person))
    act, entered = await register.enter(chat.db, chat.person, host, [entry], words)
    chat.say(
        lines(_("Written into the book:"), await shown(chat.db, entered[0], chat.person)),
        option(_("↩️ Undo"), "undo", act=act.id),
        option(_("📝 Put into a class"), "put_in_class", person=entered[0].id),
        option(_("🏷 What they do"), "correct_person", person=entered[0].id, field="audiences"),
        *_ways_on(host),
    )


# «Ghi tên bà Sáu 70 tuổi vào sổ»: what is around the line of a list.
_AROUND = re.compile(
    r"^(?:\W*\b(?:ghi|them|nhap|tên|ten|thêm|nhập|vào|vao|sổ|so|danh sách|danh sach|giùm|gium|cho|một|mot|người|nguoi"
    r"|bà con|ba con|mới|moi|add|em|chị|chi|con)\b)+|\b(?:vào|vao|vô|vo) (?:sổ|so|danh sách|danh sach)\b.*$",
    re.IGNORECASE,
)


def _heard(words: str) -> dict[str, Any] | None:
    try:
        found = read_list(_AROUND.sub("", words).strip(), clock.today().year) if words else []
    except Secret:
        return None
    sure = len(found) == 1 and found[0].name and found[0].form and not found[0].left and not found[0].doubts
    return found[0].as_json() if sure else None


async def _asked(chat: Chat, line: ListedPerson, people: list[Person]) -> NewPerson:
    name = line.name or ""
    form = line.form or await chat.choose(
        "form",
        _("How do you address {name}?", name=verbatim(name)),
        {form: label for form, label in labels.FORMS.items() if form in GENDER_OF},
    )
    as_called = labels.with_form(form, name)
    age = line.age or await _age(chat, as_called)
    number = line.phone or await ask_phone(chat, as_called)
    phone = None if number == "none" else number
    way, through = await ask_way(chat, as_called, people, own_phone=phone is not None)
    return NewPerson(
        name, form, line.gender or GENDER_OF.get(form or ""), age, phone, way, through, frozenset(line.audiences)
    )


async def _age(chat: Chat, name: Text) -> AgeBand | None:
    return await ask_age(chat, "age", _("How old is {name}, about?", name=name), _("Not known"))


async def _shares(chat: Chat, entry: NewPerson, people: list[Person]) -> Text | None:
    others = await register.with_phone(chat.db, entry.phone, people) if entry.phone else []
    if not others:
        return None
    return _(
        "This is also the number of {name}: each message will begin with the name.", name=labels.in_full(others[0])
    )


async def _agreed(chat: Chat, name: Text, shares: Text | None) -> bool:
    answer = await chat.choose(
        "agreed",
        lines(
            shares,
            _(
                "Has {name} said that I may keep the name, the group and the classes? "
                "At the first class I will ask again.",
                name=name,
            ),
        ),
        {"yes": _("Has agreed"), "not_yet": _("Not asked yet")},
    )
    return answer == "yes"


def _ways_on(host: Host) -> tuple[Option, Option]:
    of = given_host(host)
    return option(_("➕ Add people"), "add_people", **of), option(_("📖 The book"), "book", **of)


FLOWS = (
    Flow(
        "enter_person",
        enter_person,
        label=_("➕ Add people"),
        asked_with=Right.KEEP_BOOK,
        phrases="""
            thêm người vào sổ · ghi người · thêm bà Sáu vào sổ · ghi thêm một người · nhập thêm ông Ba 0912345678
            thêm một bà con mới · ghi vào sổ chú Tám 68 tuổi · add a person · ghi tên bà Sáu không có máy
            ghi tên ông Tám 72 tuổi · nhập bà Hai 68 tuổi không dùng điện thoại · ghi cô Út vào sổ
            thêm tên ông Bảy 80 tuổi không có điện thoại · ghi bà Chín ở một mình
            nhập bà Lựu 66 tuổi vào sổ · bỏ thêm cô Hoa vô sổ · vô sổ giùm ông Bảy · thêm một bác mới dọn tới
            add Mr Ba to the book
            ghi cô Tám 65 tuổi vô sổ · nhập thêm bà con mới · thêm một hộ mới vô sổ
            ghi sổ bà Năm không có điện thoại · vô sổ cho chú Bảy 70 tuổi · nhập người mới
            nhập bác Tư số 0901234567 · có bà mới dọn về ghi vô sổ giùm · bổ sung một người vào sổ
            thêm tên cô Mười
        """,
    ),
)
