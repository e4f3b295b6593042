"""Kind answers to what no conversation was waiting for."""

from bot.chat.chat import Chat
from bot.chat.say import option
from bot.i18n import _

_WAYS_ON = (option(_("🏠 Home"), "home"), option(_("🙋 Talk to a person"), "person"))


async def past(chat: Chat) -> None:
    """A button of a question that has moved on."""
    chat.say(_("That button is from an earlier message. Nothing was changed."))
    chat.go("home")


async def words(chat: Chat) -> None:
    """Typed words that mean nothing to us."""
    chat.say(_("I did not quite understand. Please press one of these buttons."), *_WAYS_ON)


async def media(chat: Chat) -> None:
    """A sticker, a photo, a voice message: thanked for, and not kept."""
    if chat.given("kind") == "voice":
        chat.say(_("Thank you. I cannot listen to voice messages yet. Please type, or talk to a person."), *_WAYS_ON)
    else:
        chat.say(_("Thank you, I have got it 😊 I can read only typed words and buttons."))


async def secret(chat: Chat) -> None:
    """A password, an OTP, an ID number: refused, not kept."""
    chat.say(
        _("Please never send a password, a code or an ID number to anybody, not even to me. I have not kept it."),
        option(_("🙋 Somebody asked me for it"), "person"),
        option(_("👍 I will remember"), "home"),
    )


async def not_yours(chat: Chat) -> None:
    """Something only others may do."""
    chat.say(_("This is for the people in charge of classes. I can help you with other things."), *_WAYS_ON)
