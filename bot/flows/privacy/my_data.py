"""«Dữ liệu của tôi»: read, correct, export, consent, erase; each takes effect at once."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.parsing.intents import Intent
from bot.domain.people.person import Audience, ConsentPurpose
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.name import name_in, says_wrong_name
from bot.flows.questions.age import ask_age
from bot.flows.questions.audiences import ask_audiences
from bot.flows.questions.heard import words_of
from bot.flows.questions.home import ask_home
from bot.flows.start.welcome import yes_or_no
from bot.i18n import _, lines, verbatim
from bot.services.access import permissions
from bot.services.access.codes import COMMAND
from bot.services.people import consent, identity, profile
from bot.services.privacy import erasure, export, retention
from bot.services.privacy import my_data as data

_HOME = option(_("🏠 Home"), "home")
_MINE = option(_("📄 My data"), "my_data")
_ERASE = option(_("🗑 Erase everything"), "erase")
_AFTER_YOU = lines(
    _("You are the only administrator: without you nobody could let in leaders or see to what goes wrong."),
    _("First somebody else has to become one. On the server, «{command}» makes a code for them.", command=COMMAND),
    _("Then send XÓA again, and I will erase everything about you at once."),
)


async def privacy(chat: Chat) -> None:
    controller = (await consent.text_now(chat.db)).controller
    chat.say(
        lines(
            _("What I keep: your name, residential group, the sessions you signed up for and came to."),
            _("What for: your seat, reminders, and counting the classes."),
            _("Who sees it: those in charge of your class. Nobody else, no advertising."),
            _("How long: until 90 days after your last class; messages 7 days."),
            _("Never: ID numbers, passwords, codes, bank data, health."),
            _("Who answers for it: {controller}.", controller=verbatim(controller))
            if controller is not None
            else _("Who answers for it: the people's committee of the ward that holds the class."),
            _("You may see it, correct it, take it along, say no or erase it: choose below, it is done at once."),
            _("To complain: send «0», and a person in charge calls you."),
        ),
        _MINE,
        option(_("✅ What I agree to"), "consents"),
        _ERASE,
        _HOME,
    )


async def my_data(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.say(_("I keep nothing about you."), _HOME)
    chat.say(
        await data.kept(chat.db, chat.person),
        *_back(chat.given("what"), chat.given("before")),
        option(_("✏️ Correct it"), "correct"),
        option(_("📥 Take it along"), "export"),
        option(_("✅ What I agree to"), "consents"),
        _ERASE,
        _HOME,
    )


async def correct(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("my_data")
    if says_wrong_name(words_of(chat)):
        chat.answers.setdefault("what", "name")
    what = await chat.choose("what", _("What shall I correct?"), _LABELS)
    if what in _BY_ANOTHER_FLOW:
        return chat.go(_BY_ANOTHER_FLOW[what])
    before = data.values_of(chat.person, what)
    await _ASK[what](chat)
    chat.say(_("Good, I have corrected it."))
    chat.go("my_data", what=what, before=before)


def _back(what: str | None, before: dict[str, Any] | None) -> tuple[Option, ...]:
    return () if what is None else (option(_("↩️ Undo"), "put_back", what=what, before=before),)


async def put_back(chat: Chat) -> None:
    if not profile.is_known(chat.person) or chat.given("what") is None:
        return chat.go("my_data")
    data.put_back(chat.person, str(chat.given("what")), chat.given("before") or {})
    chat.say(_("Good, it is as it was before."))
    chat.go("my_data")


async def change_number(chat: Chat) -> None:
    ways = {"other": _("📱 Another number"), "none": _("🗑 Erase the number")}
    if not chat.person.phone or await chat.choose("way", _("What shall I do with your number?"), ways) == "other":
        return chat.go("my_number")
    before = data.values_of(chat.person, "number")
    data.drop_number(chat.person)
    chat.say(_("Good, I have erased the number."))
    chat.go("my_data", what="number", before=before)


async def take_along(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("my_data")
    files = await export.files_for(chat.db, chat.person)
    given = _("What I keep about you stands under «My data». On paper you get it from somebody here: send «0».")
    chat.say(_("This is all I keep about you, to read."), file=files.page.id, instead=given)
    other = _("The same for other programs you get from them, too.")
    chat.say(_("And the same for other programs."), _MINE, _HOME, file=files.json.id, instead=other)


async def consents(chat: Chat) -> None:
    asked = (await consent.standing(chat.db, chat.person)).get(ConsentPurpose.PHOTOS)
    photos = option(_("📷 Take back photos"), "no_photos") if consent.stands(asked) else _ANSWER
    chat.say(await data.answers(chat.db, chat.person), photos, option(_("✖️ Take back everything"), "erase"), _MINE)


async def photos(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("my_data")
    words = consent.WORDS[ConsentPurpose.PHOTOS]
    yes = await chat.choose("photos", words, yes_or_no(), kind=AnswerKind.CONSENT) == "yes"
    read = words.for_(reader_of(chat.person))
    await consent.record(chat.db, chat.address, read, yes=yes, purpose=ConsentPurpose.PHOTOS, said=chat.typed)
    chat.say(_("I have noted it. You may change your mind at any time."))
    chat.go("consents")


async def no_photos(chat: Chat) -> None:
    await consent.withdraw(chat.db, chat.person, ConsentPurpose.PHOTOS)
    chat.say(_("Done: from now on no photos of you. Your place in class stays."))
    chat.go("consents")


async def erase(chat: Chat) -> None:
    """Include a parent who is told through this person; ask once, then erase without delay."""
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    if not profile.is_known(person):
        return chat.say(_("I keep nothing about you."), _HOME)
    if await permissions.is_last_administrator(chat.db, person):
        return chat.say(_AFTER_YOU, _HOME)
    name, other = labels.person(person), person.id != chat.person.id
    what = _("Erase everything about you? Your places in class are given up too.")
    if other:
        what = _("Erase everything about {name}? The places in class are given up too.", name=name)
    sides = {False: _("Keep it"), True: _("🗑 Erase everything")}
    if not await chat.choose("sure", what, sides, kind=AnswerKind.OWN_WORD):
        return chat.say(_("All right, everything stays as it is."), _HOME)
    await erasure.erase(chat.db, person)
    if other:
        # Without the name: this message would keep it.
        return chat.say(_("All of it is erased."), _HOME)
    chat.say(_("Everything about you is erased. Thank you for having been with us. To learn again, just send: CHÀO."))


async def keep_me(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    if not profile.is_known(person):
        return chat.go("home")
    await retention.keep(chat.db, person)
    if person.id != chat.person.id:
        return chat.say(_("Good, I will keep what I know of {name}.", name=labels.person(person)), _HOME)
    chat.say(
        _("Good, I will keep it. I am glad to see you in class again."), option(_("📝 Join a class"), "sign_up"), _HOME
    )


async def _name(chat: Chat) -> None:
    name = await chat.ask("name", _("What is your full name?"), name_in, example=_("for example: Nguyễn Văn An"))
    await profile.settle(chat.db, chat.person, name, None)


async def _group(chat: Chat) -> None:
    await profile.settle(chat.db, chat.person, chat.person.name or "", await ask_home(chat))


async def _age(chat: Chat) -> None:
    age = await ask_age(chat, "age", _("How old are you? It is only counted."), _("I would rather not say"))
    data.say_age(chat.person, age)


async def _audiences(chat: Chat) -> None:
    stands = chat.person.audiences
    told = await ask_audiences(chat, _("Which of these fits you best?"), stands, Audience, _("None of them"))
    profile.say_audiences(chat.person, told)


_ANSWER = option(_("📷 Answer about photos"), "photos")
_LABELS = {
    "name": _("Name"),
    "group": _("Residential group"),
    "age": _("Age"),
    "audiences": _("What I do"),
    "number": _("Telephone number"),
    "form": _("How I address you"),
}
_ASK: Mapping[str, Callable[[Chat], Awaitable[None]]] = {
    "name": _name,
    "group": _group,
    "age": _age,
    "audiences": _audiences,
}
_BY_ANOTHER_FLOW = {"number": "change_number", "form": "addressed"}


FLOWS = (
    Flow("privacy", privacy, commands=("privacy",), page=True),
    Flow(
        "my_data",
        my_data,
        commands=("dulieu", "data"),
        intent=Intent.MY_DATA,
        page=True,
        label=_("🔒 My data"),
        phrases="""
            xem dữ liệu của tôi · thông tin của tôi · các người giữ gì về tôi · lưu thông tin gì của bà
            thông tin nào đang được lưu · cho tôi coi thông tin đã lưu · my data · what do you know about me
            ai xem được thông tin của tôi
            ghi gì về tui · lưu những gì của tui · trong đó có thông tin gì của tôi · coi thông tin của mẹ
            tui muốn coi có lưu gì
            giữ gì của tui · coi thông tin tui · có lưu thông tin tôi không · biết gì về tui · thong tin cua toi
            lưu cái gì về bà vậy · xem thông tin của tôi · ai coi được thông tin của bà
            con giữ của bà cái gì · trong máy con có gì về tui
        """,
    ),
    Flow(
        "correct",
        correct,
        commands=("sua", "correct"),
        label=_("✏️ Correct my data"),
        phrases="""
            sửa thông tin · sai tên rồi · tên tôi viết sai · sửa tên giùm bà · sửa lại khu phố
            tôi ở khu phố khác rồi sửa lại giùm · đổi tên · correct my name · ghi sai tên bà rồi con
            correct it · sửa cho đúng
            tên không đúng · sai tuổi rồi sửa lại · bà dọn nhà qua khu phố khác · tên bà ghi sai
            bà tên Tư chứ không phải Tự · ghi lại tên giùm · sai họ rồi
            tên tui ghi sai · viết sai tên má em · không phải tên đó sửa lại · địa chỉ sai sửa lại · khu phố ghi sai
            my name is wrong · tuổi ghi sai · tên mẹ em là Bé chứ không phải Bế
            tên tui sai rồi · tui tên Hùng chứ không phải Hưng · ghi lộn tên tôi · sao ghi sai tên bác vậy
            tên bác thiếu chữ · sửa tên lại cho đúng · thiếu chữ lót · ghi lộn năm sinh
            bà 70 tuổi chứ không phải 60 · tui ở khu phố 5 chứ không phải 3 · chuyển nhà rồi sửa khu phố giùm
            tên ba em ghi thiếu · sai dấu tên tôi · tên mà ghi sai hoài
        """,
    ),
    Flow("change_number", change_number),
    Flow("put_back", put_back),
    Flow("export", take_along, commands=("taive", "export")),
    Flow("consents", consents, page=True),
    Flow("photos", photos),
    Flow("no_photos", no_photos),
    Flow("keep_me", keep_me),
    Flow(
        "erase",
        erase,
        commands=("xoa", "erase"),
        intent=Intent.ERASE,
        label=_("🗑 Erase everything"),
        phrases="""
            rút lại tất cả · take back everything
            xóa thông tin của tôi · xóa hết dữ liệu · đừng lưu tên tôi nữa · xóa sạch thông tin · erase my data
            delete my account · tôi muốn xóa tên · gỡ thông tin của tôi ra · không cho giữ thông tin nữa
            xóa hết của má em đi · bỏ tên tôi ra khỏi máy · xóa tên bà khỏi danh sách · xóa số của tôi đi
            đừng giữ thông tin của tôi
            xóa tên tui trong sổ · không cho lưu thông tin nữa · gỡ hết thông tin của tui · rút lại đồng ý
            bỏ thông tin của tui ra · forget me
            xóa giùm thông tin của bà · xóa hết thông tin tôi · xóa tên tui ra · xoa thong tin cua toi
            xóa hết những gì ghi về tôi · đừng giữ số của tui · bỏ hết thông tin của mẹ em · xóa sạch giùm
            ba em mất rồi gỡ tên ba ra · bà qua đời rồi nhờ xóa tên · bỏ hết tên tuổi của tui trong máy
        """,
    ),
)
