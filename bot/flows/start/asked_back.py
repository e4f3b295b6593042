"""An answer that is not certain is asked back, with both sides or both matters named: nothing has been changed yet."""

from typing import Any

from bot import clock
from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, no, option
from bot.domain.parsing.time import Spoken
from bot.domain.understanding.matter import Matter, Named, is_of, named_in
from bot.domain.understanding.yes_no import Answer, yes_no
from bot.i18n import Text, _, verbatim
from bot.services.courses import catalogue
from bot.services.messaging import shown
from bot.services.messaging.answering import AskBackReason, AskedBack
from bot.services.messaging.shown import ShownQuestion
from bot.services.people import identity

_LONGEST_QUOTE = 60
_MOST = 3


def given(found: AskedBack, words: str) -> dict[str, Any]:
    between = [[chosen.shown.question.id, chosen.option] for chosen in found.between]
    return {"why": found.why.value, "between": between, "words": words[:_LONGEST_QUOTE]}


async def asked_back(chat: Chat) -> None:
    on_the_phone = {one.question.id: one for one in await shown.lately(chat.db, chat.address)}
    between = [(on_the_phone[of], n) for of, n in chat.given("between") or [] if of in on_the_phone]
    if not between:
        return chat.go("home")
    names = [await _about(chat, one) for one, _n in between]
    match chat.given("why"):
        case AskBackReason.SEVERAL:
            words = _(
                "I have asked about two things: {one}; and {other}. Which do you mean?", one=names[0], other=names[1]
            )
        case AskBackReason.OTHERWISE:
            said = _said(chat)
            words = _("I asked about {about}, and you speak of {said}. Which do you mean?", about=names[0], said=said)
        case _:
            words = _("I want to be sure that I heard you right about {about}. Which is it?", about=names[0])
    several = len({one.question.id for one, _n in between}) > 1
    options = [_option(one, n, name if several else None) for (one, n), name in zip(between, names, strict=True)]
    others = await _of_the_other_day(chat) if chat.given("why") == AskBackReason.OTHERWISE else []
    chat.say(words, *options[:_MOST], *others)


def _option(one: ShownQuestion, n: int, about: Text | None) -> Option:
    picked = one.options[n]
    label = verbatim(picked["label"])
    if about is not None:
        label = _("{label}: {about}", label=label, about=about)
    if not one.is_card:
        return option(label, "answer_question", name=one.question.name, value=picked["value"])
    # Between two matters «dạ» means neither: the cards themselves are compared with what is said next.
    return Option(label, picked["flow"], picked["answers"], side=picked.get("side") if about is None else None)


async def _about(chat: Chat, one: ShownQuestion) -> Text:
    matter = one.matter
    parts = [part for part in (_topic(matter), *_when(matter)) if part is not None]
    if not parts:
        return verbatim(_quoted(next(iter(one.message.text.splitlines()), "")))
    name = await _of_whom(chat, one)
    return labels.enumeration([*name, *parts])


async def _of_whom(chat: Chat, one: ShownQuestion) -> list[Text]:
    if one.about in {None, chat.person.id}:
        return []
    return [labels.person(person) for person in await identity.people(chat.db, {one.about or 0})]


def _topic(matter: Matter) -> Text | None:
    return None if matter.topic is None else labels.topic(matter.topic)


def _when(matter: Matter) -> list[Text]:
    return [_("{when}", when=moment) for moment in matter.when]


def _said(chat: Chat) -> Text:
    typed = str(chat.given("words"))
    named = named_in(typed, clock.local(clock.now()))
    if named.people:
        return verbatim(named.people[0].name)
    if named.topic is not None:
        return labels.topic(named.topic)
    if isinstance(named.when, Spoken) and named.when.day is not None and named.when.part is None:
        return _("{day}", day=named.when.day)
    return verbatim(f"«{_quoted(typed)}»")


def _quoted(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"


async def _of_the_other_day(chat: Chat) -> list[Option]:
    typed = str(chat.given("words"))
    named = named_in(typed, clock.local(clock.now()))
    mine = await catalogue.seats_of(chat.db, chat.person)
    meant = [
        details
        for details in mine
        if named and is_of(named, Matter((clock.local(details.session.starts_at),), details.topic))
    ]
    if yes_no(typed) is Answer.NO and len(meant) == 1 and not _speaks_of_others(named):
        about = labels.session_line(meant[0])
        label = _("❌ Busy: {about}", about=about)
        return [no(label, "answer_reminder", session=meant[0].session.id, coming=False)]
    return [option(_("📅 My classes"), "my_classes")]


def _speaks_of_others(named: Named) -> bool:
    return bool(named.people)


FLOWS = (Flow("asked_back", asked_back, aside=True, last=True),)
