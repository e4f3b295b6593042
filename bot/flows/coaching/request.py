"""«Xin người kèm riêng»: a request by the resident, a relative or the leader."""

from dataclasses import replace

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.coaching import AppointmentStatus, Language, LessonPlace, mask
from bot.domain.parsing import intents
from bot.domain.people.person import RoleKind
from bot.domain.shifts import DayPart
from bot.domain.topics import Topic, topic_of
from bot.domain.understanding.frame import KIN
from bot.flows.questions.heard import words_in_frame
from bot.i18n import Text, _, lines
from bot.services.coaching import records
from bot.services.coaching import requests as service
from bot.services.coaching import texts as coaching_texts
from bot.services.coaching.requests import LessonWish
from bot.services.people import identity, profile
from bot.storage.tables.people import Person

_HOME = option(_("🏠 Home"), "home")
_TOPICS = (Topic.T01, Topic.T02, Topic.T03)
_DAYS = {
    "week": (_("Monday to Friday"), range(5)),
    "weekend": (_("Saturday and Sunday"), range(5, 7)),
    "any": (_("Any day"), range(7)),
}
_PARTS = {
    DayPart.MORNING: _("In the morning"),
    DayPart.AFTERNOON: _("In the afternoon"),
    DayPart.EVENING: _("In the evening"),
}
_PLACES = {
    LessonPlace.HALL: _("At the community hall"),
    LessonPlace.NEARBY: _("Somewhere near my home"),
    LessonPlace.HOME: _("At my home"),
}
_PLACES_OF_ANOTHER = {
    LessonPlace.HALL: _("At the community hall"),
    LessonPlace.NEARBY: _("Somewhere near their home"),
    LessonPlace.HOME: _("At their home"),
}
_WISHES = {"f": _("A woman, please"), "m": _("A man, please"), "language": _("In another language")}
_LANGUAGES: dict[str, Text] = {
    Language.KHMER: _("Khmer"),
    Language.CHINESE: _("Chinese"),
    Language.ENGLISH: _("English"),
}


async def coaching(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="coaching")
    resident = await _for_whom(chat)
    await service.must(chat.db, chat.person, resident)
    if await service.request_of(chat.db, resident) and not chat.given("again"):
        return await _as_it_stands(chat, resident)
    wish, own = await _wish(chat, resident), resident.id == chat.person.id
    answer = await chat.choose(
        "right",
        lines(
            None if own else _("For {name}:", name=labels.person(resident)),
            _("I write it down like this, is that right?"),
            said(wish, own=own),
        ),
        {"yes": _("✅ That's right"), "more": _("➕ I have one more wish"), "no": _("❌ No, thank you")},
    )
    if answer == "no":
        return chat.say(_("All right, I have changed nothing."), _HOME)
    wish = await _with_wishes(chat, wish) if answer == "more" else wish
    act = await service.ask(chat.db, chat.person, resident, wish)
    chat.say(
        lines(
            _("Done! ⏳ I am looking for somebody who suits."),
            _("Nothing is settled yet: I will write as soon as somebody is free."),
        ),
        option(_("↩️ Undo"), "undo", act=act.id),
        _HOME,
    )


async def withdraw_coaching(chat: Chat) -> None:
    about = await chat.db.get_one(Person, chat.given("for") or chat.person.id)
    act = await service.withdraw(chat.db, chat.person, about)
    if act is None:
        return chat.say(_("I am not looking for anybody for you at the moment."), _HOME)
    chat.say(_("All right, I will look for nobody any more."), option(_("↩️ Undo"), "undo", act=act.id), _HOME)


def said(wish: LessonWish, *, own: bool = True) -> Text:
    return lines(
        _("📘 {topic}", topic=labels.topic(wish.topic)),
        _("📍 {place}", place=(_PLACES if own else _PLACES_OF_ANOTHER)[wish.place]),
    )


async def _for_whom(chat: Chat) -> Person:
    others = told_apart(await service.told_through(chat.db, chat.person), labels.person, numbers=False)
    leads = await identity.role_of(chat.db, chat.person, RoleKind.LEADER) is not None
    if not others and not leads:
        return chat.person
    only = next(iter(others)) if len(others) == 1 and not leads and KIN in words_in_frame(chat) else None
    whom = chat.given("whom") or only or await _ask_whom(chat, others)
    return await chat.db.get_one(Person, whom)


async def _ask_whom(chat: Chat, others: dict[int, Text]) -> int:
    known = {str(one): label for one, label in {chat.person.id: _("I myself"), **others}.items()}
    typed = await chat.ask(
        "name",
        _("Who would like to learn? Choose one, or type the name of somebody of your group."),
        lambda words: words.strip()[:60] or None,
        known,
        _("for example: Nguyễn Văn An"),
    )
    if typed in known:
        return int(typed)
    found = await service.neighbour_named(chat.db, chat.person, typed)
    options = {found.id: _("Yes, {name}", name=labels.person(found))} if found is not None else {}
    question = _("Is that the right person?") if found else _("I do not find that name in your group. Who is it for?")
    return await chat.choose("whom", question, {**options, chat.person.id: _("I myself"), **others})


async def _wish(chat: Chat, resident: Person) -> LessonWish:
    own, name = resident.id == chat.person.id, labels.person(resident)
    topic = await chat.ask(
        "topic",
        _("What would you like to be shown? Choose one, or type it.")
        if own
        else _("What would {name} like to be shown? Choose one, or type it.", name=name),
        topic_of,
        {one: labels.topic(one) for one in _TOPICS},
        _("for example: paying by QR"),
    )
    place = await chat.choose(
        "place",
        _("Where suits you best?") if own else _("Where suits {name} best?", name=name),
        _PLACES if own else _PLACES_OF_ANOTHER,
    )
    somebody_home = await _family(chat) if place == LessonPlace.HOME else None
    parts = await chat.choose_many(
        "parts",
        _("At what time of the day are you free? Choose one or more.")
        if own
        else _("At what time of the day is {name} free? Choose one or more.", name=name),
        _PARTS,
    )
    days = await chat.choose("days", _("On which days?"), {key: label for key, (label, _range) in _DAYS.items()})
    slots = mask((day, DayPart(part)) for day in _DAYS[days][1] for part in parts)
    return LessonWish(Topic(topic), LessonPlace(place), slots, somebody_home=somebody_home)


async def _family(chat: Chat) -> bool:
    """Ask whether a relative is usually at home, else two visitors come; asked again before the visit."""
    return await chat.confirm(
        "family",
        _("Is somebody of the family usually there, too?"),
        _("Yes, usually"),
        _("No, alone"),
    )


async def _with_wishes(chat: Chat, wish: LessonWish) -> LessonWish:
    wishes = await chat.choose_many("wishes", _("Who should it be? Choose one or more."), _WISHES)
    genders = [one for one in wishes if one in ("f", "m")]
    language = wish.language
    if "language" in wishes:
        language = Language(await chat.choose("language", _("Which language shall they speak?"), _LANGUAGES))
    return replace(wish, helper_gender=genders[0] if len(genders) == 1 else None, language=language)


async def _as_it_stands(chat: Chat, resident: Person) -> None:
    request = await service.request_of(chat.db, resident)
    appointment = await service.appointment_of(chat.db, resident)
    if request is None:
        return chat.go("home")
    if appointment is not None and appointment.status in (AppointmentStatus.PROPOSED, AppointmentStatus.CONFIRMED):
        who = await records.who_comes(chat.db, appointment)
        show = (
            coaching_texts.settled if appointment.status is AppointmentStatus.CONFIRMED else coaching_texts.to_resident
        )
        words = show(appointment, who, await records.lives_in(chat.db, resident))
        return chat.say(words.text, *words.options)
    chat.say(
        lines(
            _("⏳ I am still looking for somebody who suits you."),
            said(LessonWish(request.topic, request.place, request.slots)),
        ),
        option(_("✏️ Change it"), "coaching", again=True, whom=resident.id),
        option(_("❌ I do not need it any more"), "withdraw_coaching", **{"for": resident.id}),
        _HOME,
    )


FLOWS = (
    Flow(
        "coaching",
        coaching,
        commands=("kem", "coaching"),
        intent=intents.Intent.COACHING,
        label=_("👥 Somebody to teach me alone"),
        phrases="""
            xin thêm cho người khác · ask for somebody else
            xin người kèm riêng · tôi muốn có người kèm · nhờ người tới nhà dạy · muốn học riêng tại nhà
            kèm tại nhà · cần người chỉ riêng một mình · mẹ em cần người kèm riêng · xin một bạn kèm cho bà
            học kèm một người · dạy riêng · tôi đi lại khó cho người đến nhà dạy · tìm người kèm cho má em
            private lesson · someone to teach me at home · bà muốn có đứa nào chỉ riêng cho bà
            có ai tới nhà chỉ không · nhà xa chân yếu xin người tới dạy · tới tận nhà chỉ mẹ em
            cần một bạn kèm riêng · xin một cháu tới nhà hướng dẫn · đi lại khó nhờ người tới dạy
            có cháu nào tới chỉ riêng bà không · a private teacher at home · má em đi không nổi nhờ tới nhà dạy
            nhờ bạn tới nhà chỉ mẹ · có bạn nào kèm ba em tại nhà không · ba em đi không nổi nhờ người tới nhà
            xin người tới dạy tận nhà · bà đi không được tới nhà dạy giùm · muốn có người kèm tại nhà
            cho bạn tới nhà chỉ giùm · nho nguoi toi nha day · kem rieng tai nha
            ngoại em yếu cần người tới nhà chỉ · một thầy một trò được không · dạy riêng cho bác được không
            cần người kèm riêng cho mẹ
        """,
    ),
    Flow("withdraw_coaching", withdraw_coaching),
)
