"""The first words: /start, a link, a code typed by hand."""

from bot.chat.chat import Chat
from bot.i18n import _
from bot.services import codes


async def start(chat: Chat) -> None:
    """Go where the code leads; without one, or with one that is past, go home."""
    typed = str(chat.given("payload") or chat.given("code") or "")
    if not typed:
        return chat.go("home")
    code = await codes.look_up(chat.db, typed)
    if code is None:
        chat.say(_("I do not know that code, or it is no longer good. Please ask whoever gave it to you."))
        return chat.go("home")
    if code.purpose == codes.ROLE:
        return chat.go("accept_invitation", code=code.text)
    return chat.go("sign_up", course=code.course_id)
