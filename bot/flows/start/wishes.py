"""What is asked for in one's own words while no question is open: its flow begins, or a few are offered."""

from collections.abc import Collection, Mapping

from bot.chat.chat import Chat
from bot.chat.say import no, option, yes
from bot.i18n import Text, _
from bot.storage.tables.people import Person

# What these do is done at once: they are offered, and never begun by a sentence.
_DONE_AT_ONCE = frozenset({"undo_last"})
# In the middle of a question nothing is changed by words that were meant for an answer.
ACT_AT_ONCE = _DONE_AT_ONCE | {
    *("only_call", "only_text", "stop", "remind_me", "pause", "busy", "excuse", "on_the_way", "wrong_number"),
    *("nobody_here", "other_language", "change_topics", "free_times", "stop_volunteering", "official_figure"),
    *("promise", "end_promise", "taught_at_home"),
}
# All others begin with who somebody is.
_STRANGERS_MAY = frozenset(
    (
        *("person", "sign_up", "for_relative", "volunteer", "help", "language", "incident", "verify"),
        *("greeting", "thanks", "small_talk", "who_are_you", "is_it_free", "what_to_bring", "no_smartphone"),
        *("device_trouble", "other_language", "wrong_number", "my_classes", "stop", "coaching", "ask_to_lead"),
    )
)


def is_met(person: Person, wish: str) -> bool:
    return wish in _STRANGERS_MAY if person.name is None else wish not in _DONE_AT_ONCE


def offered(person: Person, heard: Mapping[str, Text | None], but: Collection[str | None] = ()) -> dict[str, Text]:
    if person.name is None:
        return {}
    return {name: label for name, label in heard.items() if label is not None and name not in but}


def answer(chat: Chat) -> bool:
    """Answer the wish that was heard in the typed words; return False if there was none.

    The flow gets the words: what was said beside the wish it need not ask again.
    """
    wish, words = chat.given("wish"), chat.given("words")
    may_be_meant = offered(chat.person, chat.given("offered") or {})
    is_stranger = chat.person.name is None
    if wish is not None and wish not in _DONE_AT_ONCE and (not is_stranger or wish in _STRANGERS_MAY):
        chat.go(wish, sentence=words)
        return True
    if is_stranger or not may_be_meant:
        return False
    if len(may_be_meant) > 1:
        offers = [option(label, name, sentence=words) for name, label in may_be_meant.items()]
        chat.say(_("Which of these would you like?"), *offers)
        return True
    ((name, label),) = may_be_meant.items()
    chat.say(_("Do you mean this?"), yes(label, name, sentence=words), no(_("No, something else"), "wished"))
    return True
