"""What is asked for in one's own words while no question is open: its flow begins, or a few are offered."""

from collections.abc import Mapping, Sequence

from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import Text, _
from bot.storage.tables.people import Person

# The wishes that have a flow which begins with nothing given, by the words of its button.
LABELS: Mapping[str, Text] = {
    "person": _("🙋 Talk to a person"),
    "my_classes": _("📅 My classes"),
    "sign_up": _("📝 Join a class"),
    "for_relative": _("👪 For somebody of my family"),
    "leave": _("👋 Leave a class"),
    "coaching": _("👥 Somebody to teach me alone"),
    "help": _("How to use it"),
    "settings": _("⚙️ Settings"),
    "addressed": _("🗣 Address me differently"),
    "language": _("🌐 Tiếng Việt · English"),
    "privacy": _("🔒 My data"),
    "erase": _("🗑 Erase everything"),
    "phones": _("📱 My phones"),
    "incident": _("🚨 Tell of an incident"),
    "verify": _("🔎 Is this one of us?"),
    "volunteer": _("🤝 I want to help as a volunteer"),
    "my_shifts": _("🤝 My shifts"),
    "take_shift": _("🗓 Classes that need somebody"),
    "my_hours": _("🎓 My hours"),
    "my_code": _("🔑 My code for today"),
    "coach": _("👥 Teach somebody alone"),
    "register_course": _("➕ Register a class"),
    "my_sessions": _("📋 Sessions"),
    "book": _("📖 The book"),
    "add_people": _("➕ Add people"),
    "calls": _("☎️ Call them, one by one"),
    "announce": _("📣 Tell many people"),
    "this_week": _("📊 This week"),
    "group_poster": _("🖼 Poster with the code of the group"),
    "stand_in": _("🤝 Somebody to look after the group"),
    "ask_organisations": _("🙋 Ask organisations for people"),
    "group_chat": _("📣 Post in our chat"),
    "requests": _("📥 Requests"),
    "invite_leader": _("🔑 Invite a leader"),
    "log": _("📒 What was done lately"),
    "wanted": _("📋 Who needs people"),
    "members": _("👥 Our members"),
    "invite_members": _("📨 Invite members"),
    "outgoing": _("📮 Outgoing messages"),
    # What these do is done at once: they are offered, and never begun by themselves.
    "stop": _("🔕 Stop reminding"),
    "remind_me": _("🔔 Remind me"),
    "undo_last": _("↩️ Undo"),
}
_DONE_AT_ONCE = frozenset({"stop", "remind_me", "undo_last"})
# A relative is signed up for a class: that is chosen first.
_FIRST = {"for_relative": "sign_up"}
_STRANGERS_MAY = frozenset({"person", "sign_up", "for_relative", "volunteer", "help", "language", "incident", "verify"})


def are_met(person: Person, wish: str | None, likely: Sequence[str]) -> bool:
    """Is there anything to begin or to offer to this person?"""
    if person.name is None:
        return wish in _STRANGERS_MAY
    return wish in LABELS or any(name in LABELS for name in likely)


def answer(chat: Chat) -> bool:
    """Answer the wish that was heard in the typed words; return False if there was none."""
    wish, likely = chat.given("wish"), chat.given("likely") or []
    if wish == "thanks":
        chat.say(_("Thank you, that is kind of you 😊"))
        return True
    if wish == "greeting":
        chat.go("home")
        return True
    is_stranger = chat.person.name is None
    if wish in LABELS and wish not in _DONE_AT_ONCE and (not is_stranger or wish in _STRANGERS_MAY):
        chat.go(_FIRST.get(wish, wish))
        return True
    offered = [name for name in likely if name in LABELS]
    if is_stranger or not offered:
        return False
    words = _("Do you mean this?") if len(offered) == 1 else _("Which of these would you like?")
    chat.say(words, *(option(LABELS[name], _FIRST.get(name, name)) for name in offered))
    return True
