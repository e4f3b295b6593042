"""«Sổ tổ»: the people of a group, one of them, and what can be done for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.chat.told_apart import told_apart
from bot.domain.access.rights import Right
from bot.domain.parsing.intents import Intent
from bot.domain.people.audiences import find_audience
from bot.domain.people.person import OPENLY_NAMED, Audience, ToldVia
from bot.domain.people.phones import phone
from bot.domain.vietnamese import tidy_name
from bot.flows.questions.age import ask_age
from bot.flows.questions.audiences import ask_audiences
from bot.flows.questions.host import given_host, which_host
from bot.flows.questions.who import called, which_of
from bot.flows.register.texts import shown
from bot.i18n import Text, _, lines, n_
from bot.services.access.permissions import Host
from bot.services.courses import catalogue
from bot.services.people import consent, identity
from bot.services.register import duplicates
from bot.services.register import register as service
from bot.storage.tables.people import Person, audiences_of
from bot.storage.tables.places import Organisation, ResidentialGroup

_ADD, _TWICE, _CODE, _INVITE = "add_people", "one_or_two", "group_poster", "invite_members"
_ELSEWHERE = (_ADD, _TWICE, _CODE, _INVITE)
_HOME = option(_("🏠 Home"), "home")
_BOOK = option(_("📖 The book"), "book")
_POSTER = _("🖼 Poster with the code of the group")


async def book(chat: Chat) -> None:
    host = await which_host(chat, Right.KEEP_BOOK)
    if host is None:
        return chat.go("not_yours")
    people = await service.people_of(chat.db, chat.person, host)
    if not people:
        return chat.go("add_people", **given_host(host))
    knows = isinstance(host, ResidentialGroup) and await service.tells_hardship(chat.db, chat.person, host.id)
    who = await chat.ask(
        "who",
        n_(
            "📖 The book of {group}: one person. Choose a name or type it.",
            "📖 The book of {group}: {n} people. Choose a name or type it.",
            len(people),
            group=labels.host(host),
        ),
        lambda words: [one.id for one in called(people, words) or _of_kind(people, words, knows=knows)] or None,
        await _options(chat, host, people),
        _("for example: Nguyễn Thị Tư"),
    )
    if who in _ELSEWHERE:
        return chat.go(who, **given_host(host))
    meant = [one for one in people if one.id in who] if isinstance(who, list) else []
    chat.go("book_person", person=await which_of(chat, "which", meant, numbers=True) if meant else who)


def _of_kind(people: Sequence[Person], words: str, *, knows: bool) -> list[Person]:
    """Return the workers, the traders …, if that is what was typed."""
    kind = find_audience(words)
    if kind is None or (kind is Audience.HARDSHIP and not knows):
        return []
    return [one for one in people if kind in audiences_of(one)]


async def _options(chat: Chat, host: Host, people: Sequence[Person]) -> Mapping[Any, Text]:
    twice = len(await duplicates.suspects(chat.db, chat.person, host))
    ask = {_TWICE: _("👥 One person, or two? ({n})", n=twice)} if twice else {}
    if isinstance(host, Organisation):
        return {_ADD: _("➕ Add people"), _INVITE: _("📨 Invite members"), **ask, **told_apart(people)}
    return {_ADD: _("➕ Add people"), _CODE: _POSTER, **ask, **told_apart(people)}


async def book_person(chat: Chat) -> None:
    found = await _from_register(chat)
    if found is None:
        return
    person, host = found
    spoken = await consent.spoken_only(chat.db, [person.id])
    joined = await catalogue.courses_of(chat.db, person)
    merged = await duplicates.merged_into(chat.db, person)
    apart = [act for one in merged if (act := await duplicates.merge_of(chat.db, chat.person, one)) is not None]
    chat.say(
        lines(
            await shown(chat.db, person, chat.person),
            _("✋ Agreed by word of mouth; to be asked again at the first class.") if spoken else None,
            *(_("👥 One with the entry {name}", name=labels.in_full(one)) for one in merged),
            *(_("📘 {class_}", class_=labels.session_line(details)) for details, _mine in joined),
        ),
        option(_("📝 Put into a class"), "put_in_class", person=person.id),
        *((option(_("👋 Take out of a class"), "take_from_class", person=person.id),) if joined else ()),
        option(_("✏️ Correct it"), "correct_person", person=person.id),
        *await _leaving(chat, person, host),
        *(option(_("✂️ Two people again"), "undo", act=act.id) for act in apart[:1]),
        _BOOK,
    )


async def _leaving(chat: Chat, person: Person, host: Host) -> tuple[Option, ...]:
    if not isinstance(host, Organisation):
        return (option(_("🍂 Is not here any more"), "take_out", person=person.id),)
    belongs = [role.id for role in await identity.roles_of(chat.db, person) if role.organisation_id == host.id]
    return tuple(option(_("🚫 No member any more"), "dismiss_member", role=role) for role in belongs[:1])


async def correct_person(chat: Chat) -> None:
    found = await _from_register(chat)
    if found is None:
        return
    person, _group = found
    field = chat.given("field") or await chat.choose(
        "field",
        _("What is not right about {name}?", name=labels.in_full(person)),
        {
            "name": _("The name"),
            "phone": _("The number"),
            "age_band": _("The age"),
            "audiences": _("What they do"),
            "told_via": _("Who is told"),
        },
    )
    if field == "told_via":
        return chat.go("told_through", person=person.id)
    value = chat.answers["to"] if "to" in chat.answers else await _asked(chat, person, field)
    before = getattr(person, field)
    if field == "audiences":
        value, before = frozenset(map(Audience, value)), sorted(before)
    value = None if value == "none" else value
    await service.change(chat.db, chat.person, person, **{field: value})
    if field == "phone" and value is None and person.told_via is ToldVia.SELF:
        await service.change(chat.db, chat.person, person, told_via=ToldVia.LEADER, told_via_person_id=chat.person.id)
    chat.say(
        lines(_("Corrected."), await shown(chat.db, person, chat.person)),
        option(_("↩️ Undo"), "correct_person", person=person.id, field=field, to=before),
        option(_("👤 Back to the person"), "book_person", person=person.id),
        _BOOK,
    )


async def _asked(chat: Chat, person: Person, field: str) -> Any:  # noqa: ANN401 a value of that column
    if field == "name":
        return await chat.ask("name", _("What is the full name?"), tidy_name, None, _("for example: Nguyễn Văn An"))
    if field == "phone":
        return await ask_phone(chat, labels.in_full(person))
    if field == "audiences":
        knows = await service.tells_hardship(chat.db, chat.person, person.group_id)
        question = _("What does {name} do?", name=labels.in_full(person))
        return await ask_audiences(
            chat, question, person.audiences, Audience if knows else OPENLY_NAMED, _("Not known")
        )
    question = _("How old is {name}, about?", name=labels.in_full(person))
    return await ask_age(chat, "age_band", question, _("Not known")) or "none"


async def ask_phone(chat: Chat, name: Text) -> str:
    """Return a number as +84…, or «none»."""
    return await chat.ask(
        "phone",
        _("The telephone number of {name}?", name=name),
        phone,
        {"none": _("Has none")},
        _("for example: 0912 345 678"),
    )


async def _from_register(chat: Chat) -> tuple[Person, Host] | None:
    found = await service.person_of(chat.db, chat.person, chat.given("person") or 0)
    if found is None:
        chat.go("past")
    return found


FLOWS = (
    Flow(
        "book",
        book,
        commands=("soto", "book"),
        intent=Intent.BOOK,
        right=Right.KEEP_BOOK,
        label=_("📖 The book"),
        phrases="""
            sổ tổ · xem sổ · mở sổ tổ · danh sách bà con trong khu phố · bà con khu phố mình có ai · tra sổ
            tìm bà Tư trong sổ · khu phố mình có bao nhiêu người trong sổ · coi sổ khu phố · sổ bà con khu phố
            mở sổ
            coi sổ bà con · trong sổ có ai · tìm người trong sổ · danh sách dân trong tổ · tìm số điện thoại bà Năm
            coi trong sổ có bà Năm không · sổ có bao nhiêu người · tra bà Bảy · tìm ông Tám · xem sổ khu phố mình
            mo so · danh sách người già trong khu phố · thống kê bà con trong sổ · kiếm số điện thoại ông Năm
            sổ nơi chưa có trưởng · sổ đơn vị · danh sách người của đơn vị · book of our people · open the book
            books of groups without a leader
        """,
    ),
    Flow("book_person", book_person),
    Flow("correct_person", correct_person),
)
