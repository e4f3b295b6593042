"""«Thu hồi»: whoever gives a role takes it back, with a reason that the other is told."""

from bot.chat import labels
from bot.chat.chat import Chat
from bot.chat.say import option
from bot.domain.people import RevokedFor
from bot.i18n import Text, _, verbatim
from bot.services import revoking
from bot.services.roles import NotAllowed
from bot.storage.people import Person

_HOME = option(_("🏠 Home"), "home")
_REASONS = {
    RevokedFor.MOVED: _("Has moved away"),
    RevokedFor.BUSY: _("Has little time"),
    RevokedFor.ANOTHER: _("Somebody else has the task"),
    RevokedFor.COMPLAINT: _("There was a complaint"),
}


async def revoke(chat: Chat) -> None:
    """Who, why, and are you sure."""
    below = await revoking.leaders_below(chat.db, chat.person)
    shown: dict[int, Text] = {role.id: _shown(person, labels.group(group)) for role, person, group in below}
    if not shown:
        return chat.say(_("There is nobody whose role you could end."), _HOME)
    chosen = chat.given("role") or await chat.choose("who", _("Whose role shall end?"), shown)
    if chosen not in shown:
        return chat.say(_("That role has ended already, or is not yours to end."), _HOME)
    why = await chat.choose("why", _("Why? They are told this reason."), _REASONS)
    sure = await chat.confirm(
        "sure",
        _("Shall {name} lead no longer from now on?", name=shown[chosen]),
        _("🚫 End this role"),
        _("Leave it"),
    )
    if not sure:
        return chat.say(_("All right, nothing is changed."), _HOME)
    try:
        act = await revoking.revoke(chat.db, chat.person, chosen, RevokedFor(why))
    except NotAllowed:
        return chat.go("not_yours")
    undo = (option(_("↩️ Undo"), "undo", act=act.id),) if act is not None else ()
    chat.say(_("Done: {name} leads no longer and has been told kindly.", name=shown[chosen]), *undo, _HOME)


def _shown(person: Person, group: Text) -> Text:
    return _("{name}, {group}", name=verbatim(person.name or "…"), group=group)
