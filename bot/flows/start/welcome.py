"""Welcoming somebody new: form of address, consent, name and residential group.

Three flows in a row, because each answer changes the words of the next. What the newcomer came for is passed on as
`then`, with its answers, and starts at the end.
"""

from typing import Any

from bot.chat import labels
from bot.chat.chat import Chat, reader_of
from bot.chat.flow import Flow
from bot.chat.say import option
from bot.chat.understand import NotUnderstood
from bot.domain.lists.people import band, is_child
from bot.domain.people.places import GroupName
from bot.domain.understanding.kinds import AnswerKind
from bot.domain.understanding.name import read_form, read_name, says_wrong_name
from bot.domain.vietnamese import tidy_name
from bot.flows.questions.home import ask_home
from bot.flows.start.meanings import meaning_of
from bot.i18n import Text, _, lines, verbatim
from bot.services.access import codes
from bot.services.people import consent, profile
from bot.services.people.consent import ConsentText
from bot.storage import session_queries
from bot.storage.tables.courses import Course
from bot.storage.tables.people import Person
from bot.storage.tables.places import ResidentialGroup

_ASKED_HERE = ("form", "led_by", "consent", "consent_after_reading", "name", "ward", "which_ward", "group", "text")
# Students and leaders are not greeted as «cô, bác».
_OF_WHOEVER_HELPS = frozenset({"accept_invitation", "ask_to_lead", "take_over", "volunteer"})
_ASK_WHERE_THEMSELVES = ("accept_invitation", "ask_to_lead", "volunteer", "for_relative")


async def welcome(chat: Chat) -> None:
    if profile.is_known(chat.person):
        return _go_on(chat)
    hello, question = (
        (_("Good day!"), _("How shall I address you?"))
        if _helps(chat)
        else (_("Hello!"), _("How would you like to be addressed?"))
    )
    begins = await _led_by(chat) or hello
    form = await chat.ask("form", lines(begins, await _who_speaks(chat), question), read_form, labels.FORMS)
    chat.person.address_form = form
    chat.go("agree", **_brought(chat))


async def _led_by(chat: Chat) -> Text | None:
    """Return what the code means by which they came. It stands in the place of a greeting."""
    code = await codes.look_up(chat.db, str(chat.given("led_by") or ""))
    return None if code is None else await meaning_of(chat.db, code)


def _helps(chat: Chat) -> bool:
    return chat.given("then") in _OF_WHOEVER_HELPS


async def _who_speaks(chat: Chat) -> Text:
    group = await _came_to(chat)
    if group is None:
        return _("This is the automatic assistant of the «Digital literacy» classes: free, and close to your home.")
    return _(
        "This is the automatic assistant of the «Digital literacy» classes of {group}: free, and close to your home.",
        group=labels.group(group),
    )


async def agree(chat: Chat) -> None:
    if await consent.given(chat.db, chat.person):
        return chat.go("introduce", **_brought(chat))
    helps = _helps(chat)
    text = await _text_shown(chat)
    kept = consent.WHAT_IS_KEPT_OF_HELPERS if helps else consent.WHAT_IS_KEPT
    chat.say(kept)
    options = {**yes_or_no(), "read": _("📄 Read it all")}
    answer = await chat.choose("consent", text.who_is_responsible, options, kind=AnswerKind.CONSENT)
    if answer == "read":
        chat.say(_full_notice(chat.address.channel))
        answer = await chat.choose("consent_after_reading", _("Do you agree?"), yes_or_no(), kind=AnswerKind.CONSENT)
    yes = answer == "yes"
    words = text.whole(kept).for_(reader_of(chat.person))
    await consent.record(chat.db, chat.address, words, yes=yes, said=chat.typed, text=text)
    if yes:
        return chat.go("introduce", **_brought(chat))
    profile.forget_stranger(chat.person)
    chat.say(await _come_anyway(chat), option(_("🏠 Home"), "home"))


async def _text_shown(chat: Chat) -> ConsentText:
    """Keep to the text that was shown first, whoever is named as answering for the data meanwhile."""
    if chat.given("text") is not None:
        return await consent.text_of(chat.db, int(chat.given("text")))
    text = await consent.text_now(chat.db)
    chat.answers["text"] = text.setting.id if text.setting is not None else 0
    return text


async def introduce(chat: Chat) -> None:
    """Take the name with the age and the group that were said beside it; the next message reads it back."""
    if chat.reply is not None and says_wrong_name(chat.reply.text):
        chat.reply = None
        for said in ("name", "ward"):
            chat.answers.pop(said, None)
    suggested = tidy_name(chat.profile_name)
    shown: dict[Any, Text] = {suggested: verbatim(suggested)} if suggested else {}
    answer: Any = await chat.ask(
        "name", _("What is your full name?"), _read_name, shown, _("for example: Nguyễn Văn An")
    )
    heard = answer if isinstance(answer, dict) else {"name": answer}
    written = _(
        "I have written down the name {name}. Is it not right? Please type: wrong name.", name=verbatim(heard["name"])
    )
    asks_where = chat.given("then") not in _ASK_WHERE_THEMSELVES
    home = await ask_home(chat, await _came_to(chat), heard.get("group"), written) if asks_where else None
    await profile.settle(chat.db, chat.person, heard["name"], home)
    profile.say_age(chat.person, band(heard["age"]) if heard.get("age") else None)
    group = home.group if home is not None else None
    if not {"group", "ward"} & chat.answers.keys():
        chat.say(lines(written, _("🏠 {group}", group=labels.group(group)) if group is not None else None))
    if home is not None and home.said is not None:
        chat.say(_not_entered_yet(home.said))
    _go_on(chat)


def _not_entered_yet(said: GroupName) -> Text:
    return _(
        "I have written down {group}, which is not in the ward's list yet: somebody of the ward will see to it. "
        "The classes of the ward are open to you all the same.",
        group=labels.group(said),
    )


def _read_name(words: str) -> Any:  # noqa: ANN401 beside the names that are offered
    said = read_name(words)
    if said is None:
        return None
    group = [said.group.kind, said.group.name] if said.group is not None else None
    if said.age is not None and is_child(said.age):
        raise NotUnderstood(_("Of children under 16 I keep no name. Please let your parents or teachers write to me."))
    return {"name": said.name, "age": said.age, "group": group}


async def _wanted(chat: Chat) -> Course | None:
    course = chat.given("course")
    return await chat.db.get(Course, course) if course is not None else None


async def _came_to(chat: Chat) -> ResidentialGroup | None:
    course = await _wanted(chat)
    group = chat.given("of_group") if course is None else course.group_id
    return None if group is None else await chat.db.get(ResidentialGroup, group)


def _brought(chat: Chat) -> dict[str, Any]:
    return {name: value for name, value in chat.answers.items() if name not in (*_ASKED_HERE, "for")}


def _go_on(chat: Chat) -> None:
    brought = _brought(chat)
    chat.go(brought.pop("then", "home"), **brought)


def yes_or_no() -> dict[str, Text]:
    # Equal buttons: none is marked as the better one.
    return {"yes": _("I agree"), "no": _("I do not agree")}


def _full_notice(channel: str) -> Text:
    return lines(
        _("What is kept: name, residential group, phone number if you give it, sessions, marks, and your consent."),
        _("What never is: ID numbers, birth dates, bank data, health, passwords, location."),
        _("Who sees it: your group's leader; the volunteer beside you sees only your given name and your topic."),
        _("How long: 90 days after your last class; then only numbers stay."),
        _passes_through(channel),
        _("A «no» loses nothing: you can always just come."),
        _("Complaints: to the ward, or send «0» to talk to a person."),
    )


def _passes_through(channel: str) -> Text | None:
    match labels.platform(channel):
        case "Web":
            return None
        case "Telegram":
            return _("Messages on Telegram pass through servers abroad.")
        case other:
            return _("Messages on {platform} pass through the servers of {platform}.", platform=other)


async def _come_anyway(chat: Chat) -> Text:
    group = await _came_to(chat)
    if group is None:
        return _(
            "That is all right, I keep nothing. You can always just come to a class, or ask the leader of your group."
        )
    leaders = await session_queries.leaders(chat.db, group.id)
    course = await _wanted(chat)
    sessions = await session_queries.upcoming_sessions(chat.db, course.id) if course is not None else []
    details = await session_queries.details(chat.db, sessions[0].id) if sessions else None
    return lines(
        _("That is all right, I keep nothing. You can still learn with us: just come."),
        labels.session(details) if details else None,
        _("👤 {name} is in charge.", name=_full(leaders[0])) if leaders else None,
    )


def _full(person: Person) -> Text:
    return verbatim(person.name or "")


FLOWS = (
    Flow("welcome", welcome),
    Flow("agree", agree),
    Flow("introduce", introduce),
)
