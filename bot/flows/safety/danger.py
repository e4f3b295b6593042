"""A cry for help in the middle of a talk: what to do now, and whom to tell. The open question is asked again below."""

from collections.abc import Mapping

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.chat.say import Option, option
from bot.domain.safety.incidents import IncidentKind
from bot.domain.understanding.danger import Danger
from bot.i18n import Text, _, lines

_PERSON = option(_("🙋 Talk to a person"), "person")
_INCIDENT = option(_("🚨 Tell of an incident"), "incident")

_FIRST: Mapping[Danger, tuple[Text, tuple[Option, ...]]] = {
    Danger.HURT: (
        lines(
            _("Please call 115 now, or ask whoever is beside you to call."),
            _("I am a program and cannot call for you."),
        ),
        (_PERSON,),
    ),
    Danger.CHEATED: (
        lines(
            _("Please send no more money, and tell nobody a code."),
            _("Call your bank and 113 now."),
        ),
        (option(_("🚨 Tell of an incident"), "incident", kind=IncidentKind.CHEATED.value), _PERSON),
    ),
    Danger.VISITOR: (
        _("Please do not open the door yet, and hand your phone to nobody."),
        (option(_("🔎 Is this one of us?"), "verify"), _INCIDENT, _PERSON),
    ),
}


async def danger(chat: Chat) -> None:
    if chat.given("which") not in set(Danger):
        return chat.go("incident")
    words, ways = _FIRST[Danger(chat.given("which"))]
    chat.say(words, *ways)


FLOWS = (Flow("danger", danger, aside=True),)
