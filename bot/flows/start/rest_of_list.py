"""The options beyond the nine that are numbered on a phone without buttons: «9. Xem thêm»."""

from bot.chat.chat import Chat
from bot.chat.flow import Flow
from bot.services.messaging import conversations


async def rest_of_list(chat: Chat) -> None:
    if not await conversations.show_rest(chat.db, chat.address, chat.given("question") or 0):
        chat.go("past")


FLOWS = (Flow("rest_of_list", rest_of_list, aside=True, last=True),)
