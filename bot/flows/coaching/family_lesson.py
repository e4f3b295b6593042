"""«Em dạy mẹ dùng VNeID»: somebody has taught the own family, and the family member says so."""

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.told_apart import told_apart
from bot.domain.topics import Topic, topic_of
from bot.domain.understanding.name import name_in
from bot.domain.understanding.words import listed
from bot.flows.questions.heard import words_of
from bot.flows.questions.home import ask_home_of_family
from bot.i18n import Text, _, lines, verbatim
from bot.i18n.address import FORMS
from bot.services.access import codes, ways_in
from bot.services.people import identity, profile
from bot.services.register import family_lessons, relatives
from bot.storage.tables.people import Person

AGREED = _(
    "They were taught at home and have agreed by word of mouth that I keep their name and residential group, to count "
    "them once, for 90 days."
)
_HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")
_AGAIN = option(_("👪 I have taught my family"), "taught_at_home")
# «Cháu con dạy hoài mà quên», «nhờ dạy mẹ tôi ở nhà».
_ASKS_TO_BE_TAUGHT = listed("hoài hoai quên quen nhờ nho xin lớp lop muốn muon cần can")
_OWN_PHONE, _NO_PHONE = "own_phone", "no_phone"


async def taught_at_home(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="taught_at_home", sentence=words_of(chat))
    if await family_lessons.are_too_many(chat.db, chat.person):
        return chat.say(_("So many in one day: please tell me of the others tomorrow."), _PERSON, _HOME)
    topic = topic_of(words_of(chat)) or Topic(await _topic(chat))
    known = {one.id: one for one in await identity.told_through(chat.db, chat.person)}
    whom = await _whom(chat, known)
    if whom == _OWN_PHONE:
        return await _ask_there(chat, topic)
    person = known.get(whom) if isinstance(whom, int) else None
    return await _witness(chat, topic, person)


async def _ask_there(chat: Chat, topic: Topic) -> None:
    code, act = await family_lessons.ask_on_own_phone(chat.db, chat.person, topic)
    chat.say(
        lines(
            _(
                "📨 {name} says to have taught somebody of the family: {topic}.",
                name=labels.person(chat.person),
                topic=labels.topic(topic),
            ),
            _("If that is so, please let the assistant know."),
            await ways_in.where_to_send(chat.db, code.text, codes.place_of(code)),
        )
    )
    chat.say(
        _("Please forward the message above to their phone. It counts as soon as they say yes there."),
        option(_("↩️ Undo"), "undo", act=act.id),
        _AGAIN,
        _HOME,
    )


async def _witness(chat: Chat, topic: Topic, person: Person | None) -> None:
    if person is None and await relatives.are_too_many(chat.db, chat.person):
        return chat.say(_("So many in one day: please tell me of the others tomorrow."), _PERSON, _HOME)
    home = await ask_home_of_family(chat) if person is None else None
    form, name = (None, None) if person else await _named(chat)
    called = labels.person(person) if person else verbatim(f"{FORMS[form or 'bac'].goi} {name}")
    if not await _agrees(chat, called, topic, is_new=person is None):
        return chat.say(_("Please ask {name} first. Nothing is written down yet.", name=called), _AGAIN, _HOME)
    if person is None and home is not None:
        words = AGREED.for_(reader_of(chat.person))
        person = await relatives.enter(chat.db, chat.person, home, (form or "", name or ""), words)
    act = await family_lessons.witness(chat.db, chat.person, person, topic) if person is not None else None
    if act is None:
        return chat.say(_("That is counted already. Thank you!"), _AGAIN, _HOME)
    chat.say(
        _("Noted: {name} has learned at home: {topic}. Thank you!", name=called, topic=labels.topic(topic)),
        option(_("↩️ Undo"), "undo", act=act.id),
        _AGAIN,
        _HOME,
    )
    return None


async def confirm_family(chat: Chat) -> None:
    code = await codes.look_up(chat.db, str(chat.given("code") or ""))
    lesson = await family_lessons.asked_by(chat.db, code) if code is not None else None
    if code is None or lesson is None:
        return chat.say(_("That has been answered already. Thank you!"), _HOME)
    if lesson.teacher_id == chat.person.id:
        return chat.say(_("This code is for whom you have taught: please forward it to their own phone."), _HOME)
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="confirm_family", code=code.text)
    teacher = labels.person(await chat.db.get_one(Person, lesson.teacher_id))
    question = lines(
        _("{name} says to have taught you at home: {topic}.", name=teacher, topic=labels.topic(lesson.topic)),
        _("Is that so? Then you are counted once, without your name."),
    )
    if not await chat.confirm("so", question, _("✅ Yes, that is so"), _("❌ No, it is not")):
        await family_lessons.deny(chat.db, code)
        return chat.say(_("All right, it is not counted. Thank you for telling me!"), _HOME)
    act = await family_lessons.agree(chat.db, chat.person, code)
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(_("Thank you! I have noted it."), *undo, option(_("📝 Join a class"), "sign_up"), _HOME)
    return None


async def _topic(chat: Chat) -> str:
    shown = {topic.value: labels.topic(topic) for topic in Topic}
    return await chat.choose("topic", _("What have you taught at home?"), shown)


async def _whom(chat: Chat, known: dict[int, Person]) -> int | str:
    options: dict[int | str, Text] = dict(told_apart(known.values(), labels.person, numbers=False).items())
    options |= {_OWN_PHONE: _("📱 Somebody with an own phone"), _NO_PHONE: _("🏠 Somebody without a phone")}
    return await chat.choose(
        "whom", _("Whom of your family have you taught? Whoever has a phone will be asked there."), options
    )


async def _named(chat: Chat) -> tuple[str, str]:
    forms = {form: label for form, label in labels.FORMS.items() if form != "ban"}
    form = await chat.choose("form", _("How shall I address the person you have taught?"), forms)
    name = await chat.ask("name", _("What is the full name?"), name_in, None, _("for example: Nguyễn Thị Tư"))
    return form, name


async def _agrees(chat: Chat, called: Text, topic: Topic, *, is_new: bool) -> bool:
    facts = {"name": called, "topic": labels.topic(topic)}
    question = lines(
        _("Does {name} say that you have taught them at home: {topic}?", **facts),
        _("And may I keep the name and the group, to count {name} once?", name=called) if is_new else None,
    )
    sides = {"yes": _("Has agreed"), "not_yet": _("Not asked yet")}
    return await chat.choose("agreed", question, sides) == "yes"


FLOWS = (
    Flow(
        "taught_at_home",
        taught_at_home,
        label=_("👪 I have taught my family"),
        never_with=_ASKS_TO_BE_TAUGHT,
        phrases="""
            dạy mẹ tôi dùng VNeID · em dạy bà ngoại dùng Zalo · em đã chỉ ba em dùng VNeID ở nhà · con dạy má xài Zalo
            em dạy ông nội gọi video · tôi đã dạy vợ tôi thanh toán QR · con chỉ bà ngoại cài VNeID rồi
            em hướng dẫn mẹ em nộp hồ sơ dịch vụ công ở nhà · em chỉ cho ba má em tránh lừa đảo
            em mới dạy bà nội dùng điện thoại · báo em đã dạy người nhà · em dạy được mẹ em rồi · dạy người thân ở nhà
            em kèm ông ngoại ở nhà học VNeID · em day me em dung vneid · con dạy ông bà dùng zalo
            I taught my mother VNeID · I have taught my grandmother Zalo · em dạy cả nhà em dùng VNeID
            em chỉ chồng tôi chuyển khoản rồi · mình dạy mẹ mình dùng sổ sức khỏe · em đã dạy cho mẹ ở nhà
            em muốn dạy bà ngoại em ở nhà · em chỉ ba mẹ ở nhà tính giờ được không · mình dạy ông nội cài VNeID rồi
        """,
    ),
    Flow("confirm_family", confirm_family),
)
