"""Questions after a class: done alone, confirmed on VNeID, personal data for reports; all voluntary."""

from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import SENTENCE, Option, option
from bot.chat.told_apart import told_apart
from bot.domain.people.audiences import find_audiences
from bot.domain.people.person import Audience
from bot.domain.reports.ladder import Step
from bot.flows.questions.age import ask_age
from bot.flows.questions.audiences import ask_audiences
from bot.flows.questions.heard import words_of
from bot.i18n import Text, _, lines
from bot.services.courses import catalogue
from bot.services.people import identity, profile
from bot.services.reports import ladder
from bot.storage.tables.messaging import Act

_HOME = option(_("🏠 Home"), "home")


async def practised(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    if chat.given("alone"):
        act = await ladder.say(chat.db, person, Step.PRACTISED, chat.person)
        return chat.say(
            _("Wonderful, that is what we are here for!"),
            option(_("📱 About VNeID"), "confirmed"),
            *_undo(act),
            _HOME,
        )
    following = await catalogue.next_of_course(chat.db, chat.given("course") or 0)
    chat.say(
        lines(
            _("That is quite all right: nobody learns it in one go."),
            _("The next session is {when}; a helper will sit with you.", when=following.session.starts_at)
            if following
            else _("Write «join a class» and choose a day that suits you."),
        ),
        option(_("📝 Join a class"), "sign_up"),
        option(_("🙋 Talk to a person"), "person"),
    )


async def who_practised(chat: Chat) -> None:
    people = [await identity.on_behalf(chat.db, chat.person, one) for one in chat.given("persons") or ()]
    names = told_apart(people, labels.person, numbers=False)
    can = await chat.choose_many("who", _("Who can do it alone by now?"), names)
    said = [await ladder.say(chat.db, one, Step.PRACTISED, chat.person) for one in people if one.id in can]
    alone = labels.enumeration([names[one] for one in can])
    undo = [one for act in said if len(said) == 1 for one in _undo(act)]
    chat.say(_("Wonderful, I have noted it: {names}.", names=alone), *undo, _HOME)


async def confirmed(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    answer = await chat.choose(
        "vneid",
        _("Does VNeID say that you are confirmed for digital skills? It is quite all right not to know."),
        {"yes": _("✅ It does"), "no": _("❌ Not yet"), "unknown": _("🤷 I do not know")},
    )
    act = await ladder.say(chat.db, person, Step.CONFIRMED, chat.person) if answer == "yes" else None
    chat.say(_thanks(answer), option(_("👤 A little about me"), "about_me"), *_undo(act), _HOME)


async def about_me(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    age = await ask_age(chat, "age", _("About how old are you?"), _("I would rather not say"))
    profile.say_age(person, age)
    chat.go("what_i_do", **_for(chat))


async def what_i_do(chat: Chat) -> None:
    if not profile.is_known(chat.person):
        return chat.go("welcome", then="what_i_do", **_sentence(chat))
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    if said := find_audiences(words_of(chat)):
        chat.answers.setdefault("audiences", sorted(said))
    before = person.audiences
    told = await ask_audiences(chat, _("Which of these fits you best?"), before, Audience, _("None of them"))
    profile.say_audiences(person, told)
    chat.say(
        lines(
            _("Thank you. This is for counting only, nobody sees it beside your name."),
            _("🏷 {what}", what=labels.audiences(told)) if told else None,
        ),
        *((option(_("➕ Something else, too"), "what_i_do", **_for(chat)),) if told else ()),
        option(_("↩️ Undo"), "unsay_what_i_do", to=sorted(before), **_for(chat)),
        _HOME,
    )


async def unsay_what_i_do(chat: Chat) -> None:
    person = await identity.on_behalf(chat.db, chat.person, chat.given("for"))
    profile.say_audiences(person, frozenset(map(Audience, chat.given("to") or ())))
    chat.say(_("Good, it is as it was before."), option(_("🏷 What I do"), "what_i_do", **_for(chat)), _HOME)


def _for(chat: Chat) -> dict[str, Any]:
    return {} if chat.given("for") is None else {"for": chat.given("for")}


def _sentence(chat: Chat) -> dict[str, Any]:
    return {SENTENCE: words_of(chat)} if words_of(chat) else {}


def _thanks(answer: str) -> Text:
    if answer == "yes":
        return _("Congratulations! I have noted that you say so.")
    return _("All right. The helpers in class will look at it with you.")


def _undo(act: Act | None) -> list[Option]:
    return [option(_("↩️ Undo"), "undo", act=act.id)] if act else []


FLOWS = (
    Flow("practised", practised, aside=True),
    Flow("who_practised", who_practised),
    Flow(
        "confirmed",
        confirmed,
        label=_("✅ My VNeID is confirmed"),
        phrases="""
            chuyện VNeID · about VNeID
            tôi kích hoạt VNeID được rồi · VNeID mức 2 xong rồi · tôi xác nhận VNeID rồi · làm xong VNeID rồi
            bà có VNeID rồi · đã kích hoạt định danh mức hai · my VNeID is confirmed
            cài xong VNeID rồi nha · có định danh rồi · mẹ em kích hoạt VNeID rồi
            VNeID của tui xong rồi · tui lên mức hai rồi · kích hoạt rồi nha con · ba em có VNeID mức 2 rồi
            công an làm xong cho tui rồi · cài định danh xong
        """,
    ),
    Flow("about_me", about_me, label=_("👤 A little about me")),
    Flow("unsay_what_i_do", unsay_what_i_do),
    Flow(
        "what_i_do",
        what_i_do,
        label=_("🏷 What I do"),
        phrases="""
            tôi là công nhân · tui là tiểu thương · bà là tiểu thương · em là sinh viên · tôi là cán bộ phường
            tôi buôn bán ngoài chợ · anh làm công nhân · tôi là công chức · con là học sinh lớp 11
            chị là nhân viên công ty · tôi là xã viên hợp tác xã · I am a worker · I am a student
        """,
    ),
)
