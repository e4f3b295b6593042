"""Answers to messages that no conversation waits for."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.access.rights import Right, holders
from bot.domain.parsing.course import OPENS_NONE, read_course_line
from bot.domain.parsing.helper_request import read_need
from bot.domain.parsing.intents import Intent, intent_of
from bot.domain.parsing.time import Spoken, find_when
from bot.domain.people.person import ORGANISING, RoleKind
from bot.domain.people.phones import shown
from bot.domain.safety.incidents import IncidentKind
from bot.domain.safety.visitor_codes import read_visitor_code
from bot.domain.understanding.words import spelled
from bot.flows.start import menu, wishes
from bot.i18n import Text, _, lines, verbatim
from bot.i18n.address import without_deference
from bot.services.access import permissions
from bot.services.calls import callback
from bot.services.messaging import conversations
from bot.services.messaging.shown import lately, open_card
from bot.services.people import identity
from bot.services.roles import handover, stand_ins
from bot.storage.tables.people import Person

_A_DAY = timedelta(days=1)
_HOME = option(_("🏠 Home"), "home")
_PERSON = option(_("🙋 Talk to a person"), "person")


async def past(chat: Chat) -> None:
    chat.say(_("That is from an earlier message. Nothing was changed."))


async def long_past(chat: Chat) -> None:
    await past(chat)
    chat.go("home")


async def wished(chat: Chat) -> None:
    if not wishes.answer(chat):
        await _not_understood(chat)


async def words(chat: Chat) -> None:
    typed = str(chat.given("words") or "")
    if (flow := await _begins(chat, typed)) is not None:
        return chat.go(flow[0], **flow[1])
    if await permissions.become_administrator(chat.db, chat.person, typed):
        return chat.go("administrator")
    if wishes.answer(chat):
        return None
    if chat.person.name is None:
        return chat.go("welcome")
    return await _not_understood(chat)


async def _not_understood(chat: Chat) -> None:
    """Show the card that is open once more; the second time with an example, the third time a human is told."""
    talk = await conversations.talk_of(chat.db, chat.address)
    talk.misses += 1
    card = open_card(await lately(chat.db, chat.address))
    options = await _what_to_do(chat) if card is None else card.as_options()
    if talk.misses >= _MISSES_BEFORE_A_PERSON:
        talk.misses = 0
        caller = await callback.call_back(chat.db, chat.person)
        told = _("I have told {name}, who will call you back.", name=labels.person(caller)) if caller else None
        return chat.say(lines(_("I still do not understand, and I am sorry."), told), *options)
    if card is None:
        return chat.say(_("I did not quite understand. Which of these would you like?"), *options)
    again = verbatim(without_deference(card.message.text))
    if talk.misses > 1:
        return chat.say(lines(_("You can answer like this: «I can come», or «I am busy»."), again), *options)
    chat.say(lines(_("I did not quite understand."), again), *options)


_MISSES_BEFORE_A_PERSON = 3


async def _what_to_do(chat: Chat) -> Sequence[Option]:
    roles = {role.kind for role in await identity.roles_of(chat.db, chat.person)}
    if not roles - {RoleKind.RESIDENT}:
        return _MENU
    return (*menu.first_card(roles, menu.everything(roles, []))[:2], _PERSON)


_MENU = (option(_("📅 My classes"), "my_classes"), option(_("📝 Join a class"), "sign_up"), _PERSON)


async def _begins(chat: Chat, typed: str) -> tuple[str, dict[str, str]] | None:
    leads = await identity.role_of(chat.db, chat.person, RoleKind.LEADER) is not None
    if leads and read_need(typed, clock.local(clock.now())):
        return "ask_organisations", {"payload": typed}
    if leads and _names_a_class(typed):
        return "register_course", {"payload": typed}
    if (flow := names_a_hand_over(typed)) is not None:
        return flow, {"sentence": typed}
    if "-" in typed and read_visitor_code(typed) is not None:
        return "verify", {"typed": typed}
    return None


def _names_a_class(typed: str) -> bool:
    line = read_course_line(typed, clock.local(clock.now()))
    said = line.when
    if not OPENS_NONE.isdisjoint(spelled(typed)):
        return False
    return isinstance(said, Spoken) and said.time is not None and (line.topic is not None or said.day is not None)


def names_a_hand_over(typed: str) -> str | None:
    """Return the wish if a day is named with it: «Nhờ người trông tổ đến 30/11»."""
    rest = find_when(typed, clock.local(clock.now()))[1].replace("|", " ")
    said = intent_of(re.sub(r"\s+(?:đến|den|tới|toi|từ|tu|hết|het|ngày|ngay|khi|\s)*$", "", f"{rest} "))
    return {Intent.STAND_IN: "stand_in", Intent.HAND_OVER: "hand_over"}.get(said) if said is not None else None


async def _hidden(chat: Chat) -> None:
    first = not await conversations.hidden_was_ever_answered(chat.db, chat.address)
    caller = await (callback.call_back if first else callback.whom)(chat.db, chat.person)
    ways = _PERSON, option(_("🏠 Home"), "home", **{conversations.HIDDEN: True})
    words = _("I cannot open what you have just sent: please do not mind, it is not your fault.")
    if caller is None:
        return chat.say(lines(words, _("Somebody in charge will help you; or type a few words to me.")), *ways)
    name, number = labels.person(caller), caller.phone
    helps = _("{name} will help you, and calls you.", name=name)
    if number:
        helps = _("{name} will help you: {phone}.", name=name, phone=verbatim(shown(number)))
    chat.say(lines(words, helps), *ways)


async def media(chat: Chat) -> None:
    if chat.given("kind") == "hidden":
        return await _hidden(chat)
    if chat.given("kind") == "voice":
        return chat.say(
            lines(_("Thank you. I cannot listen to voice messages yet: please type it."), await _a_human_hears(chat)),
            _PERSON,
            _HOME,
        )
    if chat.given("kind") == "photo":
        return chat.say(
            lines(
                _("Thank you. I do not look at pictures and have not kept it: please type it."),
                _("Never send anybody a picture of papers or cards."),
                await _a_human_hears(chat),
            ),
            _PERSON,
            _HOME,
        )
    if chat.given("kind") == "sticker":
        return chat.say(_("Thank you, that is kind of you 😊"))
    if chat.given("kind") == "contact":
        return chat.say(
            _("Thank you. I only take your own number, and only when I have asked for it: I have not kept it.")
        )
    if chat.given("kind") == "location":
        return chat.say(_("Thank you, but I need not know where you are. I have not kept it."))
    chat.say(_("I have got it, thank you, but I can read only typed words. I have not kept it."))


async def edited(chat: Chat) -> None:
    chat.say(_("You have changed a message, but I read only what is newly sent. Please send it to me once more."))


async def _a_human_hears(chat: Chat) -> Text | None:
    if chat.person.name is None:
        return None
    caller = await callback.call_back(chat.db, chat.person, again_after=_A_DAY)
    return _("I have told {name} that you wrote.", name=labels.person(caller)) if caller is not None else None


async def secret(chat: Chat) -> None:
    chat.say(
        _("Please never send a password, a code or an ID number to anybody, not even to me. I have not kept it."),
        # The leader who would call back may be the one who asked, so this goes to the ward.
        option(_("🙋 Somebody asked me for it"), "incident", kind=IncidentKind.CHEATED.value),
        option(_("👍 I will remember"), "home", **({conversations.ANNOUNCED: True} if chat.given("announced") else {})),
    )


async def many_files(chat: Chat) -> None:
    chat.say(_("So many files in one hour: please wait a little, or talk to a person."), _PERSON, _HOME)


async def not_yours(chat: Chat) -> None:
    """Refuse; somebody who led a group until lately is told why the buttons no longer work."""
    former = await handover.former_group(chat.db, chat.person)
    resting = [role for role in await stand_ins.of(chat.db, chat.person) if role.person_id != chat.person.id]
    if former is not None and resting:
        name = labels.person(await chat.db.get_one(Person, resting[0].person_id))
        words = _("{name} looks after {group} for you at present.", name=name, group=labels.group(former))
        return chat.say(words, option(_("⏪ Take it back now"), "end_stand_in", role=resting[0].id), _PERSON, _HOME)
    if former is not None:
        return chat.say(
            lines(
                _("You no longer lead {group}, so this opens nothing any more.", group=labels.group(former)),
                _("Is that not right? Please talk to a person."),
            ),
            _PERSON,
            _HOME,
        )
    chat.say(await _whose(chat), _HOME, _PERSON)


async def _whose(chat: Chat) -> Text:
    """Name who may do it; whoever has such a role, but not for this, is not told that it is for such roles."""
    given = chat.given("right")
    may = holders(Right(given)) if given else ORGANISING
    if await identity.has_any_role(chat.db, chat.person, may):
        return _("This is not one of those you are in charge of. I can help you with other things.")
    return next((words for kind, words in _FOR.items() if kind in may), _FOR[RoleKind.LEADER])


_FOR = {
    RoleKind.LEADER: _("This is for the people in charge of classes. I can help you with other things."),
    RoleKind.COORDINATOR: _("This is for the coordinators of the ward. I can help you with other things."),
    RoleKind.ORGANISER: _("This is for the organisers of the organisations. I can help you with other things."),
    RoleKind.VOLUNTEER: _("This is for the volunteers. I can help you with other things."),
    RoleKind.ADMINISTRATOR: _("This is for the administrators. I can help you with other things."),
}

FLOWS = (
    Flow("past", past, aside=True),
    Flow("long_past", long_past),
    Flow("words", words, aside=True),
    Flow("wished", wished, aside=True),
    Flow("media", media, aside=True, kind=True),
    Flow("edited", edited, aside=True, kind=True),
    Flow("secret", secret, aside=True),
    Flow("many_files", many_files, aside=True),
    Flow("not_yours", not_yours, aside=True),
)
